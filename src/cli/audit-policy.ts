import type { BatchOptions } from './batch-options.js';

/** What an audit is judged by, in words that are the same wherever they are said: `beijiang-news (strict)`. */
export function policyName({ policy, profile, strict }: Pick<BatchOptions, 'policy' | 'profile' | 'strict'>): string {
  const chosen = profile ?? (strict ? 'strict' : undefined);
  return chosen === undefined ? policy : `${policy} (${chosen})`;
}
