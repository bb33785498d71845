import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { PolicyError } from '../../src/policy/error.js';
import { policyFromYaml } from '../../src/policy/from-yaml.js';
import { validatePolicy } from '../../src/policy/validate.js';
import { CHECK_NAMES, CODES } from '../../src/policy/vocabulary.js';

/** A right policy of an invented publisher, one fact a line, so that a test can replace a line. */
const RIGHT = `schemaVersion: 1
id: partner-news
version: "2026-01-31"
title: { zh: 伙伴新闻声明, en: Notice of Partner News }
verified: true
provenance: invented
publisher:
  name: 伙伴新闻
  aliases:
    - { text: 伙伴新闻网, kind: site, policy: warn }
    - { text: 伙伴新闻记者, pattern: "伙伴新闻记者.{0,9}", kind: byline, policy: warn }
  hosts: [partner.example]
  articleUrl:
    paths: ['^/a/[0-9]+\\.html$']
    example: https://www.partner.example/a/1.html
clauses:
  - id: "1"
    title: { zh: 署名, en: Credit }
    text: 转载须注明来源
    obliges: { zh: 注明来源, en: Name the source }
credit:
  wording: 来源：伙伴新闻
  labels: { preferred: 来源 }
authorisation: by-notice
rules:
  - id: editor
    clause: "1"
    check: editor
    help: { zh: 写明编辑, en: Name the editor }
    codes:
      editor-missing:
        severity: info
        message: { zh: 缺少编辑, en: No editor is named }
`;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `line:column message` of every mistake. */
function mistakes(text: string | Uint8Array, language: 'zh' | 'en' = 'en'): string[] {
  try {
    policyFromYaml(typeof text === 'string' ? encode(text) : text, 'p.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error
      .describe(language)
      .replaceAll(/p\.yaml:(?=\d)/g, '')
      .split('\n');
  }
}

function replaced(line: string, by: string): string {
  expect(RIGHT).toContain(line);
  return RIGHT.replace(line, () => by);
}

test('a right policy has no mistake', () => {
  expect(mistakes(RIGHT)).toEqual([]);
});

describe('one mistake, with its place', () => {
  test.each<[kind: string, line: string, by: string, expected: string]>([
    [
      'an unknown key',
      'verified: true',
      'verfied: true\nverified: true',
      '5:1 unknown key "verfied"; did you mean verified?',
    ],
    [
      'an unknown key below',
      '  name: 伙伴新闻',
      '  name: 伙伴新闻\n  host: x',
      '9:3 unknown key "host"; did you mean hosts?',
    ],
    ['a missing key', 'provenance: invented\n', '', '1:1 the file lacks provenance'],
    ['a missing key below', '  wording: 来源：伙伴新闻\n', '', '21:1 credit lacks wording'],
    ['a wrong type', 'verified: true', 'verified: "yes"', '5:11 verified must be true or false'],
    [
      'a map for a list',
      '  hosts: [partner.example]',
      '  hosts: { a: b }',
      '12:10 publisher.hosts must be a list (items that start with -)',
    ],
    [
      'text for a map',
      'title: { zh: 伙伴新闻声明, en: Notice of Partner News }',
      'title: Notice',
      '4:8 title must be a map (key: value)',
    ],
    ['another format version', 'schemaVersion: 1', 'schemaVersion: 2', '1:16 schemaVersion must be 1'],
    ['a bad severity', 'severity: info', 'severity: warn', '32:19 unknown value "warn"; did you mean warning?'],
    [
      'a bad severity, nothing near',
      'severity: info',
      'severity: fatal',
      '32:19 unknown value "fatal"; known: error, review, warning, info, off',
    ],
    [
      'a missing language',
      'help: { zh: 写明编辑, en: Name the editor }',
      'help: { zh: 写明编辑 }',
      '29:5 rules[0].help has no English text (en)',
    ],
    [
      'a missing language of a message',
      '{ zh: 缺少编辑, en: No editor is named }',
      '{ en: No editor is named }',
      '33:9 rules[0].codes.editor-missing.message has no Chinese text (zh)',
    ],
    ['an empty text', 'provenance: invented', 'provenance: ""', '6:13 provenance must have at least 1 characters'],
    ['an unknown check', 'check: editor', 'check: editors', '28:12 unknown value "editors"; did you mean editor?'],
    [
      'a code of another check',
      '      editor-missing:',
      '      author-missing: { severity: info, message: { zh: 无, en: none } }\n      editor-missing:',
      '31:7 check editor has no code author-missing; its codes: editor-missing',
    ],
    ['a code without severity', '        severity: info\n', '', '31:7 code editor-missing has no severity'],
    [
      'a code without message',
      '        message: { zh: 缺少编辑, en: No editor is named }\n',
      '',
      '31:7 code editor-missing has no message',
    ],
    ['a rule without help', '    help: { zh: 写明编辑, en: Name the editor }\n', '', '26:5 this rule has no help'],
    [
      'a check whose codes are not given',
      'No editor is named }\n',
      'No editor is named }\n  - id: author\n    clause: "1"\n    check: author\n    help: { zh: 写明, en: name }\n',
      '34:5 code author-missing of check author is not given: it needs severity and message',
    ],
    [
      'an unknown threshold',
      'authorisation: by-notice',
      'authorisation: by-notice\noriginals: { quoteRuns: 25 }',
      '25:14 unknown key "quoteRuns"; did you mean quoteRun?',
    ],
    [
      'a partial reprint that needs more than a whole one',
      'authorisation: by-notice',
      'authorisation: by-notice\noriginals: { reprintContainment: 0.3, partialContainment: 0.4 }',
      '25:59 partialContainment (0.4) must not exceed reprintContainment (0.3)',
    ],
    ['a clause that does not exist', 'clause: "1"', 'clause: "2"', '27:13 unknown clause "2"; did you mean 1?'],
    [
      'a clause given twice',
      '    obliges: { zh: 注明来源, en: Name the source }',
      '    obliges: { zh: 注明来源, en: Name the source }\n  - { id: "1", title: { zh: 一, en: a }, text: 二, obliges: { zh: 三, en: b } }',
      '21:11 "1" is given twice',
    ],
    [
      'an alias given twice',
      '{ text: 伙伴新闻网, kind: site, policy: warn }',
      '{ text: 伙伴新闻网, kind: site, policy: warn }\n    - { text: 伙伴新闻网, kind: app, policy: warn }',
      '11:15 "伙伴新闻网" is given twice',
    ],
    [
      'a host given twice',
      '[partner.example]',
      '[partner.example, partner.example]',
      '12:28 publisher.hosts lists the same item twice',
    ],
    [
      'a host with a scheme',
      '[partner.example]',
      '["https://partner.example"]',
      '12:11 "https://partner.example" is not written right; an example: news.example.com',
    ],
    ['no host', '[partner.example]', '[]', '12:10 publisher.hosts must not be empty'],
    [
      'a bad regular expression',
      "'^/a/[0-9]+\\.html$'",
      "'^/a/[0-9+\\.html$'",
      '14:13 bad regular expression: Unterminated character class',
    ],
    [
      '\\w in a pattern',
      "'^/a/[0-9]+\\.html$'",
      "'^/a/\\w+\\.html$'",
      '14:13 \\w is not allowed in a pattern: it only knows ASCII letters and fails on Chinese; use \\p{L} or name the characters',
    ],
    [
      '\\b in a pattern',
      '"伙伴新闻记者.{0,9}"',
      "'伙伴新闻\\b.*'",
      '11:32 \\b is not allowed in a pattern: it only knows ASCII letters and fails on Chinese; use \\p{L} or name the characters',
    ],
    [
      'a path pattern without anchors',
      "'^/a/[0-9]+\\.html$'",
      "'/a/[0-9]+'",
      '14:13 a pattern for article paths must start with ^ and end with $',
    ],
    [
      'a path pattern of a platform without anchors',
      'authorisation: by-notice',
      'link: { platformArticles: [{ hosts: [notes.example], paths: [/n/] }] }\nauthorisation: by-notice',
      '24:62 a pattern for article paths must start with ^ and end with $',
    ],
    [
      'an example that is no article',
      '/a/1.html',
      '/b/1.html',
      '15:14 the example does not fit paths and identityParameters',
    ],
    [
      'an example on another host',
      'https://www.partner.example/',
      'https://other.example/',
      "15:14 the example's host other.example is not among hosts",
    ],
    ['an example that is no URL', 'https://www.partner.example/a/1.html', 'https://', '15:14 the example is not a URL'],
    [
      'an unknown placeholder',
      'en: No editor is named',
      'en: "{exspected} is missing"',
      '33:34 unknown placeholder "exspected"; did you mean expected?',
    ],
    [
      'an unknown option',
      '    check: editor',
      '    check: editor\n    options: { where: tail }',
      '29:16 unknown option "where"',
    ],
    [
      'an unknown variant',
      'severity: info',
      'severity: info\n        variants: { alias: { severity: info } }',
      '33:21 unknown variant "alias"',
    ],
    [
      'an unknown base',
      'id: partner-news',
      'id: partner-news\nbasedOn: beijing-news',
      '3:10 unknown policy "beijing-news"; did you mean beijiang-news?',
    ],
    [
      'an id with blanks',
      'id: partner-news',
      'id: Partner News',
      '2:5 "Partner News" is not written right; an example: my-news',
    ],
    [
      'a profile that raises an unknown code',
      'authorisation: by-notice',
      'authorisation: by-notice\nprofiles: { strict: { description: { zh: 严, en: s }, raise: { credit-forms: error } } }',
      '25:63 unknown code "credit-forms"; did you mean credit-form?',
    ],
    [
      'a law with a publisher',
      'id: partner-news',
      'id: partner-news\nkind: law',
      '8:1 a policy of kind law has no publisher: remove it',
    ],
    [
      'a key given twice',
      'verified: true',
      'verified: true\nverified: false',
      '6:1 this key is given twice: keep one of them',
    ],
    [
      'a severity that is no text',
      'severity: info',
      'severity: [info]',
      '32:19 rules[0].codes.editor-missing.severity must be one of error, review, warning, info, off',
    ],
    [
      'two documents',
      'authorisation: by-notice',
      '---\nauthorisation: by-notice',
      '24:1 one file holds one document: remove the ---',
    ],
  ])('%s', (_, line, by, expected) => {
    expect(mistakes(replaced(line, by))).toContain(expected);
  });
});

describe('what is no policy at all', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'p.yaml: the file must be a map (key: value)'],
    ['a list', '- a\n- b\n', '1:1 the file must be a map (key: value)'],
    ['broken YAML', 'id: [a, b\nname: x\n', 'not valid YAML'],
    ['a tab for indentation', 'publisher:\n\tname: x\n', 'not valid YAML'],
    ['an alias to nothing', 'id: *nothing\n', 'bad YAML alias'],
    ['GB18030', new Uint8Array([0x69, 0x64, 0x3a, 0x20, 0xb1, 0xb1]), 'p.yaml: not UTF-8: save the file as UTF-8'],
    ['a huge file', new Uint8Array((1 << 20) + 1), 'p.yaml: larger than 1 MiB: this is no policy file'],
  ])('%s', (_, text, expected) => {
    expect(mistakes(text).join('\n')).toContain(expected);
  });

  test('nested aliases do not exhaust memory', () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
    expect(mistakes(`l0: &l0 [x]\n${levels.join('\n')}\n`).join('\n')).toContain('bad YAML alias');
  });
});

