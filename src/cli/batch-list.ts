import type { Client } from '../fetch/types.js';
import type { Language } from '../policy/types.js';
import { readListFile, readListStream } from '../source/lists/list.js';
import { listMessages } from '../source/lists/messages.js';
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
  const open = (url: string): Promise<ListSource> => fetchList(url, client, options.language);
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

async function fetchList(start: string, client: Client, language: Language): Promise<ListSource> {
  const messages = listMessages(language);
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
      if (answer.status >= 300) throw new ListError(messages.httpStatus(url, String(answer.status)));
      return { name: new URL(url).pathname, url, bytes: once(answer.bytes) };
    }
    lastHop = url;
    url = answer.location;
  }
  throw new ListError(messages.tooManyRedirects(start));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
