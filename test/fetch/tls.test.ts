import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '../../src/fetch/client.js';
import type { ClientOptions, HopResult } from '../../src/fetch/types.js';
import type { CertificateOptions } from './certificate.js';
import { type ExtraServer, startHttp2OnlyServer, startTlsServer } from './fault-server.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

const NAME = 'secure.partner.example';
const VALID: CertificateOptions = { names: [NAME], addresses: ['127.0.0.1'] };

let server: ExtraServer;

beforeAll(async () => {
  server = await startTlsServer(VALID);
});

afterAll(async () => {
  await server.close();
});

async function request(url: string, options: Partial<ClientOptions> = {}): Promise<HopResult> {
  const client = createClient({
    language: 'en',
    allowPrivate: true,
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    ...options,
  });
  try {
    return await client.request(url);
  } finally {
    await client.close();
  }
}

describe('a trusted certificate', () => {
  test.each([NAME, '127.0.0.1'])('is good for %s', async (host) => {
    const result = await request(`https://${host}:${server.port}/`, { certificateAuthority: server.certificate });
    expect(result).toMatchObject({ ok: true, status: 200, remoteAddress: '127.0.0.1' });
  });

  test('is not good for another name', async () => {
    const result = await request(`https://other.partner.example:${server.port}/`, {
      certificateAuthority: server.certificate,
    });
    expect(result).toMatchObject({
      ok: false,
      transient: false,
      problem: { kind: 'tls', message: expect.stringContaining('another host name') },
    });
  });

  test('is not good after its time', async () => {
    const expired = await startTlsServer({ ...VALID, notAfter: new Date(Date.now() - 3_600_000) });
    const result = await request(`https://${NAME}:${expired.port}/`, { certificateAuthority: expired.certificate });
    await expired.close();
    expect(result).toMatchObject({ ok: false, problem: { kind: 'tls', message: expect.stringContaining('expired') } });
  });
});

test('a self-signed certificate is the problem tls, in words for a clerk', async () => {
  const result = await request(`https://${NAME}:${server.port}/`, { language: 'zh' });
  expect(result).toMatchObject({
    ok: false,
    problem: { kind: 'tls', message: `无法与 ${NAME} 建立安全连接：证书是自签名的（DEPTH_ZERO_SELF_SIGNED_CERT）` },
  });
});

test('the guard stands before TLS too', async () => {
  const result = await request(`https://127.0.0.1:${server.port}/`, {
    allowPrivate: false,
    certificateAuthority: server.certificate,
  });
  expect(result).toMatchObject({ ok: false, problem: { kind: 'private-address' } });
});

test('a server that speaks HTTP/2 only is the problem tls', async () => {
  const http2 = await startHttp2OnlyServer(VALID);
  const result = await request(`https://${NAME}:${http2.port}/`, { certificateAuthority: http2.certificate });
  await http2.close();
  expect(result).toMatchObject({ ok: false, problem: { kind: 'tls', message: expect.stringContaining('HTTP/2') } });
});

test('plain HTTP where TLS is expected is the problem tls', async () => {
  const { startFaultServer } = await import('./fault-server.js');
  const plain = await startFaultServer();
  const result = await request(`https://127.0.0.1:${plain.port}/`);
  await plain.close();
  expect(result).toMatchObject({ ok: false, problem: { kind: 'tls' } });
});