test('every mistake of a file is listed, in file order, once', () => {
  const bad = RIGHT.replace('verified: true', 'verfied: true')
    .replace('policy: warn }', 'policy: wran }')
    .replace("'^/a/[0-9]+\\.html$'", () => "'^/a/\\w+$'")
    .replace('clause: "1"', 'clause: one')
    .replace(', en: Name the editor', '')
    .replace('severity: info', 'severity: fine');
  expect(mistakes(bad).map((mistake) => mistake.split(' ')[0])).toEqual([
    '1:1',
    '5:1',
    '10:42',
    '14:13',
    '27:13',
    '29:5',
    '32:19',
  ]);
});

test('mistakes are told in Chinese too', () => {
  expect(mistakes(replaced('severity: info', 'severity: warn'), 'zh')).toEqual([
    '32:19 无法识别的值“warn”，是不是 warning？',
  ]);
});

test('positions hold in files with CRLF and a byte order mark', () => {
  const windows = `\uFEFF${replaced('severity: info', 'severity: warn')}`.replaceAll('\n', '\r\n');
  expect(mistakes(windows)[0]).toMatch(/^32:19 /);
});

test('a file based on another policy needs no codes of its own', () => {
  const codes = RIGHT.slice(RIGHT.indexOf('    help:'));
  const short = replaced('id: partner-news', 'id: partner-news\nbasedOn: beijiang-news').replace(codes, '');
  expect(mistakes(short)).toEqual([]);
});

