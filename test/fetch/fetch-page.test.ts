import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '../../src/fetch/client.js';
import type { Client } from '../../src/fetch/types.js';
import { articlePage, CHALLENGE_PAGE } from './fault-pages.js';
import { type FaultServer, startFaultServer } from './fault-server.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

let server: FaultServer;
let client: Client;

beforeAll(async () => {
  server = await startFaultServer();
  client = createClient({ language: 'en', allowPrivate: true, totalTimeout: 20_000 });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

test('a page comes with its bytes, type and the one hop', async () => {
  const url = server.url('/article');
  const result = await client.fetchPage(url);
  expect(result).toEqual({
    ok: true,
    fetched: {
      bytes: Buffer.from(articlePage()),
      url,
      contentType: 'text/html; charset=utf-8',
      hops: [{ url, status: 200 }],
    },
  });
});

describe('redirects', () => {
  test('are followed, each recorded', async () => {
    const result = await client.fetchPage(server.url('/redirect?status=301&to=/chain?n=2'));
    expect(result.ok && result.fetched.hops).toEqual([
      { url: server.url('/redirect?status=301&to=/chain?n=2'), status: 301 },
      { url: server.url('/chain?n=2'), status: 302 },
      { url: server.url('/chain?n=1'), status: 302 },
      { url: server.url('/article'), status: 200 },
    ]);
  });

  test('with GBK octets arrive at what the server meant', async () => {
    const result = await client.fetchPage(server.url('/redirect-gbk'));
    expect(result.ok && result.fetched.url).toBe(server.url('/typed?type=text/html&body=%D0%C2%CE%C5'));
  });

  test('are followed ten times', async () => {
    const result = await client.fetchPage(server.url('/chain?n=10'));
    expect(result.ok && result.fetched.hops.length).toBe(11);
  });

  test('are not followed eleven times', async () => {
    const result = await client.fetchPage(server.url('/chain?n=11'));
    expect([result, result.ok || result.hops.length]).toEqual([
      expect.objectContaining({ ok: false, problem: { kind: 'redirects', message: 'more than 10 redirects' } }),
      11,
    ]);
  });

  test('in a circle are seen at once', async () => {
    const result = await client.fetchPage(server.url('/loop-a'));
    expect(result).toEqual({
      ok: false,
      problem: { kind: 'redirects', message: expect.stringContaining('already visited') },
      url: server.url('/loop-b'),
      hops: [
        { url: server.url('/loop-a'), status: 301 },
        { url: server.url('/loop-b'), status: 301 },
      ],
    });
  });

  test.each([
    ['/redirect-nowhere', 'a redirect without a target'],
    ['/redirect-app', 'a redirect whose target is not a usable web address'],
    ['/redirect-bad-url', 'a redirect whose target is not a usable web address'],
  ])('%s ends: %s', async (path, message) => {
    expect(await client.fetchPage(server.url(path))).toMatchObject({
      ok: false,
      problem: { kind: 'redirects', message },
    });
  });

  test.each([
    ['the same origin keeps them', '127.0.3.1', '/article', '127.0.3.1', `Basic ${btoa('reader:secret')}`],
    ['another origin gets none', '127.0.3.2', 'OTHER', '127.0.3.3', undefined],
  ])('credentials: %s', async (_, from, to, asked, authorization) => {
    const location = to === 'OTHER' ? encodeURIComponent(server.url('/article', asked)) : to;
    await client.fetchPage(server.url(`/redirect?to=${location}`, `reader:secret@${from}`));
    expect(server.requests(asked).at(-1)?.headers.authorization).toBe(authorization);
  });

  test('credentials: another origin gets none on its second hop either', async () => {
    const foreign = '127.0.3.6';
    const to = encodeURIComponent(server.url('/redirect?to=/article', foreign));
    await client.fetchPage(server.url(`/redirect?to=${to}`, '127.0.3.5'), { headers: { Cookie: 'session=1' } });
    expect(server.requests(foreign).map(({ path, headers }) => [path, headers.cookie])).toEqual([
      ['/redirect?to=/article', undefined],
      ['/article', undefined],
    ]);
  });

  test('share one deadline', async () => {
    const hasty = createClient({ language: 'en', allowPrivate: true, totalTimeout: 2000 });
    const result = await hasty.fetchPage(server.url('/redirect?to=/hang'));
    await hasty.close();
    expect(result).toMatchObject({
      ok: false,
      problem: { kind: 'timeout', message: 'no complete answer within 2 s' },
      hops: [{ status: 302 }],
    });
  });
});

describe('a status of 400 and more', () => {
  test.each([403, 404, 429, 500, 503])('%d is the problem http, with the answer beside it', async (code) => {
    const url = server.url(`/status?code=${code}`);
    const result = await client.fetchPage(url);
    expect(result).toMatchObject({
      ok: false,
      problem: { kind: 'http', status: code },
      url,
      hops: [{ url, status: code }],
      answer: { url, bytes: Buffer.from(CHALLENGE_PAGE), contentType: 'text/html; charset=utf-8' },
    });
  });

  test('is not asked a second time', async () => {
    const host = '127.0.3.4';
    await client.fetchPage(server.url('/flaky', host));
    expect(server.requests(host)).toHaveLength(1);
  });
});

test.each([
  ['/pdf', 'not-html'],
  ['/gzip-bomb', 'too-large'],
  ['/reset', 'connection'],
  ['/status?code=304', 'http'],
])('%s is the problem %s', async (path, kind) => {
  expect(await client.fetchPage(server.url(path))).toMatchObject({ ok: false, problem: { kind } });
});

test('a signal makes it reject', async () => {
  const controller = new AbortController();
  const pending = client.fetchPage(server.url('/hang'), { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(pending).rejects.toThrow('enough');
});
