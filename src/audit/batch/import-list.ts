import type { ListEntry } from '../../source/lists/types.js';
import type { AuditFile } from '../store/audit-file.js';
import { TargetImport } from '../store/import.js';
import { reservoirSample, seededRandom } from './random.js';

/** Which entries of a list become targets. */
export interface ListSelection {
  /** Only entries the list dates at or after this time (milliseconds since 1970), and those it does not date. */
  readonly since?: number;
  /** Only so many, drawn at random with `seed`. */
  readonly sample?: { readonly size: number; readonly seed: number };
  /** Only the first so many. */
  readonly limit?: number;
}

/** Entries between two calls of `onProgress`, and between two pauses in which the program can react. */
const STEP = 1000;

interface ImportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (count: number) => void;
}

/**
 * Reads a list into an audit. Returns how many targets it has. Rejects as soon as `signal` aborts, whatever the list
 * waits for: standard input may never say another word.
 */
export async function importList(
  file: AuditFile,
  entries: AsyncIterable<ListEntry>,
  selection: ListSelection,
  options: ImportOptions = {},
): Promise<number> {
  const { signal } = options;
  const imported = readInto(file, entries, selection, options);
  if (signal === undefined) return imported;
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
  return Promise.race([imported, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

async function readInto(
  file: AuditFile,
  entries: AsyncIterable<ListEntry>,
  selection: ListSelection,
  { signal, onProgress }: ImportOptions,
): Promise<number> {
  const target = new TargetImport(file);
  for await (const entry of await select(entries, selection)) {
    // The file is no longer ours once the import was given up.
    signal?.throwIfAborted();
    target.add(entry);
    if (target.count % STEP !== 0) continue;
    onProgress?.(target.count);
    await new Promise((resume) => setImmediate(resume));
  }
  signal?.throwIfAborted();
  target.finish();
  return target.count;
}

async function select(
  entries: AsyncIterable<ListEntry>,
  { since, sample, limit }: ListSelection,
): Promise<AsyncIterable<ListEntry> | Iterable<ListEntry>> {
  const recent = since === undefined ? entries : changedSince(entries, since);
  if (sample !== undefined) return reservoirSample(recent, sample.size, seededRandom(sample.seed));
  return limit === undefined ? recent : first(recent, limit);
}

async function* changedSince(entries: AsyncIterable<ListEntry>, since: number): AsyncGenerator<ListEntry> {
  for await (const entry of entries) if (entry.changed === undefined || entry.changed >= since) yield entry;
}

async function* first(entries: AsyncIterable<ListEntry>, limit: number): AsyncGenerator<ListEntry> {
  if (limit <= 0) return;
  let count = 0;
  for await (const entry of entries) {
    yield entry;
    if (++count === limit) return;
  }
}
