import { SEVERITY_RANK } from './severity.js';
import type { Finding } from './types.js';

/**
 * Codes by which a publisher's notice tells the same fact as a law does by another: who finds the credit hidden or
 * credited to nobody need not be told again that the law wants one; where the link to the publisher is missing, the
 * source cannot be traced either.
 */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  'credit-missing': ['credit-hidden', 'source-vague'],
  'source-vague': ['credit-missing'],
  'source-untraceable': [
    'credit-missing',
    'credit-hidden',
    'source-vague',
    'link-missing',
    'link-not-article',
    'link-hidden',
    'link-plain-text',
    'link-dead',
  ],
};

/**
 * One fact, told once, where laws are checked beside a notice. Of a law's finding and one of another policy with the
 * same code (or one that says the same, above), the graver stays; of equals, the notice's, which is the nearer rule.
 * Findings of two notices are two facts: each publisher is owed its own credit.
 */
export function mergeLaws(findings: readonly Finding[], laws: ReadonlySet<string>): Finding[] {
  return findings.filter(
    (finding, index) => !findings.some((other, place) => isToldBy(finding, other, place < index, laws)),
  );
}

/** `first`: the other finding comes before this one. */
function isToldBy(finding: Finding, other: Finding, first: boolean, laws: ReadonlySet<string>): boolean {
  if (other.policy === finding.policy) return false;
  const order = SEVERITY_RANK[other.severity] - SEVERITY_RANK[finding.severity];
  const sameCode = other.code === finding.code;
  if (!laws.has(finding.policy)) return laws.has(other.policy) && sameCode && order < 0;
  if (laws.has(other.policy)) return sameCode && (order < 0 || (order === 0 && first));
  return order <= 0 && (sameCode || (TOLD_BY[finding.code]?.includes(other.code) ?? false));
}
