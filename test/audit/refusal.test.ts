import { beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditOptions, auditFetched } from '../../src/audit/page.js';
import { loadPolicies } from '../../src/policy/load.js';

const CHALLENGE =
  '<!DOCTYPE html><title>安全验证</title><body><p>您的访问行为存在异常，请输入验证码后继续访问。</p><input name="captcha">';
const PLAIN = '<!DOCTYPE html><title>503</title><h1>503</h1><p>服务暂时不可用，请稍后再试。</p>';
const SIGN_IN = '<!DOCTYPE html><title>404</title><p>页面不存在</p><form>登录：<input> 验证码<input></form>';

let options: AuditOptions;
beforeAll(async () => {
  options = { policies: await loadPolicies('beijiang-news'), language: 'en' };
});

function problemOfRefusal(status: number, body: string | Uint8Array, contentType = 'text/html; charset=utf-8') {
  const url = 'http://news.partner.example/1.html';
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const answer = { bytes, url, contentType, hops: [] };
  const problem = { kind: 'http' as const, message: `HTTP ${status}`, status };
  const page = auditFetched('1.html', { ok: false, problem, url, hops: [], answer }, options);
  return { verdict: page.verdict, kind: page.problem?.kind, status: page.problem?.status };
}

describe('the page of a refusal', () => {
  test.each([
    [403, CHALLENGE, 'blocked'],
    [429, CHALLENGE, 'blocked'],
    [503, CHALLENGE, 'blocked'],
    [412, CHALLENGE, 'blocked'],
    [503, PLAIN, 'http'],
    [403, '', 'http'],
    // What is gone is gone, whatever form the site puts on its page.
    [404, SIGN_IN, 'http'],
    [410, CHALLENGE, 'http'],
  ] as const)('status %i, %j: %s', (status, body, kind) => {
    expect(problemOfRefusal(status, body)).toEqual({ verdict: 'unaudited', kind, status });
  });

  test('bytes in no encoding stay a refusal', () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256);
    expect(problemOfRefusal(503, noise).kind).toBe('http');
  });
});
