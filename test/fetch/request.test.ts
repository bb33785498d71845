import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '../../src/fetch/client.js';
import type { Client, HopAnswer, HopFailure, HopOptions } from '../../src/fetch/types.js';
import { articlePage, CHALLENGE_PAGE, PDF } from './fault-pages.js';
import { type FaultServer, startFaultServer, startForeignServer, unusedPort } from './fault-server.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

let server: FaultServer;
let client: Client;

beforeAll(async () => {
  server = await startFaultServer();
  client = createClient({ language: 'en', allowPrivate: true, totalTimeout: 20_000, maximumBytes: 2 ** 20 });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

async function answer(path: string, options?: HopOptions): Promise<HopAnswer> {
  const result = await client.request(server.url(path), options);
  if (!result.ok) throw new Error(`no answer for ${path}: ${result.problem.message}`);
  return result;
}

async function failure(path: string, options?: HopOptions): Promise<HopFailure> {
  const result = await client.request(server.url(path), options);
  if (result.ok) throw new Error(`an answer for ${path}: ${result.status}`);
  return result;
}

describe('an ordinary answer', () => {
  test('has its status, type, bytes and the address it came from', async () => {
    const { status, contentType, bytes, remoteAddress } = await answer('/article');
    expect({ status, contentType, remoteAddress, text: Buffer.from(bytes).toString() }).toEqual({
      status: 200,
      contentType: 'text/html; charset=utf-8',
      remoteAddress: '127.0.0.1',
      text: articlePage(),
    });
  });

  test('names the URL without credentials and fragment', async () => {
    const result = await client.request(server.url('/article#top').replace('//', '//reader:secret@'));
    expect(result.url).toBe(server.url('/article'));
  });

  test('tells two hosts apart by their address', async () => {
    const results = await Promise.all(
      ['127.0.0.2', '127.0.0.3'].map((host) => client.request(server.url('/article', host))),
    );
    expect(results.map((result) => (result as HopAnswer).remoteAddress)).toEqual(['127.0.0.2', '127.0.0.3']);
  });

  test('of a conditional request is 304 without bytes', async () => {
    const first = await answer('/conditional');
    const second = await answer('/conditional', { headers: { 'if-none-match': first.etag ?? '' } });
    expect([second.status, second.bytes.length, second.lastModified]).toEqual([
      304,
      0,
      'Thu, 02 Jul 2026 10:15:00 GMT',
    ]);
  });

  test.each(['/gzip', '/br', '/deflate', '/deflate-raw', '/double-gzip', '/gzip-then-br'])(
    '%s is undone',
    async (path) => {
      expect(Buffer.from((await answer(path)).bytes).toString()).toBe(articlePage());
    },
  );

  test.each([
    '/article',
    '/gzip',
    '/large?bytes=100',
    '/large?bytes=200000',
    '/typed?type=text/html&body=x',
    '/charset-none',
  ])('of %s can be transferred to a worker', async (path) => {
    const { bytes } = await answer(path);
    const copy = Buffer.from(bytes);
    const moved = structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
    expect([Buffer.from(moved).equals(copy), bytes.length]).toEqual([true, 0]);
  });

  test('may be announced by an interim one', async () => {
    expect((await answer('/early-hints')).status).toBe(200);
  });

  test('may be empty under a content coding', async () => {
    expect((await answer('/gzip-empty')).bytes).toHaveLength(0);
  });

  test.each([
    '/no-type',
    '/octet-stream',
    '/charset-header-lies',
    '/charset-late-meta',
    '/charset-none',
    '/charset-utf16',
    '/challenge',
  ])('%s is taken for a page, its bytes as they are', async (path) => {
    const { bytes, wireBytes } = await answer(path);
    expect(bytes.length).toBe(wireBytes);
  });
});

describe('the request', () => {
  test('tells who asks', async () => {
    const polite = createClient({ language: 'en', allowPrivate: true, contact: 'https://checker.example/about' });
    await polite.request(server.url('/article', '127.0.1.1'));
    await polite.close();
    expect(server.requests('127.0.1.1')[0]?.headers['user-agent']).toMatch(
      /^reprintlint\/\d+\.\d+\.\d+\S* \(\+https:\/\/checker\.example\/about\)$/,
    );
  });

  test.each(['a)b', 'a\r\nb', '联系', ''])('a contact %j that would break the header is refused', (contact) => {
    expect(() => createClient({ language: 'en', contact })).toThrow(TypeError);
  });

  test('sends the credentials of its URL to their own server', async () => {
    await client.request(server.url('/article', 'reader:se%20cret@127.0.1.2'));
    expect(server.requests('127.0.1.2')[0]?.headers.authorization).toBe(`Basic ${btoa('reader:se cret')}`);
  });

  test.each([
    ['127.0.1.3', 'the same server', '127.0.1.3', 'Bearer x'],
    ['127.0.1.4', 'another server', '127.0.1.5', undefined],
  ])('from %s to %s sends given credentials: %s %s', async (from, _, to, authorization) => {
    await client.request(server.url('/article', to), {
      lastHop: server.url('/', from),
      headers: { Authorization: 'Bearer x' },
    });
    expect(server.requests(to)[0]?.headers.authorization).toBe(authorization);
  });

  test('over a redirect does not send what the other server put into the URL', async () => {
    await client.request(server.url('/article', 'a:b@127.0.1.6'), { lastHop: server.url('/', '127.0.1.7') });
    expect(server.requests('127.0.1.6')[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a redirect', () => {
  test.each([
    ['/redirect?to=/article', '/article'],
    ['/redirect?to=article', '/article'],
    ['/redirect?status=301&to=%3Fcredit%3Dx', '/redirect?credit=x'],
    ['/redirect?status=303', '/article'],
    ['/redirect?status=307', '/article'],
    ['/redirect?status=308', '/article'],
    ['/redirect-gbk', '/typed?type=text/html&body=%D0%C2%CE%C5'],
    ['/redirect-utf8', '/typed?type=text/html&body=%E6%96%B0%E9%97%BB'],
    ['/redirect-endless-body', '/article'],
  ])('%s is not followed; its target is absolute', async (path, target) => {
    expect((await answer(path)).location).toBe(server.url(target));
  });

  test.each(['/redirect-nowhere', '/redirect-app', '/redirect-bad-url'])('%s has no target', async (path) => {
    expect((await answer(path)).location).toBeNull();
  });
});

describe('a refusal', () => {
  test.each([403, 404, 410, 429, 500, 503])('%d is an answer with its body', async (code) => {
    const { status, bytes } = await answer(`/status?code=${code}`);
    expect([status, Buffer.from(bytes).toString()]).toEqual([code, CHALLENGE_PAGE]);
  });

  test.each([
    ['7', 7000],
    ['86400', 86_400_000],
    ['whenever', null],
    ['Thu, 02 Jul 2026 10:00:30 GMT', 30_000],
  ])('429 with Retry-After %j waits %j ms', async (value, milliseconds) => {
    const clocked = createClient({ language: 'en', allowPrivate: true, now: () => Date.UTC(2026, 6, 2, 10) });
    const result = await clocked.request(server.url(`/status?code=429&retry-after=${encodeURIComponent(value)}`));
    await clocked.close();
    expect((result as HopAnswer).retryAfter).toBe(milliseconds);
  });

  test('is repeated by nobody but the caller', async () => {
    const statuses = [];
    for (let turn = 0; turn < 2; turn++) statuses.push((await answer('/flaky?key=request')).status);
    expect(statuses).toEqual([503, 200]);
  });

  test('whose body does not end is an answer all the same', async () => {
    const { status, truncated } = await answer('/hang-with-status?code=503', { timeout: 2000 });
    expect([status, truncated]).toEqual([503, true]);
  });
});

describe('a fault', () => {
  test.each([
    ['/hang', 'timeout', true],
    ['/drip', 'timeout', true],
    ['/reset', 'connection', true],
    ['/close-at-once', 'connection', true],
    ['/short', 'connection', true],
    ['/chunked-cut', 'connection', true],
    ['/chunked-garbage', 'connection', false],
    ['/huge-header', 'connection', false],
    ['/unknown-coding', 'decode', false],
    ['/five-codings', 'decode', false],
    ['/gzip-cut', 'decode', false],
    ['/gzip-not', 'decode', false],
    ['/gzip-bomb', 'too-large', false],
    ['/double-bomb', 'too-large', false],
    ['/endless', 'too-large', false],
    ['/large?bytes=1048577', 'too-large', false],
    ['/declared-large?bytes=1048577', 'too-large', false],
    ['/film', 'not-html', false],
    ['/pdf', 'not-html', false],
    ['/pdf-as-html', 'not-html', false],
    ['/pdf-as-octet-stream', 'not-html', false],
    ['/pdf-gzip', 'not-html', false],
    ['/image', 'not-html', false],
    ['/json', 'not-html', false],
    ['/feed', 'not-html', false],
  ])('%s is the problem %s (transient: %s)', async (path, kind, transient) => {
    const timeout = kind === 'timeout' ? 300 : undefined;
    const result = await failure(path, { timeout });
    expect([result.problem.kind, result.transient]).toEqual([kind, transient]);
  });

  test('a body longer than declared ends where it was declared to', async () => {
    expect(Buffer.from((await answer('/long')).bytes).toString()).toBe(articlePage().slice(0, 20));
  });

  test('of one exchange does not spoil the next on the same host', async () => {
    for (const path of ['/reset', '/chunked-garbage', '/pdf', '/drip']) await failure(path, { timeout: 300 });
    expect((await answer('/article')).status).toBe(200);
  });

  test('a port without a server is the problem connection', async () => {
    const result = await client.request(`http://127.0.0.1:${await unusedPort()}/`);
    expect(result).toMatchObject({ ok: false, problem: { kind: 'connection' }, transient: true });
  });

  test('a server of another protocol is the problem connection', async () => {
    const foreign = await startForeignServer();
    const result = await client.request(`http://127.0.0.1:${foreign.port}/`);
    await foreign.close();
    expect(result).toMatchObject({ ok: false, problem: { kind: 'connection' }, transient: false });
  });

  test.each([
    ['not a URL', 'invalid-target'],
    ['http://', 'invalid-target'],
    ['ftp://127.0.0.1/', 'invalid-target'],
    ['file:///etc/passwd', 'invalid-target'],
    ['javascript:0', 'invalid-target'],
  ])('%j is the problem %s', async (url, kind) => {
    expect(await client.request(url)).toMatchObject({ ok: false, problem: { kind } });
  });

  test('is worded in the language asked for', async () => {
    const chinese = createClient({ language: 'zh', allowPrivate: true });
    const result = await chinese.request(server.url('/pdf'));
    await chinese.close();
    expect((result as HopFailure).problem.message).toBe('不是网页，而是 application/pdf');
  });
});

describe('sizes', () => {
  test('a body of exactly the limit is taken', async () => {
    expect((await answer('/large?bytes=1048576')).bytes).toHaveLength(1_048_576);
  });

  test('a longer one may be cut instead of refused', async () => {
    const { bytes, truncated } = await answer('/endless', { limit: { bytes: 5000, overflow: 'truncate' } });
    expect([bytes.length, truncated]).toEqual([5000, true]);
  });

  test('a bomb may be cut as well', async () => {
    const { bytes, truncated } = await answer('/gzip-bomb', { limit: { bytes: 100_000, overflow: 'truncate' } });
    expect([bytes.length, truncated]).toEqual([100_000, true]);
  });

  test('anything is accepted when anything is asked for', async () => {
    expect(Buffer.from((await answer('/pdf', { accept: 'any' })).bytes).equals(PDF)).toBe(true);
  });
});

describe('a signal', () => {
  test('ends a request under way with its reason', async () => {
    const controller = new AbortController();
    const pending = client.request(server.url('/hang'), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });

  test('that is aborted already asks nobody', async () => {
    await expect(
      client.request(server.url('/article', '127.0.1.8'), { signal: AbortSignal.abort() }),
    ).rejects.toThrow();
    expect(server.requests('127.0.1.8')).toHaveLength(0);
  });
});

describe('connections', () => {
  /** The sockets' ports on our side, one for each request of a host. */
  const sockets = (address: string): number[] => server.requests(address).map(({ peerPort }) => peerPort);

  test('are kept for the next request', async () => {
    const narrow = createClient({ language: 'en', allowPrivate: true, connectionsPerOrigin: 1 });
    for (let turn = 0; turn < 3; turn++) await narrow.request(server.url('/article', '127.0.1.10'));
    await narrow.close();
    expect(new Set(sockets('127.0.1.10')).size).toBe(1);
  });

  test('are closed when nothing more will be asked', async () => {
    for (let turn = 0; turn < 3; turn++)
      await client.request(server.url('/article', '127.0.1.11'), { closeAfter: true });
    expect(new Set(sockets('127.0.1.11')).size).toBe(3);
  });

  test('are as many to one host as were allowed', async () => {
    const narrow = createClient({ language: 'en', allowPrivate: true, connectionsPerOrigin: 2 });
    await Promise.all(Array.from({ length: 6 }, () => narrow.request(server.url('/slow', '127.0.1.12'))));
    await narrow.close();
    expect([server.requests('127.0.1.12').length, new Set(sockets('127.0.1.12')).size]).toEqual([6, 2]);
  });
});

test('closing the client ends requests under way', async () => {
  const closing = createClient({ language: 'en', allowPrivate: true });
  const pending = closing.request(server.url('/hang'));
  await closing.close();
  expect(await pending).toMatchObject({ ok: false, problem: { kind: 'connection' } });
});
