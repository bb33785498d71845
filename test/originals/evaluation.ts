import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareTexts } from '../../src/originals/compare.js';
import { findOriginal } from '../../src/originals/match.js';
import {
  type Article,
  DEFAULT_THRESHOLDS,
  type OriginalMatch,
  type OriginalsIndex,
} from '../../src/originals/types.js';
import * as alter from './alterations.js';
import { type Chrome, SHARED, wrap } from './corpus.js';
import { Random } from './random.js';

/** Makes a page's article out of an original; null where the original does not lend itself. */
export type Alteration = (text: string, random: Random, host: Article) => string | null;

/** The rows of the shared measurements, and what issue 4 adds. */
export const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  exact: (text) => text,
  punctuation: alter.changePunctuation,
  traditional: alter.traditional,
  introduction: alter.withIntroduction,
  'half the paragraphs': (text) => (text.includes('\n') ? alter.everySecondParagraph(text) : null),
  'edits 3 %': (text, random) => alter.edit(text, 0.03, random).text,
  'edits 6 %': (text, random) => alter.edit(text, 0.06, random).text,
  'edits 12 %': (text, random) => alter.edit(text, 0.12, random).text,
  'zero-width characters': alter.hideWithZeroWidth,
  'no punctuation': alter.stripPunctuation,
  'no digits': alter.removeDigits,
  'one paragraph': (text, random, host) => {
    const long = text.split('\n').filter((line) => alter.stripPunctuation(line).length >= 60);
    return long.length === 0 ? null : inside(host, random.pick(long), random);
  },
  'one sentence': (text, random, host) => {
    const sentences = alter.quotableSentences(text);
    return sentences.length === 0 ? null : inside(host, random.pick(sentences), random);
  },
};

function inside(host: Article, quotation: string, random: Random): string {
  const lines = host.text.split('\n');
  lines.splice(1 + random.below(lines.length), 0, quotation);
  return lines.join('\n');
}

export interface Score {
  readonly pages: number;
  /** Share of pages whose first answer is the original, or one nearly identical to it. */
  readonly first: number;
  /** Share of pages that have the original among all answers. */
  readonly found: number;
  readonly tiers: Readonly<Record<string, number>>;
}

/**
 * @param hosts articles that are not in the index and carry the quotations
 */
export function scoreAlteration(
  index: OriginalsIndex,
  articles: readonly Article[],
  alteration: Alteration,
  chromes: readonly Chrome[],
  hosts: readonly Article[],
  seed: number,
): Score {
  const random = new Random(seed);
  const tiers: Record<string, number> = {};
  let pages = 0;
  let first = 0;
  let found = 0;
  for (const article of articles) {
    const text = alteration(article.text, random, random.pick(hosts));
    if (text === null) continue;
    pages++;
    const page = { text: wrap(random.pick(chromes), text), title: '', date: null };
    const match = findOriginal(index, page, DEFAULT_THRESHOLDS);
    const names = (answer: OriginalMatch) =>
      [answer.article, ...answer.alternatives].some(({ id }) => id === article.id);
    if (match === null) continue;
    if (names(match)) first++;
    if (names(match) || match.others.some((other) => other.article.id === article.id)) found++;
    tiers[match.tier] = (tiers[match.tier] ?? 0) + 1;
  }
  return { pages, first: first / pages, found: found / pages, tiers };
}

export interface NaturalPair {
  readonly a: string;
  readonly b: string;
  readonly containment: number;
}

/** Pairs of articles that share text, found by machine; ids. */
export function naturalPairs(articles: readonly Article[]): NaturalPair[] {
  const ids = new Map(articles.map(({ id, urls }) => [urls[0], id]));
  const rows = readFileSync(join(SHARED, 'originals/natural-pairs.tsv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [containment, , a, b] = row.split('\t');
    return { a: ids.get(a)!, b: ids.get(b)!, containment: Number(containment) };
  });
}

export type PairLabel = 'template' | 'reprint' | 'update';

/** The pairs at containment 0.5 to 0.8, read and labelled by hand. */
export function labelledPairs(): { a: string; b: string; label: PairLabel }[] {
  const rows = readFileSync(join(import.meta.dirname, 'natural-pairs-labels.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return rows.map((row) => {
    const [a, b, label] = row.split('\t');
    return { a, b, label: label as PairLabel };
  });
}

export interface SpanScore {
  readonly precision: number;
  readonly recall: number;
}

/** How much of what was edited is reported as different, and the other way round; letters and digits of both texts. */
export function scoreSpans(
  articles: readonly Article[],
  share: number,
  chromes: readonly Chrome[],
  seed: number,
): SpanScore {
  const random = new Random(seed);
  let right = 0;
  let reported = 0;
  let edited = 0;
  for (const article of articles) {
    const made = alter.edit(article.text, share, random);
    const chrome = random.pick(chromes);
    const offset = chrome.before.length + 1;
    const { sentences } = compareTexts(article.text, wrap(chrome, made.text));
    const ours = new Uint8Array(article.text.length);
    const theirs = new Uint8Array(made.text.length);
    for (const { fate, original, differences } of sentences) {
      if (fate === 'dropped') ours.fill(1, original.start, original.end);
      for (const difference of differences) {
        ours.fill(1, difference.original.start, difference.original.end);
        theirs.fill(1, Math.max(0, difference.page.start - offset), Math.max(0, difference.page.end - offset));
      }
    }
    const sides: [string, Uint8Array, Uint8Array][] = [
      [article.text, ours, made.original],
      [made.text, theirs, made.edited],
    ];
    for (const [text, found, truth] of sides)
      for (let i = 0; i < text.length; i++) {
        if (!/[\p{L}\p{N}]/u.test(text[i])) continue;
        right += found[i] & truth[i];
        reported += found[i];
        edited += truth[i];
      }
  }
  return { precision: right / reported, recall: right / edited };
}
