import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  type Article,
  addArticles,
  compareWithOne,
  DEFAULT_THRESHOLDS,
  findOriginal,
  type OriginalsReader,
  openOriginals,
} from '../../src/originals/index.js';
import { type Chrome, corpusArticles, corpusChrome, hasCorpus, wrap } from './corpus.js';
import { ALTERATIONS, labelledPairs, naturalPairs, scoreAlteration, scoreSpans } from './evaluation.js';

/*
 * The measurements of issue 4, on articles nothing was tuned on: those with odd numbers. Two thirds of them are indexed,
 * one third is held out. Seeded: every run measures the same.
 */
if (!hasCorpus) console.warn('SKIPPED: ../shared/corpus is not here, so finding originals is not measured.');

// Minutes on a machine that is busy with other things; seconds on one that is not.
jest.setTimeout(120_000);

(hasCorpus ? describe : describe.skip)('on real articles in real pages', () => {
  let folder: string;
  let index: OriginalsReader;
  let articles: readonly Article[];
  let indexed: readonly Article[];
  /** Every second indexed one: enough to count on, and soon done. */
  let sample: readonly Article[];
  let heldOut: readonly Article[];
  let chromes: readonly Chrome[];

  beforeAll(async () => {
    articles = corpusArticles();
    chromes = corpusChrome();
    const odd = articles.filter(({ id }) => Number(id) % 2 === 1);
    indexed = odd.filter((_, i) => i % 3 !== 2);
    sample = indexed.filter((_, i) => i % 2 === 0);
    heldOut = odd.filter((_, i) => i % 3 === 2);
    folder = mkdtempSync(join(tmpdir(), 'originals-corpus-'));
    await addArticles(folder, indexed);
    index = openOriginals(folder);
  });
  afterAll(() => {
    index.close();
    rmSync(folder, { recursive: true });
  });

  const first: [string, number][] = [
    ['exact', 1],
    ['punctuation', 1],
    ['traditional', 1],
    ['introduction', 1],
    ['half the paragraphs', 0.995],
    ['edits 3 %', 0.995],
    ['edits 6 %', 0.995],
    ['edits 12 %', 0.995],
    ['zero-width characters', 1],
    ['no punctuation', 1],
    ['no digits', 0.995],
  ];
  test.each(first)('%s: the original comes first on at least %f of the pages', (name, least) => {
    const score = scoreAlteration(index, sample, ALTERATIONS[name], chromes, heldOut, 7);
    expect(score.pages).toBeGreaterThan(195);
    expect(score.first).toBeGreaterThanOrEqual(least);
  });

  test.each(['one paragraph', 'one sentence'])('%s in another article: found on at least 0.98', (name) => {
    const score = scoreAlteration(index, sample, ALTERATIONS[name], chromes, heldOut, 7);
    expect(score.pages).toBeGreaterThan(190);
    expect(score.found).toBeGreaterThanOrEqual(0.98);
  });

  test.each(['exact', 'edits 3 %', 'zero-width characters', 'no digits'])(
    '%s: nearly all are called reprints',
    (name) => {
      const { pages, tiers } = scoreAlteration(index, sample, ALTERATIONS[name], chromes, heldOut, 8);
      expect(tiers.reprint / pages).toBeGreaterThanOrEqual(0.97);
    },
  );

  test('of held-out articles without a known relative at most 1.5 % are called reprints or partial reprints', () => {
    const inIndex = new Set(indexed.map(({ id }) => id));
    const related = new Set<string>();
    for (const { a, b } of naturalPairs(articles)) {
      if (inIndex.has(a)) related.add(b);
      if (inIndex.has(b)) related.add(a);
    }
    const clean = heldOut.filter(({ id }) => !related.has(id));
    const wrong = clean.filter((article, i) => {
      const page = { text: wrap(chromes[i % chromes.length], article.text), title: article.title, date: article.date };
      const tier = findOriginal(index, page, DEFAULT_THRESHOLDS)?.tier;
      return tier === 'reprint' || tier === 'partial';
    });
    expect(clean.length).toBeGreaterThan(150);
    expect(wrong.length / clean.length).toBeLessThanOrEqual(0.015);
  });

  test.each([
    ['template', true],
    ['reprint', false],
    ['update', false],
  ])('natural pairs labelled %s by hand are template notices: %s', (label, expected) => {
    const byId = new Map(articles.map((article) => [article.id, article]));
    const pairs = labelledPairs().filter((pair) => pair.label === label);
    expect(pairs.length).toBeGreaterThan(3);
    for (const { a, b } of pairs)
      for (const [original, copy] of [
        [a, b],
        [b, a],
      ]) {
        const page = { text: wrap(chromes[3], byId.get(copy)!.text), title: '', date: null };
        const { template, tier } = compareWithOne(byId.get(original)!, page, DEFAULT_THRESHOLDS);
        expect({ original, copy, template }).toEqual({ original, copy, template: expected });
        if (expected) expect(tier).toBe('formula');
      }
  });

  test.each([0.01, 0.03, 0.06])(
    'of characters edited at random (%f) at least 0.95 are shown, and at least 0.95 of what is shown',
    (share) => {
      const { precision, recall } = scoreSpans(sample.slice(0, 120), share, chromes, 5);
      expect(precision).toBeGreaterThanOrEqual(0.95);
      expect(recall).toBeGreaterThanOrEqual(0.95);
    },
  );
});
