import type { AuditedPage, Verdict } from '../types.js';
import type { AuditFile } from './audit-file.js';
import type { SqlStatement, SqlValue } from './driver.js';

/**
 * How a page stands in a later audit against an earlier one. `violating`: a violation now and not before;
 * `mended`: was one; `unreachable`: could be read before and not now; `reachable`: the reverse, and no violation;
 * `changed`: another verdict otherwise; `added` and `removed`: only in the later or only in the earlier list;
 * `waiting`: one of the audits is unfinished and has no result for the page yet, so there is nothing to compare.
 */
export type ChangeKind =
  | 'violating'
  | 'mended'
  | 'unreachable'
  | 'reachable'
  | 'changed'
  | 'unchanged'
  | 'added'
  | 'removed'
  | 'waiting';

export const CHANGE_KINDS: readonly ChangeKind[] = [
  'violating',
  'mended',
  'unreachable',
  'reachable',
  'changed',
  'added',
  'removed',
  'waiting',
  'unchanged',
];

export interface PageChange {
  readonly kind: ChangeKind;
  readonly url: string;
  /** Verdicts; null where the audit does not have the page, or not yet. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  /** Codes of the findings that are there now and were not before, and the reverse. */
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}

const ROWS = 256;

/** Compares two audits page by page, in the order of the later list; what only the earlier one has comes last. */
export function* compareAudits(earlier: AuditFile, later: AuditFile): Generator<PageChange> {
  const inEarlier = new PageLookup(earlier);
  for (const [url, hash, verdict, json] of eachPage(later)) {
    const before = inEarlier.find(String(url), Number(hash));
    yield changeOf(String(url), before, { verdict: verdict as Verdict | null, json: json as string | null });
  }
  const inLater = new PageLookup(later);
  for (const [url, hash, verdict, json] of eachPage(earlier)) {
    if (inLater.find(String(url), Number(hash)) !== null) continue;
    yield changeOf(String(url), { verdict: verdict as Verdict | null, json: json as string | null }, null);
  }
}

interface Audited {
  readonly verdict: Verdict | null;
  readonly json: string | null;
}

class PageLookup {
  readonly #select: SqlStatement;

  constructor({ database }: AuditFile) {
    this.#select = database.prepare(
      'SELECT r.verdict, r.json FROM pages p LEFT JOIN results r ON r.page = p.id WHERE p.hash = ? AND p.url = ?',
    );
  }

  find(url: string, hash: number): Audited | null {
    const row = this.#select.get(hash, url);
    return row === undefined ? null : { verdict: row[0] as Verdict | null, json: row[1] as string | null };
  }
}

function* eachPage({ database }: AuditFile): Generator<SqlValue[]> {
  const select = database.prepare(`
    SELECT p.url, p.hash, r.verdict, r.json, p.id FROM pages p LEFT JOIN results r ON r.page = p.id
    WHERE p.id > ? ORDER BY p.id LIMIT ${ROWS}`);
  for (let after = 0; ; ) {
    const rows = select.all(after);
    yield* rows;
    if (rows.length < ROWS) return;
    after = Number(rows[rows.length - 1][4]);
  }
}

function changeOf(url: string, before: Audited | null, after: Audited | null): PageChange {
  const kind = kindOf(before, after);
  const codesBefore = codesOf(before);
  const codesAfter = codesOf(after);
  // A page that was not or could not be read shows no findings; that does not mean that they are gone.
  const comparable = kind !== 'waiting' && before?.verdict !== 'unaudited' && after?.verdict !== 'unaudited';
  return {
    kind,
    url,
    before: before?.verdict ?? null,
    after: after?.verdict ?? null,
    appeared: comparable ? codesAfter.filter((code) => !codesBefore.includes(code)) : [],
    gone: comparable ? codesBefore.filter((code) => !codesAfter.includes(code)) : [],
  };
}

function kindOf(before: Audited | null, after: Audited | null): ChangeKind {
  if (before?.verdict === null || after?.verdict === null) return 'waiting';
  if (before === null) return 'added';
  if (after === null) return 'removed';
  if (before.verdict === after.verdict) return 'unchanged';
  if (after.verdict === 'violation') return 'violating';
  if (after.verdict === 'unaudited') return 'unreachable';
  const settled = after.verdict !== 'review';
  if (before.verdict === 'violation' && settled) return 'mended';
  return before.verdict === 'unaudited' ? 'reachable' : 'changed';
}

function codesOf(audited: Audited | null): string[] {
  if (audited?.json == null) return [];
  const { findings } = JSON.parse(audited.json) as AuditedPage;
  return [...new Set(findings.map((finding) => finding.code))];
}
