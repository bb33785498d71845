import type { Client } from '../fetch/types.js';
import { readListFile, readListStream } from '../source/lists/list.js';
import { type ListEntry, ListError, type ListOptions, type ListSource } from '../source/lists/types.js';
import type { Surroundings } from './io.js';

/** Largest list taken from the network, in bytes after inflating; sitemaps.org allows 50 MB each. */
const LARGEST_FETCHED = 256 * 1024 * 1024;

/** The entries of a list given as a path, a URL, or `-`. */
export function openList(
  list: string,
  options: Omit<ListOptions, 'open'>,
  client: Client,
  { stdin }: Surroundings,
): AsyncIterable<ListEntry> {
  const open = (url: string): Promise<ListSource> => fetchList(url, client);
  const withOpen: ListOptions = { ...options, open };
  if (list === '-') return readListStream({ name: '-', bytes: stdin }, withOpen);
  if (/^https?:\/\//i.test(list)) return fromNetwork(list, withOpen, open);
  return readListFile(list, withOpen);
}

async function* fromNetwork(
  url: string,
  options: ListOptions,
  open: (url: string) => Promise<ListSource>,
): AsyncGenerator<ListEntry> {
  yield* readListStream(await open(url), options);
}

async function fetchList(start: string, client: Client): Promise<ListSource> {
  let url = start;
  let lastHop: string | undefined;
  for (let hops = 0; hops <= 5; hops++) {
    const answer = await client.request(url, {
      accept: 'any',
      lastHop,
      limit: { bytes: LARGEST_FETCHED, overflow: 'refuse' },
    });
    if (!answer.ok) throw new ListError(`${url}: ${answer.problem.message}`);
    if (answer.location === null) {
      if (answer.status >= 300) throw new ListError(`${url}: HTTP ${answer.status}`);
      return { name: new URL(url).pathname, bytes: once(answer.bytes) };
    }
    lastHop = url;
    url = answer.location;
  }
  throw new ListError(`${start}: HTTP 3xx`);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
