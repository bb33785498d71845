import type { AcceptedFinding } from '../audit/baseline/types.js';
import type { AuditedPage, Finding, InspectedPage, ShownComparison, ShownOriginal } from '../audit/types.js';

/**
 * The machine contract (design §6): what one target looks like in `ndjson` and in the `pages` of `json`.
 * Written out field by field, so that what the audit carries for its own use never leaks into it, and the order
 * of keys never changes.
 */
export function pageRecord(page: AuditedPage | InspectedPage): Record<string, unknown> {
  const record: Record<string, unknown> = {
    schemaVersion: page.schemaVersion,
    target: page.target,
    url: page.url,
    verdict: page.verdict,
    scope: page.scope,
    source: page.source === null ? null : sourceRecord(page.source),
    findings: page.findings.map(findingRecord),
    ...(page.accepted === undefined ? {} : { accepted: page.accepted.map(acceptedRecord) }),
    original: page.original === null ? null : originalRecord(page.original),
    problem: page.problem === null ? null : pick(page.problem, ['kind', 'message', 'status']),
    page: page.page === null ? null : pick(page.page, ['title', 'charset', 'bytes', 'sha256', 'published']),
  };
  if ('credits' in page) {
    record.credits = page.credits.map((credit) => ({ ...sourceRecord(credit), kind: credit.kind }));
    record.links = page.links.map((link) =>
      pick(link, ['href', 'resolved', 'text', 'zone', 'visible', 'class', 'line', 'column']),
    );
  }
  return record;
}

function sourceRecord(source: NonNullable<AuditedPage['source']>): Record<string, unknown> {
  return pick(source, ['name', 'label', 'separator', 'zone', 'visible', 'line', 'column', 'raw']);
}

function originalRecord(original: ShownOriginal): Record<string, unknown> {
  const { match, comparison } = original;
  return {
    ...pick(original, ['url', 'title', 'source', 'by']),
    match: match === null ? null : pick(match, ['tier', 'containment']),
    comparison: comparison === null ? null : comparisonRecord(comparison),
  };
}

function comparisonRecord({ title, counts, passages }: ShownComparison): Record<string, unknown> {
  return {
    title,
    counts: pick(counts, ['kept', 'moved', 'altered', 'dropped', 'added']),
    passages: passages.map(({ fate, original, page, changes }) => ({
      fate,
      original: pick(original, ['start', 'end', 'text']),
      page: page === null ? null : pick(page, ['start', 'end', 'text']),
      changes: changes.map((change) => pick(change, ['kind', 'original', 'page'])),
    })),
  };
}

function findingRecord(finding: Finding): Record<string, unknown> {
  return {
    ...pick(finding, ['policy', 'rule', 'code', 'severity', 'clause', 'message', 'expected', 'found', 'anchor']),
    location: finding.location === null ? null : pick(finding.location, ['line', 'column', 'offset', 'length']),
    selector: finding.selector,
    excerpt: finding.excerpt === null ? null : pick(finding.excerpt, ['text', 'start', 'length']),
    ...pick(finding, ['fix', 'fingerprint']),
  };
}

function acceptedRecord(finding: AcceptedFinding): Record<string, unknown> {
  const { by, reason } = { reason: undefined, ...finding.accepted };
  return { ...findingRecord(finding), accepted: { by, ...(reason === undefined ? {} : { reason }) } };
}

/** The named fields, in that order; a field that is absent stays absent. */
function pick<Item extends object, Key extends keyof Item & string>(
  item: Item,
  keys: readonly Key[],
): Record<string, unknown> {
  // Field by field: lists of entries made this the dearest step of a report.
  const record: Record<string, unknown> = {};
  for (const key of keys) if (item[key] !== undefined) record[key] = item[key];
  return record;
}
