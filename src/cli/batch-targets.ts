import { isAbsolute, relative } from 'node:path';
import { importList } from '../audit/batch/import-list.js';
import type { AuditFile } from '../audit/store/audit-file.js';
import { reopenPages } from '../audit/store/frontier.js';
import { isImported } from '../audit/store/import.js';
import type { Client } from '../fetch/types.js';
import type { Language } from '../policy/types.js';
import { openList } from './batch-list.js';
import { batchMessagesIn } from './batch-messages.js';
import { type BatchOptions, readCount, readDate, readVerdicts } from './batch-options.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { UsageError } from './usage-error.js';

/** Milliseconds between two lines about a long list. */
const TELL = 5000;

/**
 * Makes the audit's pages ready: reads the list of a new audit, or opens pages of an old one again. An audit whose list
 * cannot be read is taken back. Returns early when `signal` aborts; the list is then read again on resumption.
 */
export async function readTargets(
  file: AuditFile,
  options: BatchOptions,
  language: Language,
  client: Client,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  const say = batchMessagesIn(language);
  const since = options.since === undefined ? undefined : readDate('--since', options.since, say);
  const verdicts = options.only === undefined ? [] : readVerdicts(options.only, messagesIn(language));
  if (isImported(file)) {
    if (options.only !== undefined || since !== undefined) reopenPages(file, verdicts, since ?? Date.now());
    return;
  }
  const list = shownList(file.meta.list, surroundings.cwd);
  if (list === '-' && options.resume !== undefined) throw new UsageError(say.listGone(list));
  try {
    if ((await readList(file, list, options, since, language, client, surroundings, signal)) > 0) return;
    throw new UsageError(say.emptyList);
  } catch (error) {
    const interrupted = signal.aborted;
    if (interrupted && list !== '-') {
      if (!options.quiet) surroundings.stderr.write(`${say.resumeWith(file.directory)}\n`);
      return;
    }
    if (options.resume === undefined) file.discard();
    if (!interrupted) throw error;
  }
}

/** The path of a list as short as it can be named from here, for reading and for messages. */
function shownList(list: string, cwd: string): string {
  const below = isAbsolute(list) ? relative(cwd, list) : list;
  return below === '' || below.startsWith('..') || isAbsolute(below) ? list : below;
}

async function readList(
  file: AuditFile,
  list: string,
  options: BatchOptions,
  since: number | undefined,
  language: Language,
  client: Client,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<number> {
  const say = batchMessagesIn(language);
  const { column, sheet, limit, sample, seed, quiet } = options;
  const selection = {
    ...(since === undefined ? {} : { since }),
    ...(limit === undefined ? {} : { limit: readCount('--limit', limit, say, 1) }),
    ...(sample === undefined
      ? {}
      : { sample: { size: readCount('--sample', sample, say, 1), seed: readCount('--seed', seed, say, 0) } }),
  };
  let told = Date.now();
  return importList(file, openList(list, { language, column, sheet }, client, surroundings), selection, {
    signal,
    onProgress: (lines) => {
      if (quiet || Date.now() - told < TELL) return;
      told = Date.now();
      surroundings.stderr.write(`${say.reading(String(lines))}\n`);
    },
  });
}
