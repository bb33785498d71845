import { describe, expect, test } from '@jest/globals';
import { mergeLaws } from '../../src/audit/merge.js';
import { auditFetched } from '../../src/audit/page.js';
import type { Finding } from '../../src/audit/types.js';
import { loadPolicies } from '../../src/policy/load.js';
import type { Severity } from '../../src/policy/types.js';
import { document } from '../checks/support.js';

/** `policy code severity`, as findings. */
function merged(...lines: string[]): string[] {
  const findings = lines.map((line) => {
    const [policy, code, severity] = line.split(' ');
    return { policy, code, severity: severity as Severity } as Finding;
  });
  return mergeLaws(findings, new Set(['law', 'rule'])).map(
    ({ policy, code, severity }) => `${policy} ${code} ${severity}`,
  );
}

describe('a fact that a notice and a law both tell is told once', () => {
  test.each([
    [
      'equals: the notice’s',
      ['news title-changed warning', 'law title-changed warning'],
      ['news title-changed warning'],
    ],
    [
      'the law’s first: the notice’s',
      ['law title-changed warning', 'news title-changed warning'],
      ['news title-changed warning'],
    ],
    [
      'the graver one: the notice’s',
      ['news credit-missing error', 'law credit-missing warning'],
      ['news credit-missing error'],
    ],
    [
      'the graver one: the law’s',
      ['news editor-missing info', 'law editor-missing warning'],
      ['law editor-missing warning'],
    ],
    ['by another code', ['news link-missing error', 'law source-untraceable warning'], ['news link-missing error']],
    [
      'by another code of less weight: both',
      ['news link-plain-text info', 'law source-untraceable warning'],
      ['news link-plain-text info', 'law source-untraceable warning'],
    ],
    ['a hidden credit', ['news credit-hidden error', 'law credit-missing warning'], ['news credit-hidden error']],
    [
      'two laws: the first',
      ['law editor-missing warning', 'rule editor-missing warning'],
      ['law editor-missing warning'],
    ],
    [
      'two notices: both',
      ['news credit-missing error', 'other credit-missing error'],
      ['news credit-missing error', 'other credit-missing error'],
    ],
    [
      'two facts: both',
      ['news credit-wrong error', 'law editor-missing warning'],
      ['news credit-wrong error', 'law editor-missing warning'],
    ],
  ])('%s', (_, findings, left) => {
    expect(merged(...findings)).toEqual(left);
  });
});

test('a page checked against the notice and the law says each thing once', async () => {
  const policies = await loadPolicies('beijiang-news,reprint-law');
  const bytes = new TextEncoder().encode(document({ line: '浏览：128' }));
  const fetched = { bytes, url: 'https://news.partner.example/1', contentType: null, hops: [] };
  const { findings } = auditFetched('page', { ok: true, fetched }, { policies, language: 'zh' });
  expect(findings.map(({ policy, code, severity }) => `${policy} ${code} ${severity}`)).toEqual([
    'beijiang-news credit-missing error',
    'beijiang-news link-missing error',
    'reprint-law editor-missing warning',
  ]);
});
