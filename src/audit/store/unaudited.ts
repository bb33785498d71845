import type { Problem } from '../../problem.js';
import type { AuditedPage } from '../types.js';

/** The result for a target that could not be read. */
export function unauditedPage(target: string, url: string | null, problem: Problem): AuditedPage {
  return {
    schemaVersion: 1,
    target,
    url,
    verdict: 'unaudited',
    scope: 'none',
    source: null,
    findings: [],
    original: null,
    problem,
    page: null,
  };
}
