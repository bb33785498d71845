import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compilePolicy } from '../../src/policy/compile.js';
import { policyFromYaml } from '../../src/policy/from-yaml.js';
import { builtInNames } from '../../src/policy/rules-folder.js';
import { CHECK_NAMES, CHECKS } from '../../src/policy/vocabulary.js';

describe.each(['policies.md', 'policies.zh-CN.md'])('docs/%s', (file) => {
  const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

  test('shows a whole policy that is right', () => {
    const [, yaml] = /```yaml\n(schemaVersion[\s\S]*?)```/.exec(text) ?? ['', ''];
    const policy = compilePolicy(policyFromYaml(new TextEncoder().encode(yaml), file));
    expect(policy.matchName('伙伴新闻').kind).toBe('publisher');
    expect(policy.rules).toHaveLength(2);
  });

  test('names every check', () => {
    expect(CHECK_NAMES.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every variant and placeholder', () => {
    const codes = Object.values(CHECKS).flatMap((check) => Object.values(check.codes));
    const words = codes.flatMap(({ variants, values }) => [...variants, ...values.map((value) => `{${value}}`)]);
    expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });

  test('says of every policy but the first what it leaves out', () => {
    const others = builtInNames().filter((name) => name !== 'beijiang-news');
    expect(others.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
