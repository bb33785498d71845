import { describe, expect, test } from '@jest/globals';
import { PolicyError } from '../../src/policy/error.js';
import { policyFromYaml } from '../../src/policy/from-yaml.js';
import { loadPolicyData } from '../../src/policy/load.js';
import { loadPlatforms } from '../../src/policy/platforms.js';
import { builtInNames } from '../../src/policy/rules-folder.js';
import { validatePlatforms } from '../../src/policy/validate-platforms.js';

function mistakesOf(text: string): string[] {
  try {
    validatePlatforms(text, 'p.yaml');
  } catch (error) {
    if (error instanceof PolicyError) return error.describe('en').split('\n');
    throw error;
  }
  throw new Error('the platforms were taken');
}

const RIGHT = `schemaVersion: 1
platforms:
  - id: notes
    name: 小记
    hosts: [notes.example]
    account: ["#by > a.name"]
    accountPaths: [/u/]
`;

test('a right file is read, what it leaves out being empty', () => {
  expect(validatePlatforms(RIGHT, 'p.yaml')).toEqual([
    {
      id: 'notes',
      name: '小记',
      hosts: ['notes.example'],
      markers: [],
      account: ['#by > a.name'],
      accountPaths: ['/u/'],
    },
  ]);
});

describe('a mistake is shown with its place', () => {
  test.each([
    ['an unknown key', RIGHT.replace('hosts:', 'host:'), 'p.yaml:5:5 unknown key "host"; did you mean hosts?'],
    [
      'a selector beyond the few',
      RIGHT.replace('#by > a.name', 'a[href]'),
      'p.yaml:6:15 the selector "a[href]" is not understood',
    ],
    [
      'an address for a host',
      RIGHT.replace('[notes.example]', '["https://notes.example/"]'),
      'p.yaml:5:13 "https://notes.example/" is no host name',
    ],
    ['a path without its end', RIGHT.replace('/u/', '/u'), 'p.yaml:7:20 the path "/u" must start and end with /'],
    [
      'a pattern for a variable',
      `${RIGHT}    accountId: ["id.*"]\n`,
      'p.yaml:8:17 "id.*" is no name of a script variable',
    ],
    ['a text for a list', RIGHT.replace('["#by > a.name"]', '"#by"'), 'p.yaml:6:14 account must be a list'],
    ['no way to know it', RIGHT.replace(/ {4}hosts.*\n/, ''), 'p.yaml:3:5 needs hosts or markers'],
    ['no account', RIGHT.replace(/ {4}account:.*\n/, ''), 'p.yaml:3:5 needs account or accountVariables'],
    ['no name', RIGHT.replace(/ {4}name.*\n/, ''), 'p.yaml:3:5 name is missing'],
    [
      'a key beside the list',
      `${RIGHT}plattforms: []\n`,
      'p.yaml:8:1 unknown key "plattforms"; did you mean platforms?',
    ],
    ['bad YAML', 'platforms: [', 'p.yaml:1:'],
  ])('%s', (_, text, message) => {
    const mistakes = mistakesOf(text);
    expect(mistakes.some((mistake) => mistake.startsWith(message))).toBe(true);
  });
});

test('all of them at once', () => {
  expect(mistakesOf(RIGHT.replace('hosts:', 'host:').replace('#by > a.name', 'a[href]'))).toHaveLength(3);
});

test('the platforms that ship include those clerks ask for', async () => {
  const ids = new Set((await loadPlatforms()).map(({ id }) => id));
  expect([...ids].sort()).toEqual(
    ['baijiahao', 'ifeng', 'netease', 'qq', 'sina', 'sohu', 'thepaper', 'toutiao', 'wechat', 'weibo'].sort(),
  );
});

test('own accounts of the policies that ship are on known platforms', async () => {
  const ids = (await loadPlatforms()).map(({ id }) => id);
  const policies = await Promise.all(builtInNames().map(loadPolicyData));
  const named = policies.flatMap(({ publisher }) => publisher.accounts.map(({ platform }) => platform));
  expect(named.filter((platform) => !ids.includes(platform))).toEqual([]);
});

test('an own account on an unknown platform is a mistake of the policy', () => {
  const yaml = `schemaVersion: 1
id: notes
basedOn: beijiang-news
version: "2026-01-31"
title: { zh: 小记, en: Notes }
verified: true
provenance: invented
publisher:
  name: 小记
  hosts: [notes.example]
  accounts:
    - { platform: weixin, name: 小记 }
  articleUrl: { paths: ['^/a$'], example: https://notes.example/a }
clauses: [{ id: "1", title: { zh: 一, en: one }, text: 注明来源, obliges: { zh: 注明, en: credit } }]
credit: { wording: 来源：小记, labels: { preferred: 来源 } }
authorisation: by-notice
rules: [{ id: credit, clause: "1", check: credit }]
`;
  expect(() => policyFromYaml(new TextEncoder().encode(yaml), 'notes.yaml')).toThrow(
    'notes.yaml:12:19 unknown platform "weixin"',
  );
});
