import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '../../src/fetch/client.js';
import { createRobotsCache, type RobotsCache, type RobotsCacheOptions } from '../../src/fetch/robots-cache.js';
import type { Client } from '../../src/fetch/types.js';
import { type FaultServer, loopbackHost, type RobotsBehaviour, startFaultServer, unusedPort } from './fault-server.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

const HOUR = 3600 * 1000;

let server: FaultServer;
let client: Client;
let hosts = 0;

beforeAll(async () => {
  server = await startFaultServer();
  client = createClient({ language: 'en', allowPrivate: true, totalTimeout: 20_000 });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

function cache(options: Partial<RobotsCacheOptions> = {}): RobotsCache {
  return createRobotsCache({
    request: client.request.bind(client),
    productToken: 'reprintlint',
    language: 'en',
    ...options,
  });
}

/** A host of its own for each test. */
function host(behaviour?: RobotsBehaviour): string {
  const address = loopbackHost(++hosts);
  if (behaviour !== undefined) server.robots(address, behaviour);
  return address;
}

const DISALLOW: RobotsBehaviour = { kind: 'text', body: 'User-agent: *\nCrawl-delay: 2\nDisallow: /private' };
const large = (head: string): RobotsBehaviour => ({ kind: 'large', bytes: 10 * 2 ** 20, head });

describe('what a site says', () => {
  test.each<[string, RobotsBehaviour | undefined, string, boolean, string]>([
    ['a rule that forbids', DISALLOW, '/private/x', false, 'rules'],
    ['a rule that does not apply', DISALLOW, '/article', true, 'rules'],
    [
      'the file itself, whatever it says',
      { kind: 'text', body: 'User-agent: *\nDisallow: /' },
      '/robots.txt',
      true,
      'rules',
    ],
    ['an empty file', { kind: 'text', body: '' }, '/', true, 'rules'],
    ['404', undefined, '/', true, 'absent'],
    ['401', { kind: 'status', status: 401 }, '/', true, 'absent'],
    ['403', { kind: 'status', status: 403 }, '/', true, 'absent'],
    ['410', { kind: 'status', status: 410 }, '/', true, 'absent'],
    ['429', { kind: 'status', status: 429 }, '/', false, 'unreachable'],
    ['500', { kind: 'status', status: 500 }, '/', false, 'unreachable'],
    ['503', { kind: 'status', status: 503 }, '/', false, 'unreachable'],
    ['10 MB that begin with a rule', large('User-agent: *\nDisallow: /private\n'), '/private/x', false, 'rules'],
    ['10 MB whose rest is not read', large('User-agent: other\n'), '/beyond', true, 'rules'],
    ['five redirects', { kind: 'redirects', times: 5, body: 'User-agent: *\nDisallow: /' }, '/', false, 'rules'],
    ['six redirects', { kind: 'redirects', times: 6, body: 'User-agent: *\nDisallow: /' }, '/', true, 'redirects'],
    ['a redirect to nowhere', { kind: 'redirect', location: 'newsapp://robots' }, '/', true, 'absent'],
  ])('%s', async (_, behaviour, path, allowed, reason) => {
    const answer = await cache().check(server.url(path, host(behaviour)));
    expect([answer.allowed, answer.reason]).toEqual([allowed, reason]);
  });

  test('a crawl delay comes along', async () => {
    expect((await cache().check(server.url('/', host(DISALLOW)))).crawlDelay).toBe(2000);
  });

  test('silence is unreachable', async () => {
    const hasty = createClient({ language: 'en', allowPrivate: true, totalTimeout: 200 });
    const answer = await cache({ request: hasty.request.bind(hasty) }).check(server.url('/', host({ kind: 'hang' })));
    await hasty.close();
    expect(answer).toMatchObject({ allowed: false, reason: 'unreachable', problem: { kind: 'timeout' } });
  });

  test('a closed port is unreachable', async () => {
    const answer = await cache().check(`http://127.0.0.1:${await unusedPort()}/`);
    expect(answer).toMatchObject({ allowed: false, reason: 'unreachable', problem: { kind: 'connection' } });
  });

  test('a redirect into a private address is unreachable', async () => {
    const asked = host({ kind: 'redirect', location: server.url('/robots.txt', '127.9.9.9') });
    const guarded = createClient({ language: 'en', allowPrivate: [asked] });
    const answer = await cache({ request: guarded.request.bind(guarded) }).check(server.url('/', asked));
    await guarded.close();
    expect(answer).toMatchObject({ allowed: false, problem: { kind: 'private-address' } });
  });

  test('503 with Retry-After says when to ask again', async () => {
    const answer = await cache({ now: () => 0 }).check(
      server.url('/', host({ kind: 'status', status: 503, retryAfter: '3600' })),
    );
    expect(answer).toMatchObject({ problem: { kind: 'http', status: 503 }, retryAfter: HOUR });
  });

  test('each port is a site of its own', async () => {
    const asked = host(DISALLOW);
    const robots = cache();
    await robots.check(server.url('/private', asked));
    const other = await robots.check(`http://${asked}:${await unusedPort()}/private`);
    expect(other.reason).toBe('unreachable');
  });
});

describe('how long it is kept', () => {
  /** How often a site is asked for its robots.txt when a page is checked at each of these times. */
  async function fetches(
    behaviour: RobotsBehaviour | undefined,
    times: readonly number[],
    options: Partial<RobotsCacheOptions> = {},
  ): Promise<number> {
    let now = 0;
    const robots = cache({ now: () => now, ...options });
    const asked = host(behaviour);
    for (const time of times) {
      now = time;
      await robots.check(server.url('/', asked));
    }
    return server.requests(asked).length;
  }

  test.each<[string, RobotsBehaviour | undefined, readonly number[], Partial<RobotsCacheOptions>, number]>([
    ['a file for less than a day', DISALLOW, [0, 24 * HOUR - 1], {}, 1],
    ['a file not for a day', DISALLOW, [0, 24 * HOUR], {}, 2],
    ['a file not longer than a day, whatever is asked for', DISALLOW, [0, 24 * HOUR], { maximumAge: 99 * HOUR }, 2],
    ['a file for a shorter time when asked for', DISALLOW, [0, HOUR], { maximumAge: HOUR }, 2],
    ['the absence of one as long', undefined, [0, 24 * HOUR - 1, 24 * HOUR], {}, 2],
    ['a failure for a minute', { kind: 'status', status: 503 }, [0, 59_999], {}, 1],
    ['a failure not longer', { kind: 'status', status: 503 }, [0, 60_000], {}, 2],
    ['a failure as asked for', { kind: 'status', status: 429 }, [0, 5_000], { failureAge: 5_000 }, 2],
    ['a failure no longer than the site says', { kind: 'status', status: 429, retryAfter: '3' }, [0, 3_000], {}, 2],
    [
      'a failure not as long as a site may say',
      { kind: 'status', status: 429, retryAfter: '86400' },
      [0, 60_000],
      {},
      2,
    ],
  ])('%s', async (_, behaviour, times, options, count) => {
    expect(await fetches(behaviour, times, options)).toBe(count);
  });

  test('a site that recovers is believed', async () => {
    let now = 0;
    const robots = cache({ now: () => now });
    const asked = host({ kind: 'status', status: 503 });
    const before = await robots.check(server.url('/', asked));
    server.robots(asked, DISALLOW);
    now = 60_000;
    const after = await robots.check(server.url('/', asked));
    expect([before.allowed, after.allowed]).toEqual([false, true]);
  });

  test('the site unused for the longest time goes first', async () => {
    const robots = cache({ maximumSites: 2 });
    const [first, second, third] = [host(), host(), host()] as const;
    for (const asked of [first, second, first, third, first, second]) await robots.check(server.url('/', asked));
    expect([first, second, third].map((asked) => server.requests(asked).length)).toEqual([1, 2, 1]);
  });

  test('no more sites than told are kept', async () => {
    const robots = cache({ maximumSites: 3 });
    for (let index = 0; index < 6; index++) await robots.check(server.url('/', host()));
    expect(robots.size).toBe(3);
  });

  test('nor more bytes', async () => {
    const robots = cache({ maximumBytes: 1_300_000 });
    for (let index = 0; index < 4; index++) await robots.check(server.url('/', host(large('User-agent: *\n'))));
    expect(robots.size).toBe(2);
  });
});

describe('askers at the same time', () => {
  test('share one fetch', async () => {
    const robots = cache();
    const asked = host(DISALLOW);
    const answers = await Promise.all(
      ['/', '/private', '/article'].map((path) => robots.check(server.url(path, asked))),
    );
    expect([answers.map(({ allowed }) => allowed), server.requests(asked).length]).toEqual([[true, false, true], 1]);
  });

  test('do not lose it when one of them gives up', async () => {
    const robots = cache();
    const asked = host(DISALLOW);
    const controller = new AbortController();
    const leaving = robots.check(server.url('/', asked), controller.signal);
    const staying = robots.check(server.url('/private', asked));
    controller.abort(new Error('gave up'));
    await expect(leaving).rejects.toThrow('gave up');
    expect((await staying).allowed).toBe(false);
  });

  test('share a failure too, and the next one asks again', async () => {
    let calls = 0;
    const robots = cache({ request: () => Promise.reject(new Error(`call ${++calls}`)) });
    const url = server.url('/', host());
    const messages = (await Promise.allSettled([robots.check(url), robots.check(url)])).map(
      (result) => (result as PromiseRejectedResult).reason.message,
    );
    await expect(robots.check(url)).rejects.toThrow('call 2');
    expect(messages).toEqual(['call 1', 'call 1']);
  });
});
