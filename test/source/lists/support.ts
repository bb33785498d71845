import { readListStream } from '../../../src/source/lists/list.js';
import type { ListEntry, ListOptions } from '../../../src/source/lists/types.js';

/** The entries of a list given as bytes that arrive `step` at a time. */
export async function readBytes(
  bytes: Uint8Array | string,
  options: Partial<ListOptions> & { readonly name?: string; readonly url?: string; readonly step?: number } = {},
): Promise<ListEntry[]> {
  const { name = '-', url, step = 7, ...rest } = options;
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.length; at += step) yield whole.subarray(at, at + step);
  }
  const entries: ListEntry[] = [];
  for await (const entry of readListStream({ name, url, bytes: pieces() }, { language: 'en', ...rest }))
    entries.push(entry);
  return entries;
}

/** Line and URL of each entry; the raw text where there is no URL. */
export function shown(entries: readonly ListEntry[]): (readonly [number, string])[] {
  return entries.map(({ line, url, raw }) => [line, url ?? `?${raw}`] as const);
}
