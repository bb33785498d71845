import type { AcceptedFinding } from '../audit/baseline/types.js';
import type {
  AuditedPage,
  ComparedStretch,
  Finding,
  InspectedPage,
  ShownComparison,
  ShownOriginal,
} from '../audit/types.js';

/**
 * The machine contract (design §6): what one target looks like in `ndjson` and in the `pages` of `json`.
 * Written out field by field, so that what the audit carries for its own use never leaks into it, and the order
 * of keys never changes. For JSON.stringify: a field that is undefined is absent.
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
    problem: page.problem === null ? null : problemRecord(page.problem),
    page: page.page === null ? null : contentRecord(page.page),
  };
  if ('credits' in page) {
    record.credits = page.credits.map((credit) => ({ ...sourceRecord(credit), kind: credit.kind }));
    record.links = page.links.map(linkRecord);
  }
  return record;
}

function sourceRecord(source: NonNullable<AuditedPage['source']>): Record<string, unknown> {
  const { name, label, separator, zone, visible, line, column, raw } = source;
  return { name, label, separator, zone, visible, line, column, raw };
}

function linkRecord(link: InspectedPage['links'][number]): Record<string, unknown> {
  const { href, resolved, text, zone, visible, class: kind, line, column } = link;
  return { href, resolved, text, zone, visible, class: kind, line, column };
}

/** `status` is absent where there is none. */
function problemRecord({ kind, message, status }: NonNullable<AuditedPage['problem']>): Record<string, unknown> {
  return { kind, message, status };
}

function contentRecord(page: NonNullable<AuditedPage['page']>): Record<string, unknown> {
  const { title, charset, bytes, sha256, published } = page;
  return { title, charset, bytes, sha256, published };
}

function originalRecord({ url, title, source, by, match, comparison }: ShownOriginal): Record<string, unknown> {
  return {
    url,
    title,
    source,
    by,
    match: match === null ? null : { tier: match.tier, containment: match.containment },
    comparison: comparison === null ? null : comparisonRecord(comparison),
  };
}

function comparisonRecord({ title, counts, passages }: ShownComparison): Record<string, unknown> {
  const { kept, moved, altered, dropped, added } = counts;
  return {
    title,
    counts: { kept, moved, altered, dropped, added },
    passages: passages.map(({ fate, original, page, changes }) => ({
      fate,
      original: stretchRecord(original),
      page: page === null ? null : stretchRecord(page),
      changes: changes.map((change) => ({ kind: change.kind, original: change.original, page: change.page })),
    })),
  };
}

function stretchRecord({ start, end, text }: ComparedStretch): Record<string, unknown> {
  return { start, end, text };
}

function findingRecord(finding: Finding): Record<string, unknown> {
  const { policy, rule, code, severity, clause, message, expected, found, anchor, location, excerpt } = finding;
  return {
    policy,
    rule,
    code,
    severity,
    clause,
    message,
    expected,
    found,
    anchor,
    location: location === null ? null : locationRecord(location),
    selector: finding.selector,
    excerpt: excerpt === null ? null : { text: excerpt.text, start: excerpt.start, length: excerpt.length },
    fix: finding.fix,
    fingerprint: finding.fingerprint,
  };
}

function locationRecord({ line, column, offset, length }: NonNullable<Finding['location']>): Record<string, unknown> {
  return { line, column, offset, length };
}

function acceptedRecord(finding: AcceptedFinding): Record<string, unknown> {
  const { by, reason } = { reason: undefined, ...finding.accepted };
  return { ...findingRecord(finding), accepted: { by, ...(reason === undefined ? {} : { reason }) } };
}
