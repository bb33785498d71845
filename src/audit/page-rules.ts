import { loadPolicies } from '../policy/load.js';
import type { Policy, Severity } from '../policy/types.js';

/** By which rules a page is judged, in names: they can be sent to another thread. */
export interface PageRules {
  /** Names or paths, joined by commas. */
  readonly policy: string;
  readonly profile: string | null;
  /** Severities that a project sets for codes. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** Policies by the rules of a page; each combination is loaded once. Rejects with `PolicyError`. */
export function rulesLoader(): (rules: PageRules) => Promise<readonly Policy[]> {
  const loaded = new Map<string, Promise<readonly Policy[]>>();
  return ({ policy, profile, severities }) => {
    const key = JSON.stringify([policy, profile, severities]);
    let policies = loaded.get(key);
    if (policies === undefined) loaded.set(key, (policies = loadPolicies(policy, { profile, severities })));
    return policies;
  };
}
