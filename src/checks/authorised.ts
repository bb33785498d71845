import type { Authorisation, Check } from './types.js';

/** Clause “未经书面授权，不得转载”: what the authorisation list says of the page's host or account. */
export const authorisedCheck: Check = {
  name: 'authorised',
  codes: ['auth-none', 'auth-expired', 'auth-unknown'],
  run({ authorisation }) {
    // Without a list nothing can be said of a page; that is told once a run (see authorisation-notes.ts).
    if (authorisation === null || authorisation.kind === 'authorised') return [];
    const { code, values } = told(authorisation);
    return [
      {
        code,
        expected: null,
        found: values.host ?? null,
        anchor: 'page',
        span: null,
        element: null,
        fix: null,
        values,
      },
    ];
  },
};

function told(authorisation: Exclude<Authorisation, { kind: 'authorised' }>): {
  code: string;
  values: Readonly<Record<string, string>>;
} {
  switch (authorisation.kind) {
    case 'unknown':
      return { code: 'auth-unknown', values: { variant: 'no-address' } };
    case 'expired':
      return { code: 'auth-expired', values: { host: authorisation.host, until: authorisation.until } };
    case 'none': {
      const { host, from } = authorisation;
      return { code: 'auth-none', values: from === undefined ? { host } : { host, from, variant: 'not-yet' } };
    }
  }
}
