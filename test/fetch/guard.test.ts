import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '../../src/fetch/client.js';
import type { Client, ClientOptions, Lookup } from '../../src/fetch/types.js';
import { type FaultServer, startFaultServer } from './fault-server.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

let server: FaultServer;
const clients: Client[] = [];

beforeAll(async () => {
  server = await startFaultServer();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(async () => {
  await server.close();
});

function guarded(options: Partial<ClientOptions> = {}): Client {
  const client = createClient({ language: 'en', ...options });
  clients.push(client);
  return client;
}

/** A resolver that gives a name the addresses in turn, the last one for ever. */
function resolvesTo(...answers: readonly string[][]): Lookup {
  let turn = 0;
  return async () => {
    const addresses = answers[Math.min(turn++, answers.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
}

const arrivals = (): number => server.log.length;

describe('refused before any connection', () => {
  test.each([
    ['dotted', '127.0.0.1'],
    ['decimal', '2130706433'],
    ['hexadecimal', '0x7f000001'],
    ['octal', '017700000001'],
    ['short', '127.1'],
    ['full-width', '１２７.０.０.１'],
    ['with a final dot', '127.0.0.1.'],
    ['loopback v6', '[::1]'],
    ['mapped', '[::ffff:127.0.0.1]'],
    ['mapped in hexadecimal', '[::ffff:7f00:1]'],
    ['unspecified', '0.0.0.0'],
    ['unspecified v6', '[::]'],
    ['metadata service', '169.254.169.254'],
    ['unique-local', '[fd00::1]'],
  ])('a literal, %s: %s', async (_, host) => {
    const before = arrivals();
    const result = await guarded().request(`http://${host}:${server.port}/article`);
    expect([result, arrivals()]).toEqual([
      {
        ok: false,
        url: expect.any(String),
        transient: false,
        problem: { kind: 'private-address', message: expect.any(String) },
      },
      before,
    ]);
  });

  test.each([
    ['loopback', [['127.0.0.1']]],
    ['loopback v6', [['::1']]],
    ['a private address among public ones', [['192.0.43.10', '10.0.0.1']]],
    ['a mapped address', [['::ffff:10.0.0.1']]],
  ])('a public name that stands for %s', async (_, answers) => {
    const before = arrivals();
    const client = guarded({ lookup: resolvesTo(...answers) });
    const result = await client.request(`http://news.partner.example:${server.port}/article`);
    expect([result.ok, !result.ok && result.problem.kind, arrivals()]).toEqual([false, 'private-address', before]);
  });

  test('localhost', async () => {
    const result = await guarded().request(`http://localhost:${server.port}/article`);
    expect(result).toMatchObject({ ok: false, problem: { kind: 'private-address' } });
  });

  test('the message names host and address', async () => {
    const client = guarded({ lookup: resolvesTo(['127.0.0.9']) });
    const result = await client.request('http://news.partner.example/');
    expect(!result.ok && result.problem.message).toContain('news.partner.example (127.0.0.9)');
  });

  test('a name that changes its address between two connections', async () => {
    const client = guarded({
      allowPrivate: ['127.0.2.1'],
      keepAliveTimeout: 1,
      lookup: resolvesTo(['127.0.2.1'], ['127.0.2.2']),
    });
    const url = `http://news.partner.example:${server.port}`;
    const first = await client.request(`${url}/chunked-garbage`);
    const second = await client.request(`${url}/article`);
    expect([first, second].map((result) => !result.ok && result.problem.kind)).toEqual([
      'connection',
      'private-address',
    ]);
  });
});

describe('redirects into a private address', () => {
  test.each([
    ['a literal', 'http://127.0.2.9:PORT/article'],
    ['a decimal literal', 'http://2130706433:PORT/article'],
    ['a name', 'http://internal.partner.example:PORT/article'],
    ['another address family', 'http://[::ffff:127.0.2.9]:PORT/article'],
  ])('are stopped: %s', async (_, target) => {
    const client = guarded({ allowPrivate: ['127.0.2.3'], lookup: resolvesTo(['127.0.2.9']) });
    const to = encodeURIComponent(target.replace('PORT', String(server.port)));
    const result = await client.fetchPage(server.url(`/redirect?to=${to}`, '127.0.2.3'));
    expect([result, server.requests('127.0.2.9').length]).toEqual([
      {
        ok: false,
        problem: { kind: 'private-address', message: expect.any(String) },
        url: expect.any(String),
        hops: [{ url: server.url(`/redirect?to=${to}`, '127.0.2.3'), status: 302 }],
      },
      0,
    ]);
  });
});

describe('exceptions', () => {
  test('allowPrivate opens all', async () => {
    const result = await guarded({ allowPrivate: true }).request(server.url('/article', '127.0.2.4'));
    expect(result.ok).toBe(true);
  });

  test.each([
    ['127.0.2.5', true],
    ['127.0.2.6', false],
  ])('a list opens what it names: %s → %s', async (host, allowed) => {
    const result = await guarded({ allowPrivate: ['127.0.2.5'] }).request(server.url('/article', host));
    expect(result.ok).toBe(allowed);
  });

  test('a name is reached at the address it was guarded for', async () => {
    const client = guarded({ allowPrivate: ['127.0.2.7'], lookup: resolvesTo(['127.0.2.7']) });
    const result = await client.request(`http://news.partner.example:${server.port}/article`);
    expect(result).toMatchObject({ ok: true, remoteAddress: '127.0.2.7' });
  });
});

describe('name resolution', () => {
  test.each([
    ['ENOTFOUND', false],
    ['EAI_AGAIN', true],
    ['ESERVFAIL', true],
  ])('%s is the problem dns, transient: %s', async (code, transient) => {
    const lookup: Lookup = () => Promise.reject(Object.assign(new Error(code), { code }));
    const result = await guarded({ lookup }).request('http://news.partner.example/');
    expect(result).toMatchObject({ ok: false, problem: { kind: 'dns' }, transient });
  });

  test('that gives no address is the problem dns', async () => {
    const result = await guarded({ lookup: async () => [] }).request('http://news.partner.example/');
    expect(result).toMatchObject({ ok: false, problem: { kind: 'dns' } });
  });

  test('that never answers is the problem timeout', async () => {
    const client = guarded({ lookup: () => new Promise(() => {}), totalTimeout: 200 });
    expect(await client.request('http://news.partner.example/')).toMatchObject({
      ok: false,
      problem: { kind: 'timeout' },
    });
  });
});
