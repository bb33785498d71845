import { expect, test } from '@jest/globals';
import { CODE_TEXTS } from '../../src/checks/codes/index.js';
import { codeName, messagesIn } from '../../src/report/messages/index.js';

/** Every string of a catalogue with its path; functions are called with sample values. */
function strings(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'function') return [[path, String(value(2, 3))]];
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, member]) => strings(member, `${path}.${key}`));
}

const zhSafe = { ...messagesIn('zh'), quote: (text: string) => text };

test('both catalogues say everything', () => {
  const keys = (language: 'zh' | 'en') =>
    strings({ ...messagesIn(language), quote: '“”' })
      .filter(([, text]) => text.trim() !== '')
      .map(([path]) => path);
  expect(keys('zh')).toEqual(keys('en'));
});

test('Chinese texts use Chinese punctuation', () => {
  const wrong = strings(zhSafe).filter(([, text]) => /[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]/u.test(text));
  expect(wrong).toEqual([]);
});

// The texts of the codes carry examples and are large: a report of one page must not load them for a name.
test.each(['zh', 'en'] as const)('in %s a code has the name that `explain` gives it', (language) => {
  const titles = Object.entries(CODE_TEXTS).map(([code, { title }]) => [code, title[language]]);
  expect(messagesIn(language).codes).toEqual(Object.fromEntries(titles));
});

test('no code is named twice', () => {
  for (const language of ['zh', 'en'] as const) {
    const names = Object.values(messagesIn(language).codes);
    expect(new Set(names).size).toBe(names.length);
  }
});

test.each(['constructor', 'toString', '__proto__', 'own-code'])('the unknown code %s is its own name', (code) => {
  expect(codeName(code, messagesIn('zh'))).toBe(code);
});

test.each([
  ['1', '注明来源', '条款 1（注明来源）'],
  ['footer', '书面授权', '书面授权'],
  ['footer', null, '条款 footer'],
])('the clause %s titled %s is called %s', (id, title, name) => {
  expect(messagesIn('zh').clauseName(id, title)).toBe(name);
});

test('quotation marks inside a quotation become single ones', () => {
  expect(messagesIn('zh').quote('注明“来源”')).toBe('“注明‘来源’”');
});

test.each([
  [1, '1 page checked'],
  [2, '2 pages checked'],
  [12345, '12,345 pages checked'],
])('English counts %d properly', (count, expected) => {
  expect(messagesIn('en').checked(count)).toBe(expected);
});
