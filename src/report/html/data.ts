import { type AuditedPage, type Finding, VERDICTS } from '../../audit/types.js';
import { excerptParts } from '../excerpt.js';
import { hostOf, inOrder } from '../findings.js';
import { keepLines, oneLine, shorten } from '../plain-text.js';
import { SEVERITIES } from '../summary.js';

/** A string, or the index of one in the pool that all pages share. */
export type Pooled = string | number;

/** A finding as the report carries it: short, because there may be ten thousand pages. */
export type FindingData = readonly [
  code: Pooled,
  /** Index into SEVERITIES. */
  severity: number,
  /** Policy and clause, separated by a line feed. */
  clause: Pooled,
  message: Pooled,
  /** 0 where there is none. */
  line: number,
  column: number,
  expected: Pooled | null,
  found: Pooled | null,
  fix: Pooled | null,
  /** The excerpt in three parts, the place in the middle; null where there is none. */
  excerpt: readonly [before: Pooled, marked: Pooled, after: Pooled] | null,
];

export interface PageData {
  /** Target. */
  readonly t: string;
  /** URL, where it is not the target. */
  readonly u: string | null;
  /** Host. */
  readonly h: string | null;
  /** Index into VERDICTS. */
  readonly v: number;
  /** Title. */
  readonly n: string;
  /** The credit as printed. */
  readonly s: Pooled | null;
  /** Why the page was not audited. */
  readonly r: Pooled | null;
  /** URL or title of the original. */
  readonly o: string | null;
  /** Publication, and the time the notice names for getting in touch. */
  readonly d: Pooled | null;
  /** What is said of findings that do not count, behind the verdict; absent where there are none. */
  readonly a?: Pooled;
  readonly f: readonly FindingData[];
}

/** What one line of the embedded data holds: strings new to the pool, then the page. */
export type PageLine = readonly [added: readonly string[], page: PageData];

/** Strings kept for sharing. Beyond it, strings are written in full, so that memory does not grow with the list. */
const POOL_LIMIT = 50_000;
/** A longer text is cut: a report is read, the record with every word is the NDJSON. */
const TEXT_LIMIT = 4000;

/** Altered passages compared in the details of one finding. */
const PASSAGES = 5;

/** A finding about altered text with several passages in both versions, where the page was compared with its original. */
function withPassages(finding: Finding, { original }: AuditedPage): Finding {
  const passages = original?.comparison?.passages.slice(0, PASSAGES) ?? [];
  if (finding.code !== 'text-altered' || passages.length === 0) return finding;
  return {
    ...finding,
    expected: passages.map((passage) => passage.original.text).join(' … '),
    found: passages.map(({ page }) => page?.text ?? '').join(' … '),
  };
}

/** Packs pages. Repeated messages, fixes and excerpts are written once. Every text is safe to show. */
export class PagePacker {
  readonly #pool = new Map<string, number>();
  #added: string[] = [];

  /**
   * @param describeDates what to say of a page's publication date; null where there is nothing to say
   * @param describeAccepted the same for findings that do not count
   */
  constructor(
    private readonly describeDates: (page: AuditedPage) => string | null = () => null,
    private readonly describeAccepted: (page: AuditedPage) => string | null = () => null,
  ) {}

  pack(page: AuditedPage): PageLine {
    this.#added = [];
    const problem = page.problem === null ? null : `${page.problem.message} (${page.problem.kind})`;
    const accepted = this.describeAccepted(page);
    const data: PageData = {
      t: oneLine(shorten(page.target, TEXT_LIMIT)),
      u: page.url === null || page.url === page.target ? null : oneLine(shorten(page.url, TEXT_LIMIT)),
      h: hostOf(page),
      v: VERDICTS.indexOf(page.verdict),
      n: oneLine(shorten(page.page?.title ?? '', TEXT_LIMIT)),
      s: this.#line(page.source?.raw ?? null),
      r: this.#line(problem),
      o: page.original === null ? null : oneLine(shorten(page.original.url ?? page.original.title, TEXT_LIMIT)),
      d: this.#line(this.describeDates(page)),
      ...(accepted === null ? {} : { a: this.#pooled(oneLine(accepted)) }),
      f: inOrder(page.findings).map((finding) => this.#finding(withPassages(finding, page))),
    };
    return [this.#added, data];
  }

  #finding(finding: Finding): FindingData {
    const parts = finding.excerpt === null ? null : excerptParts(finding.excerpt);
    return [
      this.#pooled(oneLine(finding.code)),
      SEVERITIES.indexOf(finding.severity),
      this.#pooled(`${finding.policy}\n${finding.clause}`),
      this.#pooled(oneLine(finding.message)),
      finding.location?.line ?? 0,
      finding.location?.column ?? 0,
      this.#line(finding.expected),
      this.#line(finding.found),
      finding.fix === null ? null : this.#pooled(keepLines(finding.fix)),
      parts === null
        ? null
        : [this.#pooled(parts.before.trimStart()), this.#pooled(parts.marked), this.#pooled(parts.after.trimEnd())],
    ];
  }

  #line(text: string | null): Pooled | null {
    return text === null ? null : this.#pooled(oneLine(text));
  }

  #pooled(text: string): Pooled {
    const short = shorten(text, TEXT_LIMIT);
    const known = this.#pool.get(short);
    if (known !== undefined) return known;
    // An index would take as much room as a very short text.
    if (short.length < 4 || this.#pool.size >= POOL_LIMIT) return short;
    const index = this.#pool.size;
    this.#pool.set(short, index);
    this.#added.push(short);
    return index;
  }
}
