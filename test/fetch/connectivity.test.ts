import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { connectivity } from '../../src/fetch/connectivity.js';

let server: Socket | null = null;
afterEach(() => {
  server?.close();
  server = null;
});

/** A name server that answers everything with a response code (RFC 1035 §4.1.1), or not at all. */
async function nameServer(code: number | null): Promise<string> {
  server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    if (code === null) return;
    const answer = Buffer.from(question);
    answer[2] |= 0x80;
    answer[3] = (answer[3] & 0xf0) | code;
    server?.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plugged = () => ({ eth0: [{ address: '192.0.2.7', internal: false }] });

test.each<[string, number | null, string]>([
  ['NXDOMAIN', 3, 'online'],
  ['no records', 0, 'online'],
  ['SERVFAIL', 2, 'no-name-server'],
  ['REFUSED', 5, 'no-name-server'],
  ['silence', null, 'no-name-server'],
])('a name server that answers with %s', async (_name, code, expected) => {
  const nameServers = [await nameServer(code)];
  expect(await connectivity({ interfaces: plugged, nameServers, timeout: 200 })).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['itself', '127.0.0.1', true],
  ['a link without a router', '169.254.3.4', false],
  ['an IPv6 link without a router', 'fe80::1', false],
])('a machine that has an address on %s alone is not connected', async (_name, address, internal) => {
  const interfaces = () => ({ any: [{ address, internal }] });
  expect(await connectivity({ interfaces, nameServers: [await nameServer(3)] })).toBe('no-address');
});

test('a machine without interfaces is not connected', async () => {
  expect(await connectivity({ interfaces: () => ({}) })).toBe('no-address');
});
