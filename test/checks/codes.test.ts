import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { VERDICTS } from '../../src/audit/types.js';
import { codesDocument } from '../../src/checks/codes/document.js';
import { CODE_TEXTS, CODES, type Example, explainCode, type Given } from '../../src/checks/codes/index.js';
import { TITLE } from '../../src/checks/codes/pieces.js';
import { VERDICT_TEXTS } from '../../src/checks/codes/verdicts.js';
import { CHECKS } from '../../src/checks/index.js';
import type { Authorisation, Comparison, OriginalFacts, SourceList } from '../../src/checks/types.js';
import { compareTexts, compareTitles } from '../../src/originals/index.js';
import type { PlatformData } from '../../src/page/platform.js';
import { readPage } from '../../src/page/read.js';
import type { Page } from '../../src/page/types.js';
import { loadPolicy, loadPolicyData } from '../../src/policy/load.js';
import { vocabularyOf } from '../../src/policy/reading.js';
import type { Policy } from '../../src/policy/types.js';
import { checkOfCode, CHECKS as VOCABULARY } from '../../src/policy/vocabulary.js';

/** Codes that no check emits from a page by itself, with who does. Their examples are read, not run. */
const NOT_FROM_A_PAGE: Readonly<Record<string, string>> = {
  'auth-unknown': 'the audit, once a run',
  'link-dead': 'whoever follows links',
};

const WECHAT: PlatformData = {
  id: 'weixin',
  name: '微信',
  hosts: ['mp.weixin.qq.com'],
  markers: ['#js_name'],
  account: ['#js_name'],
};

/** The notice first; the law has rules that no notice has. */
let policies: readonly Policy[];
beforeAll(async () => {
  policies = [await loadPolicy('beijiang-news'), await loadPolicy('reprint-law')];
});

function originalOf(given: Given | undefined): OriginalFacts | null {
  if (given?.original === undefined) return null;
  const unknown = { sourceName: null, sourceLabel: null, author: null, editor: null, published: null };
  return { url: null, title: TITLE, text: '', by: 'given', ...unknown, ...given.original };
}

function comparisonOf(original: OriginalFacts | null, page: Page): Comparison | null {
  if (original === null || original.text === '') return null;
  const { change } = compareTitles(original.title, page.title);
  const text = page.blocks.map((block) => block.text).join('\n');
  const { sentences } = compareTexts(original.text, text);
  const altered = sentences.filter(({ fate }) => fate !== 'kept');
  const changes = altered.map((sentence) => ({
    text: original.text.slice(sentence.original.start, sentence.original.end),
    span: null,
  }));
  return { title: change === 'extended' ? 'rewritten' : change, changes };
}

function authorisationOf({ url, licences, today }: Given = {}): Authorisation | null {
  if (licences === undefined || url === undefined) return null;
  const { hostname: host } = new URL(url);
  const entry = licences.find((licence) => licence.host === host);
  if (entry === undefined) return { kind: 'none', host };
  const { until } = entry;
  return until !== null && until < (today ?? '') ? { kind: 'expired', host, until } : { kind: 'authorised' };
}

function sourceListOf({ sourceList }: Given = {}): SourceList | null {
  if (sourceList === undefined) return null;
  const { date, listed, frozen } = sourceList;
  const stateOf = (name: string) => (listed.includes(name) ? 'listed' : frozen.includes(name) ? 'frozen' : 'unlisted');
  return { date, stateOf };
}

/** Codes that the check of `code` finds in an example. */
function run(code: string, { html, given }: Example): string[] {
  const name = checkOfCode(code) ?? '';
  const check = CHECKS.get(name);
  const policy = policies.find(({ rules }) => rules.some(({ data }) => data.check === name));
  const rule = policy?.rules.find(({ data }) => data.check === name);
  if (check === undefined || policy === undefined || rule === undefined) throw new Error(`nobody checks ${code}`);
  const document = `<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>${TITLE}</title></head>\n<body>\n${html}\n</body></html>`;
  const page = readPage(document, { url: given?.url ?? null, vocabulary: vocabularyOf([policy]), platforms: [WECHAT] });
  const original = originalOf(given);
  const comparison = comparisonOf(original, page);
  const sourceList = sourceListOf(given);
  const authorisation = authorisationOf(given);
  const findings = check.run({ page, policy, rule, original, comparison, authorisation, sourceList });
  return findings.map((finding) => finding.code).sort();
}

const onPages = CODES.filter((code) => !Object.hasOwn(NOT_FROM_A_PAGE, code));

describe('the example', () => {
  test.each(onPages)('of what is wrong gives %s and nothing else of its check', (code) => {
    const { bad } = CODE_TEXTS[code];
    expect(run(code, bad)).toEqual([code, ...(bad.beside ?? [])].sort());
  });

  test.each(onPages)('of what is right gives nothing of the check of %s', (code) => {
    expect(run(code, CODE_TEXTS[code].good)).toEqual([]);
  });
});

describe('the vocabulary of policies', () => {
  test('names the checks there are', () => {
    expect([...CHECKS.keys()].sort()).toEqual(Object.keys(VOCABULARY).sort());
  });

  test.each([...CHECKS.values()].map((check) => [check.name, check] as const))(
    'names the codes of %s',
    (name, check) => {
      expect([...check.codes].sort()).toEqual(Object.keys(VOCABULARY[name].codes).sort());
    },
  );
});

describe('every code', () => {
  test('is explained, and nothing else is', () => {
    expect(Object.keys(CODE_TEXTS).sort()).toEqual([...CODES].sort());
  });

  test.each(CODES)('%s has its words in both languages', (code) => {
    const { title, meaning, mend } = CODE_TEXTS[code];
    for (const text of [title, meaning, mend]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[\p{ASCII}\p{P}\p{Script=Han}]+$/u);
    }
  });
});

test('an unknown code has no explanation', () => {
  expect([explainCode('credit-mising', 'zh'), explainCode('constructor', 'zh')]).toEqual([undefined, undefined]);
});

test('every verdict is explained', () => {
  expect(Object.keys(VERDICT_TEXTS).sort()).toEqual([...VERDICTS].sort());
});

describe('the documentation', () => {
  test.each([
    ['en', 'codes.md'],
    ['zh', 'codes.zh-CN.md'],
  ] as const)('in %s is up to date: run `node tools/docs.mjs` after a build', async (language, file) => {
    const written = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
    expect(written).toBe(
      codesDocument(language, [await loadPolicyData('beijiang-news'), await loadPolicyData('reprint-law')]),
    );
  });
});
