/** Mends a page so that it keeps the notice: bytes in, bytes out. Pure. */
import { atLeast } from '../audit/exit-code.js';
import { type AuditOptions, auditFetched } from '../audit/page.js';
import type { AuditedPage, Finding } from '../audit/types.js';
import { decodeHtml } from '../page/decode.js';
import { readPage } from '../page/read.js';
import type { Page } from '../page/types.js';
import { vocabularyOf } from '../policy/reading.js';
import type { Policy, Severity } from '../policy/types.js';
import { editBytes } from './bytes.js';
import { applyEdits } from './edits.js';
import { originalOf } from './original.js';
import { planRepair } from './plan.js';
import type { Edit, FixOutcome, KnownOriginal, Refusal } from './types.js';

export interface FixInput {
  readonly target: string;
  readonly bytes: Uint8Array;
  /** Where the page is published; null where nobody knows. */
  readonly url: string | null;
  /** The original as somebody named it; an article of the publisher. */
  readonly original: URL | null;
  /** Looks a page up among the publisher's articles, where it names no original itself; null: none, or none it owes. */
  readonly find?: (page: Page, policy: Policy) => URL | null;
  readonly failOn: Severity;
}

/**
 * Proposes a repair and lets the audit judge it: only a page that then checks clean is given back as fixed. A page
 * that needs nothing is left alone, so that mending twice is mending once.
 * @param policy the one whose credit and link are put in; one of `options.policies`
 */
export function fixPage(input: FixInput, policy: Policy, options: AuditOptions): FixOutcome {
  const audit = (bytes: Uint8Array): AuditedPage => {
    const fetched = { bytes, url: input.url, contentType: null, hops: [] };
    return auditFetched(input.target, { ok: true, fetched }, options);
  };
  const audited = audit(input.bytes);
  if (audited.verdict === 'unaudited') {
    return refused({ kind: 'unaudited', message: audited.problem?.message ?? '' }, null);
  }
  if (audited.verdict === 'not-a-repost' || audited.verdict === 'out-of-scope') return { kind: 'clean' };

  const { html, charset } = decodeHtml(input.bytes, null);
  const read = (text: string): Page =>
    readPage(text, { url: input.url, vocabulary: vocabularyOf(options.policies), platforms: options.platforms });
  const page = read(html);
  const original: ReturnType<typeof originalOf> =
    input.original === null
      ? (originalOf(page, policy) ?? foundOriginal(page, policy, input))
      : { url: input.original, by: 'option' };
  const findings = ownFindings(audited, policy);
  const known: KnownOriginal | null = original !== null && 'url' in original ? original : null;
  // A canonical link is how a site speaks to search engines, and an index may hold two of a kind: reason enough to use
  // them, not to overrule a visible link.
  const binding = known !== null && (known.by === 'option' || known.by === 'page') ? known : null;
  const otherOriginal = binding !== null && !leadsTo(page, binding.url, policy);
  if (findings.length === 0 && !otherOriginal) return unlessFailing(audited, input, policy);
  if (original !== null && 'wrong' in original) return refused({ kind: 'bad-original', url: original.wrong }, null);

  const plan = planRepair({ page, policy, findings, original: known, otherOriginal });
  let first: { attempt: readonly Edit[]; refusal: Refusal } | null = null;
  for (const attempt of plan.attempts) {
    const edited = editBytes(input.bytes, html, charset, attempt);
    const after = edited === null ? null : applyEdits(html, edited.edits);
    const decoded = edited === null ? null : decodeHtml(edited.bytes, null);
    if (edited === null || decoded?.html !== after || decoded?.charset !== charset) {
      return refused({ kind: 'encoding', charset }, { html, edits: attempt });
    }
    const result = audit(edited.bytes);
    const left = failing(result, input.failOn, policy);
    const reached = binding === null || leadsTo(read(decoded.html), binding.url, policy);
    if (left.length === 0 && reached && plan.refusal === null) {
      return { kind: 'fixed', bytes: edited.bytes, before: html, after: decoded.html, edits: edited.edits };
    }
    first ??= { attempt, refusal: { kind: 'not-clean', messages: left.map(({ message }) => message) } };
  }
  const messages = failing(audited, input.failOn, policy).map(({ message }) => message);
  const refusal = plan.refusal ?? first?.refusal ?? { kind: 'not-clean', messages };
  return refused(refusal, first === null ? null : { html, edits: first.attempt });
}

function foundOriginal(page: Page, policy: Policy, { find }: FixInput): KnownOriginal | null {
  const url = find?.(page, policy) ?? null;
  return url === null ? null : { url, by: 'index' };
}

function unlessFailing(audited: AuditedPage, { failOn }: FixInput, policy: Policy): FixOutcome {
  const left = failing(audited, failOn, policy);
  if (left.length === 0) return { kind: 'clean' };
  return refused({ kind: 'not-clean', messages: left.map(({ message }) => message) }, null);
}

function refused(refusal: Refusal, attempt: { html: string; edits: readonly Edit[] } | null): FixOutcome {
  if (attempt === null) return { kind: 'refused', refusal, attempt: null };
  const { html, edits } = attempt;
  return { kind: 'refused', refusal, attempt: { before: html, after: applyEdits(html, edits), edits } };
}

/** What this room can mend: findings about credit and link of this policy, hints left out. */
function ownFindings({ findings }: AuditedPage, policy: Policy): Finding[] {
  const own = new Set(
    policy.rules.filter(({ data }) => ['credit', 'original-link'].includes(data.check)).map(({ data }) => data.id),
  );
  return findings.filter(({ policy: id, rule, severity }) => id === policy.id && own.has(rule) && severity !== 'info');
}

/** What keeps a page from being clean: whatever fails a run or awaits a person, and any flaw of credit and link. */
function failing(audited: AuditedPage, failOn: Severity, policy: Policy): Finding[] {
  const own = new Set(ownFindings(audited, policy));
  return audited.findings.filter(
    (finding) => own.has(finding) || atLeast(finding.severity, failOn) || atLeast(finding.severity, 'review'),
  );
}

/** A reader can follow a link of the article to this very original. */
function leadsTo(page: Page, original: URL, policy: Policy): boolean {
  const identity = policy.articleIdentity(original);
  return page.links.some(({ href, visible, inComment, zone }) => {
    if (!visible || inComment || zone === 'outside' || !URL.canParse(href, page.baseUrl ?? undefined)) return false;
    const url = new URL(href, page.baseUrl ?? undefined);
    return policy.ownsHost(url.hostname) && policy.articleIdentity(url) === identity;
  });
}
