import { isPublishersAccount } from './credit.js';
import type { Check } from './types.js';

/** A platform account that bears the publisher's name: its own, or somebody who pretends to be it. */
export const accountCheck: Check = {
  name: 'account',
  codes: ['account-unverified'],
  run({ page, policy }) {
    const { platform } = page;
    if (platform === null || !isPublishersAccount(page, policy)) return [];
    if (policy.ownsAccount(platform.id, { id: platform.accountId, name: platform.account })) return [];
    const account = page.credits.find(({ kind }) => kind === 'account');
    return [
      {
        code: 'account-unverified',
        expected: null,
        found: platform.account,
        anchor: account === undefined ? 'page' : 'exact',
        span: account?.span ?? null,
        element: account?.element ?? null,
        fix: null,
        values: { platform: platform.name },
      },
    ];
  },
};
