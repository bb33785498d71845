import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditOptions, auditFetched } from '../../src/audit/page.js';
import { thresholdsOf } from '../../src/audit/scope.js';
import type { AuditedPage } from '../../src/audit/types.js';
import { originalsAudit } from '../../src/audit/with-originals.js';
import {
  addArticles,
  DEFAULT_THRESHOLDS,
  findOriginal,
  type OriginalsReader,
  openOriginals,
} from '../../src/originals/index.js';
import { compilePolicy } from '../../src/policy/compile.js';
import { loadPolicies } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { ARTICLE, LIBRARY, pageOf, RIVER } from '../cli/originals-pages.js';
import { stripPunctuation, traditional } from '../originals/alterations.js';

let folder: string;
let index: OriginalsReader;
let policies: readonly Policy[];

beforeAll(async () => {
  policies = await loadPolicies('beijiang-news');
  folder = mkdtempSync(join(tmpdir(), 'audit-originals-'));
  await addArticles(
    folder,
    [LIBRARY, RIVER].map(({ title, source, author = null, paragraphs }, number) => ({
      id: String(number),
      urls: [ARTICLE(`No${number}`)],
      title,
      date: '2024-06-18',
      author,
      editor: null,
      sourceName: source,
      inScope: source === '北疆新闻',
      text: paragraphs.join('\n'),
    })),
  );
  index = openOriginals(folder);
});
afterAll(() => {
  index.close();
  rmSync(folder, { recursive: true });
});

function audited(html: string, known: Partial<AuditOptions> = {}): AuditedPage {
  const fetched = { bytes: Buffer.from(html), url: null, contentType: null, hops: [] };
  const originals = originalsAudit({ find: (page, thresholds) => findOriginal(index, page, thresholds) });
  return auditFetched('page.html', { ok: true, fetched }, { policies, language: 'zh', originals, ...known });
}

/** ASCII letters, digits and marks in full width. */
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** One zero-width character after every so many. */
const withZeroWidth = (text: string, every: number, hidden: string): string =>
  Array.from(text, (character, at) => (at % every === 0 ? character + hidden : character)).join('');

describe('no way of writing hides a repost', () => {
  const disguises = fc.record({
    traditional: fc.boolean(),
    fullWidth: fc.boolean(),
    stripped: fc.boolean(),
    every: fc.integer({ min: 1, max: 7 }),
    hidden: fc.constantFrom('', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad'),
  });

  test('traditional characters, width, zero-width characters and punctuation, together or alone', () => {
    fc.assert(
      fc.property(disguises, ({ traditional: old, fullWidth: wide, stripped, every, hidden }) => {
        const paragraphs = LIBRARY.paragraphs.map((paragraph) => {
          let text = paragraph;
          if (stripped) text = stripPunctuation(text);
          if (old) text = traditional(text);
          if (wide) text = fullWidth(text);
          return hidden === '' ? text : withZeroWidth(text, every, hidden);
        });
        const page = audited(pageOf({ ...LIBRARY, paragraphs }, { credit: null }));
        expect([page.verdict, page.scope, page.original?.url]).toEqual(['violation', 'proved', ARTICLE('No0')]);
      }),
      { numRuns: 60 },
    );
  });
});

test('a work of another, found in the index, is out of scope', () => {
  expect(audited(pageOf(RIVER, { credit: '来源：人民日报' })).verdict).toBe('out-of-scope');
});

test('a page that credits the publisher, of which the index has nothing, is taken at its word', () => {
  const page = audited(
    pageOf(
      { title: '别的', source: null, paragraphs: ['索引里没有的一句话，说的是另一件事情。'] },
      { credit: '来源：北疆新闻' },
    ),
  );
  expect([page.scope, page.findings.map(({ code }) => code).includes('link-missing')]).toEqual(['assumed', true]);
});

describe('thresholds', () => {
  test('of the policy that ships are those the program was measured with', () => {
    expect(thresholdsOf(policies[0])).toEqual(DEFAULT_THRESHOLDS);
    expect(policies[0].data.originals).toEqual(DEFAULT_THRESHOLDS);
  });

  test('a policy without any has the program’s own', () => {
    const { originals: _, ...data } = policies[0].data;
    expect(thresholdsOf(compilePolicy(data))).toEqual(DEFAULT_THRESHOLDS);
  });

  test('a policy that asks for more makes a reprint a quotation', () => {
    const [first, second] = LIBRARY.paragraphs;
    const html = pageOf({ ...LIBRARY, paragraphs: [first, second] }, { credit: null });
    const strict = compilePolicy({
      ...policies[0].data,
      originals: { ...DEFAULT_THRESHOLDS, reprintContainment: 0.95, partialContainment: 0.9, partialMatched: 900 },
    });
    expect([audited(html).verdict, audited(html, { policies: [strict] }).original?.match?.tier]).toEqual([
      'violation',
      'quote',
    ]);
  });
});
