import type { FindingData, PageLine, Pooled } from '../data.js';
import type { ScriptFunction } from './dom.js';

/** Words and names the script needs, in the language of the report. */
export interface ClientTexts {
  readonly language: string;
  readonly verdicts: readonly { readonly id: string; readonly name: string }[];
  readonly severities: readonly { readonly id: string; readonly name: string }[];
  readonly codes: Readonly<Record<string, string>>;
  /** By policy and clause, separated by a line feed. */
  readonly clauses: Readonly<Record<string, { readonly name: string; readonly text: string }>>;
  /** Codes whose `expected` and `found` are shown as a comparison. */
  readonly compared: readonly string[];
  readonly labels: Readonly<
    Record<
      | 'expected'
      | 'found'
      | 'fix'
      | 'clause'
      | 'reason'
      | 'original'
      | 'published'
      | 'noSource'
      | 'details'
      | 'copy'
      | 'copied'
      | 'difference'
      | 'nothing'
      | 'shown'
      | 'more'
      | 'printLimit'
      | 'colon',
      string
    >
  >;
}

export interface ShownFinding {
  readonly code: string;
  readonly severity: number;
  readonly clause: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string | null;
  readonly found: string | null;
  readonly fix: string | null;
  readonly excerpt: readonly [string, string, string] | null;
}

export interface ShownPage {
  /** Place in the order given. */
  readonly index: number;
  readonly target: string;
  readonly url: string | null;
  readonly host: string;
  readonly verdict: number;
  readonly title: string;
  readonly source: string | null;
  readonly problem: string | null;
  readonly original: string | null;
  readonly dates: string | null;
  /** Behind the verdict; '' where nothing was accepted. */
  readonly accepted: string;
  readonly findings: readonly ShownFinding[];
  /** Everything that can be searched, in lower case. */
  readonly haystack: string;
}

export type SortKey = 'verdict' | 'target' | 'source' | 'findings';

export interface Filter {
  readonly words: string;
  /** '' for all. */
  readonly verdict: string;
  readonly code: string;
  readonly host: string;
}

/** Unpacks the embedded lines. */
export function readPages(lines: readonly PageLine[]): ShownPage[] {
  const pool: string[] = [];
  return lines.map(([added, data], index) => {
    for (const text of added) pool.push(text);
    const findings = data.f.map((finding) => readFinding(finding, pool));
    const source = unpool(data.s, pool);
    const problem = unpool(data.r, pool);
    const words = [data.t, data.u ?? '', data.n, source ?? '', problem ?? ''];
    for (const finding of findings) words.push(finding.message, finding.code);
    return {
      index,
      target: data.t,
      url: data.u,
      host: data.h ?? '',
      verdict: data.v,
      title: data.n,
      source,
      problem,
      original: data.o,
      dates: unpool(data.d, pool),
      accepted: unpool(data.a ?? null, pool) ?? '',
      findings,
      haystack: words.join('\n').toLowerCase(),
    };
  });
}

function readFinding(data: FindingData, pool: readonly string[]): ShownFinding {
  const [code, severity, clause, message, line, column, expected, found, fix, excerpt] = data;
  const text = (pooled: Pooled) => unpool(pooled, pool) ?? '';
  return {
    code: text(code),
    severity,
    clause: text(clause),
    message: text(message),
    line,
    column,
    expected: unpool(expected, pool),
    found: unpool(found, pool),
    fix: unpool(fix, pool),
    excerpt: excerpt === null ? null : [text(excerpt[0]), text(excerpt[1]), text(excerpt[2])],
  };
}

function unpool(pooled: Pooled | null, pool: readonly string[]): string | null {
  return typeof pooled === 'number' ? pool[pooled] : pooled;
}

/** The pages that answer a filter, in the order given. All words must occur. */
export function matching(pages: readonly ShownPage[], filter: Filter, verdicts: readonly string[]): ShownPage[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return pages.filter(
    (page) =>
      (filter.verdict === '' || verdicts[page.verdict] === filter.verdict) &&
      (filter.host === '' || page.host === filter.host) &&
      (filter.code === '' || page.findings.some((finding) => finding.code === filter.code)) &&
      words.every((word) => page.haystack.includes(word)),
  );
}

/** Sorted anew; pages that compare equal keep the order given. */
export function sorted(pages: readonly ShownPage[], key: SortKey, descending: boolean, language: string): ShownPage[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = (a: ShownPage, b: ShownPage): number => {
    switch (key) {
      case 'verdict':
        return a.verdict - b.verdict;
      case 'target':
        return collator.compare(a.target, b.target);
      case 'source':
        return collator.compare(a.source ?? '', b.source ?? '');
      case 'findings':
        return a.findings.length - b.findings.length;
    }
  };
  const sign = descending ? -1 : 1;
  return [...pages].sort((a, b) => sign * compare(a, b) || a.index - b.index);
}

/** This file's functions, for the script (see script.ts). */
export function modelFunctions(): readonly ScriptFunction[] {
  return [readPages, readFinding, unpool, matching, sorted];
}
