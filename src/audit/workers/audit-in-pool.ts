import type { Language } from '../../policy/types.js';
import type { Problem } from '../../problem.js';
import type { FetchResult } from '../../source/types.js';
import { unauditedPage } from '../store/unaudited.js';
import { poolMessages } from './messages.js';
import type { AuditPool } from './pool.js';
import type { AuditAnswer } from './protocol.js';

/** Times a page is read again because another one took its worker down. */
export const MOST_LOSSES = 5;

/**
 * Audits what was read in a worker of the pool. A page that harms its worker is `unaudited: internal`; null means that
 * the bytes were lost with the worker of another page, and that this one has to be read again.
 * @param losses times this page has been lost; after `MOST_LOSSES` it is given up
 * @param rules what holds for this page alone
 * @throws {PoolError} the workers cannot be started
 */
export async function auditInPool(
  pool: AuditPool,
  target: string,
  result: FetchResult,
  language: Language,
  losses: number,
  rules?: unknown,
): Promise<AuditAnswer | null> {
  // Without bytes there is nothing a worker could add.
  if (!result.ok && result.answer === undefined) return unauditedAnswer(target, result.url, result.problem);
  const url = result.ok ? result.fetched.url : result.url;
  const answered = await pool.run(target, result, rules);
  if (answered.kind === 'audited') return answered.answer;
  if (answered.kind === 'lost' && losses < MOST_LOSSES) return null;
  const messages = poolMessages(language);
  const message = answered.kind === 'lost' ? messages.lost() : messages[answered.reason](answered.detail);
  return unauditedAnswer(target, url, { kind: 'internal', message });
}

function unauditedAnswer(target: string, url: string | null, problem: Problem): AuditAnswer {
  return { verdict: 'unaudited', problem: problem.kind, json: JSON.stringify(unauditedPage(target, url, problem)) };
}