test('two policies based on each other end', () => {
  const schema = JSON.parse(readFileSync(new URL('../../rules/policy.schema.json', import.meta.url), 'utf8'));
  const text = replaced('id: partner-news', 'id: partner-news\nbasedOn: partner-news');
  const read = () =>
    validatePolicy(text, { file: 'p.yaml', schema, lookUpBase: () => null, baseNames: ['partner-news'] });
  expect(read).toThrow(PolicyError);
});

describe('whatever the file holds, the answer is a policy or a list of mistakes in it', () => {
  const lines = RIGHT.split('\n').length;

  /** Fails on any other error, and on places outside the file. */
  function isAnswered(text: string, lastLine: number): boolean {
    try {
      policyFromYaml(encode(text), 'p.yaml');
      return true;
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      return (
        error.mistakes.length > 0 &&
        error.mistakes.every(({ position }) => position === null || (position.line >= 1 && position.line <= lastLine))
      );
    }
  }

  test('a right file with a piece cut out and another put in', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '',
        ':',
        '- ',
        '{',
        '[',
        '"',
        "'",
        '&a ',
        '*a',
        '!!x ',
        '\t',
        '\n',
        '---\n',
        'null',
        '1',
        '#',
        '<<: ',
        '? ',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.nat(RIGHT.length), fc.nat(20), piece, (start, length, put) => {
        const text = RIGHT.slice(0, start) + put + RIGHT.slice(start + length);
        return isAnswered(text, lines + put.split('\n').length);
      }),
      { numRuns: 200 },
    );
  });

  test('a right file with any value in any place', () => {
    const right = parse(RIGHT);
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (path.length > 0) paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, child] of Object.entries(value))
        walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    walk(right, []);
    const value = fc.oneof(
      fc.constantFrom(null, '', [], {}, [null], [[]], 0, true, '(', 'editor-missing'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, put) => {
        const copy = structuredClone(right);
        const parent = path.slice(0, -1).reduce((node, step) => node[step], copy);
        parent[path[path.length - 1]] = put;
        const text = JSON.stringify(copy, null, 1);
        return isAnswered(text, text.split('\n').length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the schema for editors', () => {
  const schema = JSON.parse(readFileSync(new URL('../../rules/policy.schema.json', import.meta.url), 'utf8'));

  test('knows the checks of the vocabulary', () => {
    expect(schema.$defs.rule.properties.check.enum).toEqual(CHECK_NAMES);
  });

  test('knows the codes of the vocabulary', () => {
    expect(schema.$defs.rule.properties.codes.propertyNames.enum).toEqual(CODES);
    expect(schema.properties.profiles.additionalProperties.properties.raise.propertyNames.enum).toEqual(CODES);
  });
});
