/**
 * Takes from each page's findings those the project has accepted. What is accepted comes from files of the project
 * only: the audited page cannot say anything about it.
 */
import { verdictOf } from '../page.js';
import type { AuditedPage, Finding } from '../types.js';
import type { AcceptedFinding, Baseline, BaselineEntry, Suppression } from './types.js';

export interface AcceptanceOptions {
  readonly baseline: Baseline | null;
  readonly suppressions: readonly Suppression[];
  /** How the baseline names a target. */
  baselineTarget(target: string): string;
  /** How the config names a target: suppressions match this. */
  configTarget(target: string): string;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
}

/** What a run tells about its baseline and suppressions when it ends. */
export interface AcceptanceSummary {
  readonly byBaseline: number;
  readonly bySuppression: number;
  /** Entries of audited pages that were not found again; `count` is how many of them are gone. */
  readonly stale: readonly BaselineEntry[];
  readonly expired: readonly Suppression[];
  /** Suppressions that covered audited pages and silenced nothing on them. */
  readonly unused: readonly Suppression[];
  /** Suppressions whose pattern no page matched: a mistake where the whole site was checked. */
  readonly unmatched: readonly Suppression[];
}

/** Holds the baseline, and of the pages that go by only what concerns its entries: a run may have any number of them. */
export class Acceptance {
  readonly #options: AcceptanceOptions;
  /** Entries by target, then by identity. */
  readonly #known = new Map<string, Map<string, BaselineEntry>>();
  /** Of the targets of the baseline that were audited: how many of each entry were not found again. */
  readonly #gone = new Map<string, Map<string, number>>();
  readonly #uses: { matched: number; used: number }[];
  #byBaseline = 0;
  #bySuppression = 0;

  constructor(options: AcceptanceOptions) {
    this.#options = options;
    this.#uses = options.suppressions.map(() => ({ matched: 0, used: 0 }));
    for (const entry of options.baseline?.entries ?? []) {
      const ofTarget = this.#known.get(entry.target) ?? new Map<string, BaselineEntry>();
      const identity = identityOf(entry);
      ofTarget.set(identity, { ...entry, count: entry.count + (ofTarget.get(identity)?.count ?? 0) });
      this.#known.set(entry.target, ofTarget);
    }
  }

  /** The page with the accepted findings set apart and the verdict that the others give. */
  apply<Page extends AuditedPage>(page: Page): Page {
    // Nothing is known of a page that could not be read.
    if (page.verdict === 'unaudited') return page;
    const target = this.#options.baselineTarget(page.target);
    const inForce = this.#suppressionsOf(this.#options.configTarget(page.target));
    // A list may name a page twice: each time, all that is known of it holds.
    const left = new Map(Array.from(this.#known.get(target) ?? [], ([identity, { count }]) => [identity, count]));
    const findings: Finding[] = [];
    const accepted: AcceptedFinding[] = [];
    for (const finding of page.findings) {
      const suppression = inForce.find(({ code }) => code === finding.code);
      const identity = identityOf(finding);
      const leftOfIt = left.get(identity) ?? 0;
      if (suppression !== undefined) {
        suppression.use();
        this.#bySuppression++;
        accepted.push({ ...finding, accepted: { by: 'suppression', reason: suppression.reason } });
      } else if (leftOfIt > 0) {
        this.#byBaseline++;
        accepted.push({ ...finding, accepted: { by: 'baseline' } });
      } else findings.push(finding);
      // A finding that is suppressed as well is still there: its entry is not stale.
      if (leftOfIt > 0) left.set(identity, leftOfIt - 1);
    }
    if (left.size > 0) this.#gone.set(target, left);
    return accepted.length === 0 ? page : { ...page, verdict: verdictOf(findings), findings, accepted };
  }

  #suppressionsOf(target: string): { code: string; reason: string; use(): void }[] {
    const { suppressions, today } = this.#options;
    return suppressions.flatMap((suppression, index) => {
      const uses = this.#uses[index];
      if (isExpired(suppression, today) || !suppression.matches(target)) return [];
      uses.matched++;
      return [{ code: suppression.code, reason: suppression.reason, use: () => void uses.used++ }];
    });
  }

  summary(): AcceptanceSummary {
    const { suppressions, today } = this.#options;
    const stale = [...this.#gone].flatMap(([target, left]) =>
      [...left]
        .filter(([, count]) => count > 0)
        .map(([identity, count]) => ({ ...this.#known.get(target)!.get(identity)!, count })),
    );
    const inForce = suppressions.filter((suppression) => !isExpired(suppression, today));
    const usesOf = (suppression: Suppression) => this.#uses[suppressions.indexOf(suppression)];
    return {
      byBaseline: this.#byBaseline,
      bySuppression: this.#bySuppression,
      stale,
      expired: suppressions.filter((suppression) => isExpired(suppression, today)),
      unused: inForce.filter((suppression) => usesOf(suppression).matched > 0 && usesOf(suppression).used === 0),
      unmatched: inForce.filter((suppression) => usesOf(suppression).matched === 0),
    };
  }
}

/** The day named is the last one. */
function isExpired({ expires }: Suppression, today: string): boolean {
  return expires !== null && expires < today;
}

/** What makes two findings of a page the same one. */
export function identityOf({ policy, rule, fingerprint }: Pick<Finding, 'policy' | 'rule' | 'fingerprint'>): string {
  return `${policy}\n${rule}\n${fingerprint}`;
}

/** China has kept UTC+8 all year since 1991. */
export function dayInShanghai(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 10);
}
