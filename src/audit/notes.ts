import type { Language, Policy, Severity } from '../policy/types.js';

/** What is to be said of a whole run rather than of each of its pages. */
export interface RunNote {
  readonly policy: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/**
 * Without an authorisation list, what that leaves open: `auth-unknown`, once for each policy that speaks of
 * authorisation. Under `authorisation: required` it is for a person to look at, since nothing permits a reprint but
 * the licence; under `by-notice` it is for information.
 */
export function authorisationNotes(policies: readonly Policy[], hasList: boolean, language: Language): RunNote[] {
  if (hasList) return [];
  return policies.flatMap((policy): RunNote[] => {
    const rule = policy.rules.find(({ data }) => data.check === 'authorised');
    if (rule === undefined) return [];
    const values: Record<string, string> = policy.data.authorisation === 'by-notice' ? {} : { variant: 'required' };
    const severity = rule.severityOf('auth-unknown', values.variant);
    if (severity === 'off') return [];
    const message = rule.messageOf('auth-unknown', language, values);
    return [{ policy: policy.id, code: 'auth-unknown', severity, message }];
  });
}

/** Policies that judge by a list alone (`authorisation: list`): without one there is nothing to judge by. */
export function policiesNeedingList(policies: readonly Policy[]): readonly Policy[] {
  return policies.filter(({ data }) => data.authorisation === 'list');
}
