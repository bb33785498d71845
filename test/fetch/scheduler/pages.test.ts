import { expect, test } from '@jest/globals';
import { HostScheduler } from '../../../src/fetch/scheduler.js';
import { PageFetcher, type PageFetcherOptions, type PageOutcome } from '../../../src/fetch/scheduler-pages.js';
import type { HopAnswer, HopFailure, HopOptions, HopResult } from '../../../src/fetch/types.js';
import { FakeClock, settle } from './fake-clock.js';

type Reply = Partial<HopAnswer> | (Pick<HopFailure, 'problem' | 'transient'> & { ok: false });

/** A client that answers from a script and notes each request with its time. */
class ScriptedClient {
  readonly requests: { url: string; at: number; headers: Readonly<Record<string, string>> }[] = [];

  constructor(
    readonly clock: FakeClock,
    readonly reply: (url: string, count: number) => Reply,
  ) {}

  request = async (url: string, options: HopOptions = {}): Promise<HopResult> => {
    const count = this.requests.filter((request) => request.url === url).length;
    this.requests.push({ url, at: this.clock.now(), headers: options.headers ?? {} });
    const reply = this.reply(url, count);
    if (reply.ok === false) return { ...(reply as HopFailure), url };
    const location = reply.location ?? null;
    return {
      ok: true,
      url,
      status: location === null ? 200 : 302,
      headers: {},
      contentType: 'text/html',
      bytes: new Uint8Array(),
      truncated: false,
      wireBytes: 0,
      remoteAddress: null,
      retryAfter: null,
      etag: null,
      lastModified: null,
      ...reply,
      location,
    };
  };

  timesOf(url: string): number[] {
    return this.requests.filter((request) => request.url === url).map(({ at }) => at);
  }
}

function setUp(
  reply: (url: string, count: number) => Reply,
  options: Partial<PageFetcherOptions> = {},
): { clock: FakeClock; client: ScriptedClient; fetcher: PageFetcher } {
  const clock = new FakeClock();
  const client = new ScriptedClient(clock, reply);
  const politeness = () => ({ connections: 2, delay: 500 });
  const scheduler = new HostScheduler({ clock, random: () => 0.5, concurrency: 10, politeness });
  const fetcher = new PageFetcher({
    client,
    scheduler,
    clock,
    random: () => 0.5,
    language: 'en',
    productToken: 'reprintlint',
    ignoreRobots: true,
    attempts: 3,
    backoff: { base: 2000, cap: 60_000 },
    pageDeadline: 300_000,
    crawlDelayCap: 30_000,
    retryAfterCap: 600_000,
    silenceCap: 900_000,
    ...options,
  });
  return { clock, client, fetcher };
}

async function fetched(clock: FakeClock, fetcher: PageFetcher, url: string): Promise<PageOutcome> {
  const outcome = fetcher.fetch({ url, etag: null, lastModified: null });
  await clock.drain();
  return outcome;
}

const robots = (text: string): Reply => ({ bytes: Buffer.from(text) });
const isRobots = (url: string): boolean => url.endsWith('/robots.txt');

test('a failure that may pass is tried again after a jittered, doubling wait', async () => {
  const { clock, client, fetcher } = setUp((_, count) => (count < 2 ? { status: 500 } : {}));
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ kind: 'fetched', result: { ok: true } });
  const [first, second, third] = client.timesOf('http://a.example/1');
  expect([second - first, third - second]).toEqual([1000, 2000]);
});

test('a failure that will not pass is not tried again', async () => {
  const { clock, client, fetcher } = setUp(() => ({ status: 404 }));
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem: { kind: 'http', status: 404 } } });
  expect(client.requests).toHaveLength(1);
});

test('attempts end with the last problem', async () => {
  const problem = { kind: 'connection', message: 'reset' } as const;
  const { clock, client, fetcher } = setUp(() => ({ ok: false, problem, transient: true }));
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem } });
  expect(client.requests).toHaveLength(3);
});

test('Retry-After is obeyed, and another host is asked meanwhile', async () => {
  const { clock, client, fetcher } = setUp((url, count) =>
    url.includes('busy') && count === 0 ? { status: 429, retryAfter: 120_000 } : {},
  );
  const busy = fetcher.fetch({ url: 'http://busy.example/1', etag: null, lastModified: null });
  await clock.advance(1000);
  const calm = fetcher.fetch({ url: 'http://calm.example/1', etag: null, lastModified: null });
  await clock.drain();
  await Promise.all([busy, calm]);
  const begun = client.requests[0].at;
  expect(client.timesOf('http://busy.example/1')[1] - begun).toBe(120_000);
  expect(client.timesOf('http://calm.example/1')[0] - begun).toBe(1000);
});

test('a host that asks for longer than the cap is given up: its other pages are not asked for', async () => {
  const { clock, client, fetcher } = setUp(() => ({ status: 429, retryAfter: 86_400_000 }));
  const first = await fetched(clock, fetcher, 'http://busy.example/1');
  const second = await fetched(clock, fetcher, 'http://busy.example/2');
  expect(first).toMatchObject({ result: { problem: { kind: 'http', status: 429 } } });
  expect(second).toMatchObject({ result: { problem: { kind: 'http', status: 429 } } });
  expect(client.requests).toHaveLength(1);
});

test('a host that refuses every request is given up in the end', async () => {
  const { clock, client, fetcher } = setUp(() => ({ status: 429, retryAfter: 1000 }));
  for (let i = 0; i < 30; i++) await fetched(clock, fetcher, `http://busy.example/${i}`);
  expect(client.requests.length).toBeLessThanOrEqual(21);
});

