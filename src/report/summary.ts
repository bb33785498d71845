import { type AuditedPage, VERDICTS, type Verdict } from '../audit/types.js';
import type { Severity } from '../policy/types.js';
import { type AcceptedCounts, acceptedOn } from './accepted.js';

/** Severities in order, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'review', 'warning', 'info'];

/** Counts of a whole report, as `--format json` prints them. */
export interface Summary {
  readonly targets: number;
  /** Adds up to `targets`. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** The four severities add up to `total`. */
  readonly findings: Readonly<Record<Severity, number>> & { readonly total: number };
  /** Findings by code, the most frequent first; adds up to `findings.total`. */
  readonly codes: Readonly<Record<string, number>>;
  /** Unaudited targets by the kind of problem; adds up to `verdicts.unaudited`. */
  readonly problems: Readonly<Record<string, number>>;
}

/** Counts pages as they pass. Holds numbers only, however long the list. */
export class SummaryCounter {
  #targets = 0;
  readonly #verdicts = new Map<Verdict, number>();
  readonly #severities = new Map<Severity, number>();
  readonly #codes = new Map<string, number>();
  readonly #problems = new Map<string, number>();
  #baseline = 0;
  #suppression = 0;

  add(page: AuditedPage): void {
    this.#targets++;
    const { baseline, suppression } = acceptedOn(page);
    this.#baseline += baseline;
    this.#suppression += suppression;
    increment(this.#verdicts, page.verdict);
    // An unaudited page without a stated problem would be a defect of ours; the sums hold even then.
    if (page.verdict === 'unaudited') increment(this.#problems, page.problem?.kind ?? 'internal');
    for (const finding of page.findings) {
      increment(this.#severities, finding.severity);
      increment(this.#codes, finding.code);
    }
  }

  /** Findings that are in none of the counts: the project accepts them. */
  accepted(): AcceptedCounts {
    return { baseline: this.#baseline, suppression: this.#suppression };
  }

  summary(): Summary {
    const severity = (name: Severity) => this.#severities.get(name) ?? 0;
    return {
      targets: this.#targets,
      verdicts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, this.#verdicts.get(verdict) ?? 0])) as Record<
        Verdict,
        number
      >,
      findings: {
        total: SEVERITIES.reduce((sum, name) => sum + severity(name), 0),
        error: severity('error'),
        review: severity('review'),
        warning: severity('warning'),
        info: severity('info'),
      },
      codes: mostFrequentFirst(this.#codes),
      problems: mostFrequentFirst(this.#problems),
    };
  }
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Ties by name, so that the order never depends on the order of pages. */
export function mostFrequentFirst(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
