import type { Severity } from '../../policy/types.js';
import { atLeast } from '../exit-code.js';
import type { AuditedPage, Finding } from '../types.js';
import { identityOf } from './acceptance.js';
import type { Baseline, BaselineEntry } from './types.js';

/** Gathers a new baseline while pages go by. */
export class BaselineRecorder {
  readonly #entries = new Map<string, BaselineEntry>();
  readonly #audited = new Set<string>();

  /** @param baselineTarget how the baseline names a target */
  constructor(private readonly baselineTarget: (target: string) => string) {}

  /**
   * Records what keeps the page from passing: findings at or above `failOn`, and those a person must decide.
   * @returns the page as the next run will see it
   */
  add(page: AuditedPage, failOn: Severity): AuditedPage {
    if (page.verdict === 'unaudited') return page;
    const target = this.baselineTarget(page.target);
    this.#audited.add(target);
    const counts = ({ severity }: Finding): boolean => atLeast(severity, failOn) || atLeast(severity, 'review');
    // The next run knows a finding by its identity, not by its severity: what shares one is recorded with it.
    const identities = new Set(page.findings.filter(counts).map(identityOf));
    const recorded = page.findings.filter((finding) => identities.has(identityOf(finding)));
    for (const { policy, rule, code, fingerprint } of recorded) {
      const key = [target, policy, rule, fingerprint].join('\n');
      const count = (this.#entries.get(key)?.count ?? 0) + 1;
      this.#entries.set(key, { target, policy, rule, code, fingerprint, count });
    }
    const left = page.findings.filter((finding) => !recorded.includes(finding));
    return recorded.length === 0 ? page : { ...page, verdict: 'compliant', findings: left };
  }

  /** Findings recorded. */
  get size(): number {
    return [...this.#entries.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** @param earlier entries of pages that this run did not audit are kept, where `isThere` says they still exist */
  finish(earlier: Baseline | null, isThere: (target: string) => boolean): Baseline {
    const kept = (earlier?.entries ?? []).filter(({ target }) => !this.#audited.has(target) && isThere(target));
    return { entries: [...kept, ...this.#entries.values()] };
  }
}
