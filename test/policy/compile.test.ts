import { beforeAll, describe, expect, test } from '@jest/globals';
import { compilePolicy } from '../../src/policy/compile.js';
import { loadPolicyData } from '../../src/policy/load.js';
import type { Policy, PolicyData, Rule } from '../../src/policy/types.js';

let data: PolicyData;
beforeAll(async () => {
  data = await loadPolicyData('beijiang-news');
});

function ruleOf(policy: Policy, id: string): Rule {
  const rule = policy.rules.find((candidate) => candidate.data.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

describe('severityOf', () => {
  test('is what the policy says', () => {
    expect(ruleOf(compilePolicy(data), 'credit').severityOf('credit-form')).toBe('warning');
  });

  test('is the variant’s where the policy rates it', () => {
    const rule = ruleOf(compilePolicy(data), 'credit');
    expect(rule.severityOf('credit-form', 'traditional')).toBe('info');
    expect(rule.severityOf('credit-multiple', 'open')).toBe('review');
  });

  test('is the code’s for a variant without one, and for an unknown variant', () => {
    const rule = ruleOf(compilePolicy(data), 'credit');
    expect([rule.severityOf('credit-form', 'alias'), rule.severityOf('credit-form', 'other')]).toEqual([
      'warning',
      'warning',
    ]);
  });

  test('strict raises the warnings about form, and nothing else', () => {
    const policy = compilePolicy(data, { profile: 'strict' });
    const raised = policy.rules.flatMap((rule) =>
      Object.entries(rule.data.codes).flatMap(([code, { severity }]) =>
        rule.severityOf(code) === severity ? [] : code,
      ),
    );
    expect(raised).toEqual([
      'credit-form',
      'credit-unlabelled',
      'link-plain-text',
      'link-indirect',
      'link-platform-copy',
    ]);
    expect(ruleOf(policy, 'credit').severityOf('credit-form', 'traditional')).toBe('info');
  });

  test('the user’s own severities win over everything', () => {
    const policy = compilePolicy(data, { profile: 'strict', severities: { 'credit-form': 'off' } });
    const rule = ruleOf(policy, 'credit');
    expect([rule.severityOf('credit-form'), rule.severityOf('credit-form', 'traditional')]).toEqual(['off', 'off']);
  });

  test('a code the rule does not know is a bug, not a finding', () => {
    expect(() => ruleOf(compilePolicy(data), 'credit').severityOf('link-dead')).toThrow(/credit.*link-dead/);
  });
});

describe('messageOf', () => {
  test('fills in what the finding and the policy say', () => {
    const rule = ruleOf(compilePolicy(data), 'credit');
    const values = { expected: '来源:北疆新闻', found: '来源: 新京报' };
    expect(rule.messageOf('credit-wrong', 'zh', values)).toBe('来源写的是“来源: 新京报”，应为“来源:北疆新闻”');
  });

  test('uses the words of the variant, in the chosen language', () => {
    const rule = ruleOf(compilePolicy(data), 'credit');
    const values = { found: '转自：北疆新闻', variant: 'label' };
    expect(rule.messageOf('credit-form', 'en', values)).toBe(
      '“转自：北疆新闻” uses another label; the notice words it “来源:北疆新闻”',
    );
  });

  test('text from a page is not read as a template', () => {
    const rule = ruleOf(compilePolicy(data), 'credit');
    expect(rule.messageOf('credit-hidden', 'en', { found: '{email} {found} $&' })).toContain('“{email} {found} $&”');
  });

  test('every placeholder of every message is one that policy or finding fills', () => {
    const policy = compilePolicy(data);
    const values = {
      expected: 'e',
      found: 'f',
      host: 'h',
      until: 'u',
      from: 'f',
      signs: 's',
      status: '404',
      changes: 'c',
      platform: 'p',
    };
    const left = policy.rules.flatMap((rule) =>
      Object.entries(rule.data.codes).flatMap(([code, { variants }]) =>
        ['', ...Object.keys(variants ?? {})].map((variant) => rule.messageOf(code, 'zh', { ...values, variant })),
      ),
    );
    expect(left.filter((message) => /[{}]/.test(message))).toEqual([]);
  });
});

test('accounts: an id decides where the list has one, the name where it has none', () => {
  const accounts = [
    { platform: 'weixin', id: 'gh_1', name: '北疆新闻' },
    { platform: 'weibo', name: '北疆新闻' },
  ];
  const policy = compilePolicy({ ...data, publisher: { ...data.publisher, accounts } });
  expect(policy.ownsAccount('weixin', { id: 'gh_1', name: '改了名' })).toBe(true);
  expect(policy.ownsAccount('weixin', { id: 'gh_2', name: '北疆新闻' })).toBe(false);
  expect(policy.ownsAccount('weixin', { id: null, name: '北疆新闻' })).toBe(false);
  expect(policy.ownsAccount('weibo', { id: null, name: '北疆新聞' })).toBe(true);
  expect(policy.ownsAccount('toutiao', { id: null, name: '北疆新闻' })).toBe(false);
});

test('clauses are found by id', () => {
  const policy = compilePolicy(data);
  expect(policy.clause('1')?.text).toContain('并附上原文链接');
  expect(policy.clause('9')).toBeUndefined();
});

test('a compiled policy cannot be changed', () => {
  const policy = compilePolicy(data);
  expect(Object.isFrozen(policy) && Object.isFrozen(policy.rules) && policy.rules.every(Object.isFrozen)).toBe(true);
});
