import type { Severity } from '../../policy/types.js';
import { atLeast } from '../exit-code.js';
import type { AuditedPage, Finding } from '../types.js';
import { identityOf } from './acceptance.js';
import type { Baseline, BaselineEntry } from './types.js';

export interface BaselineRecorderOptions {
  /** How the baseline names a target. */
  readonly baselineTarget: (target: string) => string;
  /** The baseline that is written again; null: there is none yet. */
  readonly earlier: Baseline | null;
  /** Entries it holds at most. */
  readonly limit: number;
}

/** Gathers a new baseline while pages go by. Of pages without anything to record it keeps nothing. */
export class BaselineRecorder {
  readonly #options: BaselineRecorderOptions;
  readonly #entries = new Map<string, readonly BaselineEntry[]>();
  /** Targets of the earlier baseline that this run has not audited. */
  readonly #notAudited: Set<string>;
  #count = 0;

  constructor(options: BaselineRecorderOptions) {
    this.#options = options;
    this.#notAudited = new Set(options.earlier?.entries.map(({ target }) => target));
  }

  /**
   * Records what keeps the page from passing: findings at or above `failOn`, and those a person must decide. A page
   * that a list names twice is recorded once.
   * @returns the page as the next run will see it
   */
  add(page: AuditedPage, failOn: Severity): AuditedPage {
    if (page.verdict === 'unaudited') return page;
    const target = this.#options.baselineTarget(page.target);
    this.#notAudited.delete(target);
    const counts = ({ severity }: Finding): boolean => atLeast(severity, failOn) || atLeast(severity, 'review');
    // The next run knows a finding by its identity, not by its severity: what shares one is recorded with it.
    const identities = new Set(page.findings.filter(counts).map(identityOf));
    const recorded = page.findings.filter((finding) => identities.has(identityOf(finding)));
    if (recorded.length === 0) return page;
    this.#record(target, recorded);
    const left = page.findings.filter((finding) => !recorded.includes(finding));
    return { ...page, verdict: 'compliant', findings: left };
  }

  #record(target: string, findings: readonly Finding[]): void {
    const entries = new Map<string, BaselineEntry>();
    for (const finding of findings) {
      const { policy, rule, code, fingerprint } = finding;
      const count = (entries.get(identityOf(finding))?.count ?? 0) + 1;
      entries.set(identityOf(finding), { target, policy, rule, code, fingerprint, count });
    }
    this.#count += entries.size - (this.#entries.get(target)?.length ?? 0);
    if (this.overflowed) this.#entries.clear();
    else this.#entries.set(target, [...entries.values()]);
  }

  /** There was more to record than a baseline may hold: nothing is kept. */
  get overflowed(): boolean {
    return this.#count > this.#options.limit;
  }

  /** Findings recorded. */
  get size(): number {
    let size = 0;
    for (const entries of this.#entries.values()) for (const { count } of entries) size += count;
    return size;
  }

  /** @param isThere whether a page of the earlier baseline that this run did not audit still exists: its entries stay */
  finish(isThere: (target: string) => boolean): Baseline {
    const earlier = this.#options.earlier?.entries ?? [];
    const kept = earlier.filter(({ target }) => this.#notAudited.has(target) && isThere(target));
    return { entries: [...kept, ...[...this.#entries.values()].flat()] };
  }
}
