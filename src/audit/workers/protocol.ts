import type { Problem } from '../../problem.js';
import type { FetchResult } from '../../source/types.js';
import type { Verdict } from '../types.js';

/** What a worker is started with. */
export interface WorkerSetup {
  /** URL of the module that exports `createAuditor`. */
  readonly auditor: string;
}

/** To the worker, once and first of all: what `createAuditor` is called with; structured-cloned. */
export interface WorkerConfiguration {
  readonly options: unknown;
}

/**
 * A page's audit as a worker gives it back: already serialised, so that the fetching thread has nothing to build.
 * `json` is the AuditedPage.
 */
export interface AuditAnswer {
  readonly verdict: Verdict;
  readonly problem: Problem['kind'] | null;
  readonly json: string;
}

/**
 * Audits one page. May throw; may take any time: the pool copes with both.
 * @param rules what holds for this page alone, as `AuditPool.run` was given it
 */
export type Auditor = (target: string, result: FetchResult, rules?: unknown) => AuditAnswer | Promise<AuditAnswer>;

/** What the auditor module exports as `createAuditor`. */
export type CreateAuditor = (options: unknown) => Auditor | Promise<Auditor>;

/** To the worker: one page. The bytes are transferred. */
export interface WorkerJob {
  readonly id: number;
  readonly target: string;
  readonly result: FetchResult;
  /** What holds for this page alone; structured-cloned. */
  readonly rules?: unknown;
}

/** From the worker: it is ready, it is done with a page, or its auditor threw. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly answer: AuditAnswer }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
