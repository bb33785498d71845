import type { AuditedPage, Finding } from '../audit/types.js';
import { SEVERITIES } from './summary.js';

/** Findings of a page as reports list them: gravest first, then by place, then by code. Never depends on check order. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (a.location?.offset ?? -1) - (b.location?.offset ?? -1) ||
      compare(a.code, b.code) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Host of the page, with a port where one is given; null for files and standard input. */
export function hostOf(page: Pick<AuditedPage, 'target' | 'url'>): string | null {
  const address = page.url ?? page.target;
  return isWebAddress(address) && URL.canParse(address) ? new URL(address).host : null;
}

export function isWebAddress(target: string): boolean {
  return /^https?:\/\//i.test(target);
}
