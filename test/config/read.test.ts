import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../src/checks/index.js';
import { ConfigError } from '../../src/config/error.js';
import { CONFIG_SCHEMA, readConfig } from '../../src/config/read.js';
import { configTemplate } from '../../src/config/template.js';
import { builtInNames } from '../../src/policy/rules-folder.js';

const read = (text: string) => readConfig(text, { file: 'c.yaml', policyNames: builtInNames() });

function mistakesOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.describe('en').split('\n');
    throw error;
  }
  return [];
}

test('every setting is read as it is written', () => {
  const data = {
    language: 'zh',
    policy: 'beijiang-news,./own.yaml',
    profile: 'strict',
    targets: [{ path: 'public/**/*.html', url: 'https://news.partner.example/', failOn: 'warning' }],
    severities: { 'editor-missing': 'off' },
    formats: ['text', 'sarif=out.sarif'],
    failOn: 'error',
    allow: ['review'],
    politeness: { contact: 'a@b.example', delay: 0, hosts: [{ host: '*.slow.example', delay: 2000, connections: 1 }] },
    licences: 'l.csv',
    originals: 'index',
    sourceList: 'sources.csv',
    baseline: 'b.json',
    suppressions: [{ target: 'old/**', code: 'mirror', reason: 'agreed', expires: '2027-06-30' }],
  };
  expect(read(JSON.stringify(data))).toEqual(data);
});

test.each([
  ['nothing', ''],
  ['comments only', '# nothing yet\n'],
  ['a byte order mark', '\uFEFFlanguage: zh\n'],
  ['a $schema key', '{"$schema": "./x.json"}'],
])('a file with %s is right', (_, text) => {
  expect(mistakesOf(text)).toEqual([]);
});

test.each([
  ['an unknown key', 'polisy: x\n', 'c.yaml:1:1 unknown key "polisy"; did you mean policy?'],
  ['a misspelt index of originals', 'orginals: x\n', 'c.yaml:1:1 unknown key "orginals"; did you mean originals?'],
  ['an index of originals that is no path', 'originals: [a]\n', 'c.yaml:1:12 originals must be text'],
  ['an unknown key inside', 'politeness:\n  delai: 3\n', 'c.yaml:2:3 unknown key "delai"; did you mean delay?'],
  [
    'an unknown code',
    'severities:\n  link-mising: off\n',
    'c.yaml:2:3 unknown code "link-mising"; did you mean link-missing?',
  ],
  ['an unknown severity', 'failOn: eror\n', 'c.yaml:1:9 unknown value "eror"; did you mean error?'],
  ['a number for a text', 'policy: 3\n', 'c.yaml:1:9 policy must be text'],
  ['a text for a number', 'politeness: { delay: fast }\n', 'c.yaml:1:22 politeness.delay must be a whole number'],
  ['a text for a list', 'formats: text\n', 'c.yaml:1:10 formats must be a list (items that start with -)'],
  ['a list for the whole', '- policy\n', 'c.yaml:1:1 the file must be a map (key: value)'],
  ['a number too small', 'politeness: { connections: 0 }\n', 'c.yaml:1:28 politeness.connections must be at least 1'],
  ['an unknown format', 'formats: [sarf=x]\n', 'c.yaml:1:11 unknown format "sarf"; did you mean sarif?'],
  ['a format without its file', 'formats: ["sarif="]\n', 'c.yaml:1:11 no file name after sarif='],
  [
    'an unknown policy',
    'policy: beijing-news\n',
    'c.yaml:1:9 unknown policy "beijing-news"; did you mean beijiang-news?',
  ],
  ['a target without path', 'targets:\n  - policy: beijiang-news\n', 'c.yaml:2:5 targets[0] lacks path'],
  [
    'an open bracket in a pattern',
    'targets:\n  - path: "a/{b"\n',
    'c.yaml:2:11 a bracket of the pattern "a/{b" is never closed',
  ],
  ['backslashes in a path', 'targets:\n  - path: public\\news\n', 'c.yaml:2:11 separate folders with /, not with \\'],
  [
    'a suppression without a reason',
    'suppressions:\n  - { target: a, code: mirror }\n',
    'c.yaml:2:5 suppressions[0] lacks reason',
  ],
  [
    'a suppression with an empty reason',
    'suppressions:\n  - { target: a, code: mirror, reason: " " }\n',
    'c.yaml:2:40 " " is not written right; an example: 2019 年的旧稿，已与对方书面说明',
  ],
  [
    'a day that does not exist',
    'suppressions:\n  - { target: a, code: mirror, reason: x, expires: 2026-02-30 }\n',
    'c.yaml:2:52 there is no day 2026-02-30',
  ],
  [
    'a key given twice',
    'policy: beijiang-news\npolicy: beijiang-news\n',
    'c.yaml:2:1 this key is given twice: keep one of them',
  ],
])('%s is told with its place', (_, text, expected) => {
  expect(mistakesOf(text)).toEqual([expected]);
});

test('all mistakes come at once, in file order', () => {
  const text = 'failOn: x\nlanguage: fr\nnothing: 1\nformats: [pdf]\n';
  expect(mistakesOf(text).map((line) => line.slice(0, 8))).toEqual(['c.yaml:1', 'c.yaml:2', 'c.yaml:3', 'c.yaml:4']);
});

test('broken YAML is told with its place', () => {
  expect(mistakesOf('policy: [a\nfailOn: error\n')[0]).toMatch(/^c\.yaml:\d+:\d+ not valid YAML: /);
});

test('an error carries exit code 2', () => {
  expect(() => read('x: 1')).toThrow(expect.objectContaining({ exitCode: 2 }));
});

describe('the schema', () => {
  const schema = JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8'));
  const codes = [...CHECKS.values()].flatMap((check) => check.codes).sort();

  test('knows exactly the codes that checks have', () => {
    expect([...schema.$defs.codes.enum].sort()).toEqual(codes);
  });
});

describe.each(['zh', 'en'] as const)('the file that init writes (%s)', (language) => {
  const template = configTemplate(language, './schema.json');

  test('is right', () => {
    expect(read(template)).toMatchObject({ language, policy: 'beijiang-news', failOn: 'error' });
  });

  test('is right with every setting switched on', () => {
    const all = template.replace(/^# ( *(?:- )?[a-zA-Z-]+: ?.*)$/gm, (line, setting) =>
      /^(?:yaml-language-server)/.test(setting) ? line : setting,
    );
    expect(Object.keys(read(all)).sort()).toEqual(
      [
        ...['language', 'policy', 'profile', 'targets', 'failOn', 'allow', 'severities', 'formats', 'baseline'],
        ...['suppressions', 'licences', 'originals', 'sourceList', 'politeness'],
      ].sort(),
    );
  });

  test('points editors to the schema in its first line', () => {
    expect(template.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
  });
});
