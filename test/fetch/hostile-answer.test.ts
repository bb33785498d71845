import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import zlib from 'node:zlib';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createClient } from '../../src/fetch/client.js';
import type { Client } from '../../src/fetch/types.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

let server: Server;
let client: Client;
let answer: Buffer = Buffer.alloc(0);
let url = '';
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
  client = createClient({ language: 'en', allowPrivate: true, maximumBytes: 10_000 });
});

afterAll(async () => {
  await client.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Header lines that mean something, right, wrong and contradictory. */
const headerLine = fc.constantFrom(
  'Content-Type: text/html; charset=gbk',
  'Content-Type: application/pdf',
  'Content-Type:',
  'Content-Encoding: gzip',
  'Content-Encoding: br, gzip',
  'Content-Encoding: ,',
  'Content-Length: 5',
  'Content-Length: 5, 5',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Connection: keep-alive',
  'Keep-Alive: timeout=0',
  'Connection: upgrade\r\nUpgrade: h2c',
  'Location: //[',
  'Location: ../\xff\xfe',
  'Location: http://%zz/',
  'Retry-After: Infinity',
  'Retry-After: \x00',
  'ETag: "\xe9"',
  '__proto__: x',
  'constructor: x',
  'X: \r\n folded',
  ': nameless',
);

const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    zlib.gzipSync('<html>'),
    zlib.brotliCompressSync('<html>'),
    Buffer.from('5\r\n<html\r\n0\r\n\r\n'),
    Buffer.from('ffffffffffffffff\r\n'),
    Buffer.from('<!DOCTYPE html><p>来源:北疆新闻</p>'),
  ),
);

const message = fc
  .tuple(
    fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'http/1.1'),
    fc.constantFrom(100, 101, 103, 200, 204, 206, 302, 304, 404, 503, 999),
    fc.array(headerLine, { maxLength: 6 }),
    body,
  )
  .map(([version, status, headers, bytes]) =>
    Buffer.concat([Buffer.from(`${[`${version} ${status} X`, ...headers].join('\r\n')}\r\n\r\n`, 'latin1'), bytes]),
  );

test('whatever a server sends is an answer or a problem that is not ours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(message, body), async (bytes) => {
      answer = bytes;
      const result = await client.request(url);
      expect(result.ok ? 'answer' : result.problem.kind).toMatch(/^(?:answer|connection|decode|not-html|too-large)$/);
    }),
    { numRuns: 200 },
  );
});
