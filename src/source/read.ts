import { type FileHandle, open } from 'node:fs/promises';
import type { Language } from '../policy/types.js';
import { type SourceFault, sourceProblem } from './messages.js';
import { pathFault } from './path-fault.js';
import type { FetchResult, Target } from './types.js';

/** Largest page taken, in bytes, unless `maximumBytes` says otherwise: 8 MiB, as for pages from the network. */
export const DEFAULT_MAXIMUM_BYTES = 8 * 2 ** 20;

export interface ReadOptions {
  readonly language: Language;
  /** Largest page taken, in bytes. Default `DEFAULT_MAXIMUM_BYTES`. */
  readonly maximumBytes?: number;
  /** Where the page of a file or of standard input came from, as far as somebody said so. Default null. */
  readonly url?: string | null;
  /** Standard input. Needed for targets of kind `stdin`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Fetches a page. Needed for targets of kind `url`. */
  readonly fetch?: (url: string) => Promise<FetchResult>;
}

/**
 * The bytes of a target, or the problem that stands in the way. A file larger than the limit is not read at all,
 * a stream not beyond the limit.
 *
 * @throws what `options.fetch` throws, and TypeError when the option a kind of target needs is absent
 */
export async function readTarget(target: Target, options: ReadOptions): Promise<FetchResult> {
  const url = options.url ?? null;
  if (target.problem !== undefined) return { ok: false, problem: target.problem, url, hops: [] };
  if (target.kind === 'url') {
    if (options.fetch === undefined) throw new TypeError('a URL needs the option fetch');
    return options.fetch(target.location);
  }
  const limit = options.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
  const read = target.kind === 'stdin' ? await readStdin(options.stdin, limit) : await readFile(target.location, limit);
  if (!(read instanceof Uint8Array)) {
    return { ok: false, problem: sourceProblem(read, options.language), url, hops: [] };
  }
  if (read.length === 0) {
    return { ok: false, problem: sourceProblem({ kind: 'empty' }, options.language), url, hops: [] };
  }
  return { ok: true, fetched: { bytes: read, url, contentType: null, hops: [] } };
}

async function readFile(path: string, limit: number): Promise<Uint8Array | SourceFault> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (stats.isDirectory()) return { kind: 'no-pages', folder: path };
    if (stats.size > limit) return { kind: 'too-large', limit, size: stats.size };
    // Pipes, devices and the files of /proc have no size to go by.
    if (stats.isFile() && stats.size > 0) {
      const bytes = await handle.readFile();
      return bytes.length > limit ? { kind: 'too-large', limit, size: bytes.length } : bytes; // it grew meanwhile
    }
    return await readStream(handle.createReadStream({ autoClose: false }), limit);
  } catch (error) {
    return pathFault(path, error);
  } finally {
    await handle?.close();
  }
}

async function readStdin(
  stdin: AsyncIterable<Uint8Array> | undefined,
  limit: number,
): Promise<Uint8Array | SourceFault> {
  if (stdin === undefined) throw new TypeError('standard input needs the option stdin');
  try {
    return await readStream(stdin, limit);
  } catch (error) {
    return pathFault('-', error);
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | SourceFault> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) return { kind: 'too-large', limit, size: null };
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
