import { describe, expect, test } from '@jest/globals';
import { type Fault, FaultError, faultOf, isTransient, isTransientStatus } from '../../src/fetch/fault.js';
import { httpProblem, problemOf } from '../../src/fetch/messages.js';

const HOST = 'news.partner.example';

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('faultOf', () => {
  test.each<[string, unknown, Partial<Fault>]>([
    ['a fault carried by an error', new FaultError({ kind: 'too-large', limit: 5 }), { kind: 'too-large', limit: 5 }],
    ['an unknown name', coded('ENOTFOUND'), { kind: 'dns', host: HOST, temporary: false }],
    ['a resolver without network', coded('EAI_AGAIN'), { kind: 'dns', host: HOST, temporary: true }],
    [
      'a connection that takes too long',
      coded('UND_ERR_CONNECT_TIMEOUT'),
      { kind: 'timeout', phase: 'connect', milliseconds: 7 },
    ],
    ['a route that drops packets', coded('ETIMEDOUT'), { kind: 'timeout', phase: 'connect' }],
    ['a closed port', coded('ECONNREFUSED'), { kind: 'connection', reason: 'refused' }],
    ['an unplugged network', coded('ENETUNREACH'), { kind: 'connection', reason: 'unreachable' }],
    ['a peer that leaves', coded('UND_ERR_SOCKET'), { kind: 'connection', reason: 'reset' }],
    ['too little or too much', coded('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'), { kind: 'connection', reason: 'length' }],
    ['a name that is none', coded('ERR_TLS_CERT_ALTNAME_INVALID'), { kind: 'tls', reason: 'host' }],
    ['an unknown issuer', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), { kind: 'tls', reason: 'issuer' }],
    ['an alert of OpenSSL', coded('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'), { kind: 'tls', reason: 'protocol' }],
    [
      'several addresses that all failed',
      new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')]),
      { kind: 'connection', reason: 'unreachable' },
    ],
    [
      'an error behind another',
      new Error('outer', { cause: coded('ECONNRESET') }),
      { kind: 'connection', reason: 'reset' },
    ],
    ['an unknown code', coded('ESOMETHING'), { kind: 'connection', reason: 'other' }],
    [
      'an error of ours',
      new TypeError('x is not a function\nat y'),
      { kind: 'internal', detail: 'TypeError: x is not a function' },
    ],
    ['what is no error', undefined, { kind: 'internal', detail: 'undefined' }],
  ])('%s', (_, error, fault) => {
    expect(faultOf(error, HOST, 7)).toMatchObject(fault);
  });
});

describe('isTransientStatus', () => {
  test.each([408, 425, 429, 500, 502, 503, 504, 520])('%d may pass', (status) => {
    expect(isTransientStatus(status)).toBe(true);
  });

  test.each([200, 301, 400, 401, 403, 404, 410, 451, 501, 505])('%d will not', (status) => {
    expect(isTransientStatus(status)).toBe(false);
  });
});

const FAULTS: readonly Fault[] = [
  { kind: 'http', status: 404 },
  { kind: 'http', status: 599 },
  { kind: 'dns', host: HOST, temporary: false },
  { kind: 'dns', host: HOST, temporary: true },
  ...(['expired', 'not-yet-valid', 'self-signed', 'issuer', 'host', 'protocol', 'http2-only', 'other'] as const).map(
    (reason): Fault => ({ kind: 'tls', host: HOST, reason, code: 'CODE' }),
  ),
  { kind: 'timeout', phase: 'connect', milliseconds: 10_000 },
  { kind: 'timeout', phase: 'answer', milliseconds: 30_000 },
  ...(['refused', 'reset', 'unreachable', 'malformed', 'length', 'headers', 'closed', 'other'] as const).map(
    (reason): Fault => ({ kind: 'connection', reason }),
  ),
  ...(['too-many', 'loop', 'missing', 'unusable'] as const).map(
    (reason): Fault => ({ kind: 'redirects', reason, limit: 10 }),
  ),
  { kind: 'private-address', host: HOST, address: '10.0.0.1' },
  { kind: 'private-address', host: '10.0.0.1', address: '10.0.0.1' },
  { kind: 'too-large', limit: 8 * 2 ** 20 },
  { kind: 'not-html', contentType: 'application/pdf' },
  { kind: 'not-html', contentType: null },
  ...(['unknown', 'corrupt', 'nested'] as const).map((reason): Fault => ({ kind: 'decode', reason, coding: 'gzip' })),
  { kind: 'invalid-target', reason: 'url' },
  { kind: 'invalid-target', reason: 'scheme' },
  { kind: 'internal', detail: 'TypeError: x' },
];

describe('problemOf', () => {
  test.each(FAULTS)('$kind $reason is one line of its own in Chinese', (fault) => {
    const message = problemOf(fault, 'zh').message;
    const same = FAULTS.filter((other) => problemOf(other, 'zh').message === message);
    expect([message, same.length]).toEqual([expect.stringMatching(/^(?!.*undefined).*[\u4e00-\u9fff].*$/), 1]);
  });

  test.each(FAULTS)('$kind $reason is one line of its own in English', (fault) => {
    const message = problemOf(fault, 'en').message;
    const same = FAULTS.filter((other) => problemOf(other, 'en').message === message);
    expect([message, same.length]).toEqual([expect.stringMatching(/^(?!.*undefined)[\x20-\x7e]+$/), 1]);
  });

  test.each<[Fault, string, string]>([
    [{ kind: 'http', status: 404 }, '服务器返回状态码 404（网页不存在）', 'the server answered 404 (Not Found)'],
    [{ kind: 'http', status: 599 }, '服务器返回状态码 599', 'the server answered 599'],
    [{ kind: 'too-large', limit: 8 * 2 ** 20 }, '内容超过上限 8 MiB', 'larger than the limit of 8 MiB'],
    [{ kind: 'too-large', limit: 512 * 1024 }, '内容超过上限 512 KiB', 'larger than the limit of 512 KiB'],
    [
      { kind: 'timeout', phase: 'answer', milliseconds: 2500 },
      '2.5 秒内未能收到完整的网页',
      'no complete answer within 2.5 s',
    ],
  ])('%j', (fault, zh, en) => {
    expect([problemOf(fault, 'zh').message, problemOf(fault, 'en').message]).toEqual([zh, en]);
  });

  test('carries the status of an answer', () => {
    expect(httpProblem(503, 'en')).toEqual({
      kind: 'http',
      status: 503,
      message: 'the server answered 503 (Service Unavailable)',
    });
  });

  test('only what time may mend is transient', () => {
    const kinds = new Set(FAULTS.filter(isTransient).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['connection', 'dns', 'http', 'timeout']);
  });
});
