import type { Check } from './types.js';

/** Clause “未经书面授权，不得转载”: what the authorisation list says of the page's host or account. */
export const authorisedCheck: Check = {
  name: 'authorised',
  codes: ['auth-none', 'auth-expired', 'auth-unknown'],
  run({ authorisation }) {
    // Without a list nothing can be said of a page; `auth-unknown` is told once a run, by the audit.
    if (authorisation === null || authorisation.kind === 'authorised') return [];
    const values: Record<string, string> =
      authorisation.kind === 'expired'
        ? { host: authorisation.host, until: authorisation.until }
        : { host: authorisation.host };
    return [
      {
        code: authorisation.kind === 'expired' ? 'auth-expired' : 'auth-none',
        expected: null,
        found: authorisation.host,
        anchor: 'page',
        span: null,
        element: null,
        fix: null,
        values,
      },
    ];
  },
};
