/** Fetches many pages of a publisher as a batch does: politely, with regard to robots.txt, in the order asked for. */
import { DEFAULT_SETTINGS } from '../audit/batch/settings.js';
import { PRODUCT_TOKEN } from '../fetch/client.js';
import { HostScheduler } from '../fetch/scheduler.js';
import { systemClock } from '../fetch/scheduler-clock.js';
import { PageFetcher } from '../fetch/scheduler-pages.js';
import { politenessByHost } from '../fetch/scheduler-politeness.js';
import type { Client } from '../fetch/types.js';
import type { Language } from '../policy/types.js';
import type { FetchResult } from '../source/types.js';

/** Pages under way at a time; the scheduler decides how many of them are asked for. */
const UNDER_WAY = 8;

export interface PoliteOptions {
  readonly client: Client;
  readonly language: Language;
  /** Milliseconds between two requests to one host. */
  readonly delay: number;
  /** Ends the waits; what is under way is dropped. */
  readonly signal: AbortSignal;
}

export interface FetchedPage {
  readonly url: string;
  readonly result: FetchResult;
}

/** The pages in the order of their addresses. Ends when the addresses do, or when `signal` aborts. */
export async function* fetchPolitely(
  addresses: AsyncIterable<string>,
  { client, language, delay, signal }: PoliteOptions,
): AsyncGenerator<FetchedPage> {
  const scheduler = new HostScheduler({
    clock: systemClock,
    random: Math.random,
    concurrency: UNDER_WAY,
    politeness: politenessByHost({ ...DEFAULT_SETTINGS.politeness, delay }, []),
    gate: () => true,
  });
  const fetcher = new PageFetcher({
    ...DEFAULT_SETTINGS,
    client,
    scheduler,
    clock: systemClock,
    random: Math.random,
    productToken: PRODUCT_TOKEN,
    language,
    ignoreRobots: false,
  });
  const stop = (): void => fetcher.stop(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const waiting: Promise<FetchedPage | null>[] = [];
  const fetch = async (url: string): Promise<FetchedPage | null> => {
    const outcome = await fetcher.fetch({ url, etag: null, lastModified: null });
    return outcome.kind === 'fetched' ? { url, result: outcome.result } : null;
  };
  try {
    for await (const url of addresses) {
      if (signal.aborted) return;
      const page = fetch(url);
      // It is awaited in its turn; until then its failure is no unhandled one.
      page.catch(() => {});
      waiting.push(page);
      if (waiting.length >= UNDER_WAY) yield* settled(await waiting.shift()!);
    }
    for (const page of waiting) yield* settled(await page);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    fetcher.stop(new Error('ended'));
  }
}

function* settled(page: FetchedPage | null): Generator<FetchedPage> {
  if (page !== null) yield page;
}
