import type { BackoffOptions } from '../../fetch/scheduler-backoff.js';
import { DEFAULT_POLITENESS, type Politeness, type PolitenessRule } from '../../fetch/scheduler-politeness.js';
import type { Language } from '../../policy/types.js';

/** How a batch fetches. All of it is recorded in the audit, so that a resumed batch goes on in the same way. */
export interface BatchSettings {
  readonly language: Language;
  /** Most requests under way at a time. */
  readonly concurrency: number;
  readonly politeness: Politeness;
  readonly hosts: readonly PolitenessRule[];
  /** Why robots.txt is not heeded; null where it is. */
  readonly ignoreRobots: string | null;
  readonly attempts: number;
  readonly backoff: BackoffOptions;
  /** Milliseconds for all attempts at one page. */
  readonly pageDeadline: number;
  readonly crawlDelayCap: number;
  readonly retryAfterCap: number;
  readonly silenceCap: number;
  /** Milliseconds without a network after which the run is ended, to be resumed. */
  readonly outageCap: number;
}

export const DEFAULT_SETTINGS: BatchSettings = {
  language: 'zh',
  concurrency: 64,
  politeness: DEFAULT_POLITENESS,
  hosts: [],
  ignoreRobots: null,
  attempts: 3,
  backoff: { base: 2_000, cap: 60_000 },
  pageDeadline: 300_000,
  crawlDelayCap: 30_000,
  retryAfterCap: 600_000,
  silenceCap: 900_000,
  outageCap: 1_800_000,
};
