import type { Config } from '../../config/types.js';
import type { Language } from '../../policy/types.js';
import { batchMessagesIn } from '../batch-messages.js';
import type { BatchOptions } from '../batch-options.js';
import { keepHeapsSmall } from '../heap.js';
import type { Surroundings } from '../io.js';
import { MOST_THREADS, readCount } from '../options.js';
import { startPagePool } from '../page-pool.js';
import type { Given } from '../project-options.js';
import { UsageError } from '../usage-error.js';

/** Options about a list and its reading: an audit that is gone on with has both behind it, or recorded. */
const ONLY_WHEN_READ = [
  { name: 'out', option: '--out' },
  { name: 'column', option: '--column' },
  { name: 'sheet', option: '--sheet' },
  { name: 'limit', option: '--limit' },
  { name: 'sample', option: '--sample' },
  { name: 'seed', option: '--seed' },
] as const;

/** `reprintlint batch`: audits a list, or goes on with an audit. `given`: whether an option stands on the command line. */
export async function batch(
  list: string | undefined,
  options: BatchOptions,
  given: Given,
  language: Language,
  surroundings: Surroundings,
  config: Config | null,
): Promise<number> {
  const say = batchMessagesIn(language);
  if (list === undefined && options.resume === undefined) throw new UsageError(say.listOrResume);
  if (list !== undefined && options.resume !== undefined) throw new UsageError(say.listAndResume);
  if (options.only !== undefined && options.resume === undefined) throw new UsageError(say.onlyNeedsResume);
  const idle = options.resume === undefined ? undefined : ONLY_WHEN_READ.find(({ name }) => given(name));
  if (idle !== undefined) throw new UsageError(say.notWithResume(idle.option));
  const workers =
    options.workers === undefined ? undefined : readCount('--workers', options.workers, say, 1, MOST_THREADS);
  keepHeapsSmall();
  // The first loads the audit while this thread loads the rest of the batch and reads the list.
  const pool = startPagePool(workers);
  try {
    const { auditList } = await import('../batch-audit.js');
    return await auditList({ list: list ?? null, options, given, language, surroundings, config, pool });
  } finally {
    await pool.close();
  }
}