test('robots.txt is asked for once and before the page', async () => {
  const { clock, client, fetcher } = setUp((url) => (isRobots(url) ? { status: 404 } : {}), { ignoreRobots: false });
  const pages = ['http://a.example/1', 'http://a.example/2'].map((url) =>
    fetcher.fetch({ url, etag: null, lastModified: null }),
  );
  await clock.drain();
  await Promise.all(pages);
  expect(client.requests.map(({ url }) => url)).toEqual([
    'http://a.example/robots.txt',
    'http://a.example/1',
    'http://a.example/2',
  ]);
});

test('a page that robots.txt forbids is not asked for', async () => {
  const { clock, client, fetcher } = setUp(() => robots('User-agent: *\nDisallow: /'), { ignoreRobots: false });
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem: { kind: 'robots' } } });
  expect(client.requests.map(({ url }) => url)).toEqual(['http://a.example/robots.txt']);
});

test.each([429, 500, 503])('robots.txt answering %d denies the page and says so', async (status) => {
  const { clock, client, fetcher } = setUp(() => ({ status }), { ignoreRobots: false });
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem: { kind: 'robots', status } } });
  expect(client.timesOf('http://a.example/1')).toEqual([]);
});

test('a host whose name does not resolve is reported as that, not as a matter of robots.txt', async () => {
  const problem = { kind: 'dns', message: 'no such host' } as const;
  const { clock, fetcher } = setUp(() => ({ ok: false, problem, transient: false }), { ignoreRobots: false });
  const outcome = await fetched(clock, fetcher, 'http://nowhere.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem } });
});

test('a longer Crawl-delay than ours is kept', async () => {
  const reply = (url: string): Reply => (isRobots(url) ? robots('User-agent: *\nCrawl-delay: 5\nDisallow:') : {});
  const { clock, client, fetcher } = setUp(reply, { ignoreRobots: false });
  const pages = [1, 2, 3].map((n) => fetcher.fetch({ url: `http://a.example/${n}`, etag: null, lastModified: null }));
  await clock.drain();
  await Promise.all(pages);
  const times = [1, 2, 3].map((n) => client.timesOf(`http://a.example/${n}`)[0]);
  expect([times[1] - times[0], times[2] - times[1]]).toEqual([5000, 5000]);
});

test('a Crawl-delay above the cap leaves the host out', async () => {
  const { clock, client, fetcher } = setUp(() => robots('User-agent: *\nCrawl-delay: 31'), { ignoreRobots: false });
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { problem: { kind: 'robots' } } });
  expect(client.requests).toHaveLength(1);
});

test('a redirect waits for its host’s turn and is checked against that host’s robots.txt', async () => {
  const reply = (url: string): Reply => {
    if (url === 'http://a.example/robots.txt') return { status: 404 };
    if (url === 'http://b.example/robots.txt') return robots('User-agent: *\nDisallow: /private');
    return url === 'http://a.example/1' ? { location: 'http://b.example/private' } : {};
  };
  const { clock, client, fetcher } = setUp(reply, { ignoreRobots: false });
  const outcome = await fetched(clock, fetcher, 'http://a.example/1');
  expect(outcome).toMatchObject({ result: { ok: false, problem: { kind: 'robots' } } });
  expect(client.timesOf('http://b.example/private')).toEqual([]);
});

test('a redirect within a host keeps the host’s delay', async () => {
  const { clock, client, fetcher } = setUp((url) => (url.endsWith('/1') ? { location: 'http://a.example/2' } : {}));
  await fetched(clock, fetcher, 'http://a.example/1');
  expect(client.timesOf('http://a.example/2')[0] - client.timesOf('http://a.example/1')[0]).toBe(500);
});

test('a page known from before is asked for with its validator, and may be unchanged', async () => {
  const { clock, client, fetcher } = setUp(() => ({ status: 304 }));
  const outcome = fetcher.fetch({ url: 'http://a.example/1', etag: '"v1"', lastModified: 'Mon' });
  await clock.drain();
  expect(await outcome).toEqual({ kind: 'not-modified' });
  expect(client.requests[0].headers).toEqual({ 'if-none-match': '"v1"' });
});

test('a 304 that nobody asked for is a problem, not an unchanged page', async () => {
  const { clock, fetcher } = setUp(() => ({ status: 304 }));
  expect(await fetched(clock, fetcher, 'http://a.example/1')).toMatchObject({ result: { ok: false } });
});

test('the deadline of a page ends its attempts', async () => {
  const { clock, client, fetcher } = setUp(() => ({ status: 503 }), { attempts: 100, pageDeadline: 10_000 });
  const begun = clock.now();
  await fetched(clock, fetcher, 'http://a.example/1');
  expect(client.requests[client.requests.length - 1].at - begun).toBeLessThanOrEqual(10_000);
});

test('a page that waits for its next attempt holds no slot', async () => {
  const { clock, client, fetcher } = setUp((url) => (url.includes('sick') ? { status: 500 } : {}));
  const sick = Array.from({ length: 10 }, (_, n) =>
    fetcher.fetch({ url: `http://sick${n}.example/`, etag: null, lastModified: null }),
  );
  await settle();
  const well = fetcher.fetch({ url: 'http://well.example/', etag: null, lastModified: null });
  await clock.advance(0);
  expect(client.timesOf('http://well.example/')).toHaveLength(1);
  await clock.drain();
  await Promise.all([...sick, well]);
});

test('stop rejects pages that wait, between attempts too', async () => {
  const { clock, fetcher } = setUp(() => ({ status: 500 }));
  const page = fetcher.fetch({ url: 'http://a.example/1', etag: null, lastModified: null });
  await clock.advance(100);
  const reason = new Error('stopped');
  fetcher.stop(reason);
  await expect(page).rejects.toBe(reason);
});
