import { distinctHashes, type Fingerprints, fingerprint, GRAM } from './fingerprint.js';
import { Measured, PageSide } from './measure.js';
import { inputRange, normalise } from './normalise.js';
import { isTemplate } from './template.js';
import { compareTitles } from './title.js';
import type {
  Article,
  ArticleReference,
  Comparison,
  FingerprintHits,
  MatchThresholds,
  OriginalMatch,
  OriginalsIndex,
  PageText,
  Passage,
  Tier,
} from './types.js';

const TIERS: readonly Tier[] = ['reprint', 'partial', 'quote', 'formula', 'none'];
/** Matches that differ by less than this share are equally long: the choice falls by other signs. */
const SAME_LENGTH = 0.02;

interface Candidate {
  readonly reference: ArticleReference;
  readonly measured: Measured;
}

/**
 * Finds the article of the index that a page reuses.
 * @param page everything a reader sees: navigation, related lists and comments do no harm
 * @returns null when nothing of the index is on the page, or too little to speak of
 */
export function findOriginal(index: OriginalsIndex, page: PageText, thresholds: MatchThresholds): OriginalMatch | null {
  const side = new PageSide(page);
  const prints = fingerprint(side.normalised.units, index.fingerprintWindow);
  const hashes = distinctHashes(prints.hashes);
  const hits = index.lookUp(hashes, thresholds.commonFingerprint);
  const votes = leastVotes(thresholds.quoteRun, index.fingerprintWindow);
  const candidates = mostVoted(hits, votes, thresholds.candidates).map((reference) => ({
    reference,
    measured: new Measured(index.article(reference), side),
  }));
  const commonness = new Commonness(prints, hashes, hits);
  const judged = candidates
    .filter(({ measured }) => measured.matched > 0)
    .map((candidate) => ({ candidate, comparison: judgeAmong(candidate, candidates, commonness, thresholds) }))
    .filter(({ comparison }) => comparison.tier !== 'none')
    .sort((a, b) => byWeight(a.comparison, b.comparison));
  if (judged.length === 0) return null;
  const best = preferred(judged, page.date);
  const rest = judged.filter((other) => other !== best);
  const same = rest.filter(({ candidate }) => nearIdentical(best.candidate.measured, candidate.measured, thresholds));
  return {
    ...best.comparison,
    alternatives: same.map(({ comparison }) => comparison.article),
    others: rest
      .filter((other) => !same.includes(other) && other.comparison.tier !== 'formula')
      .map(({ comparison }) => comparison),
  };
}

/** Compares a page with one original that is known already. Nothing is formula text here: there is nothing to tell it by. */
export function compareWithOne(article: Article, page: PageText, thresholds: MatchThresholds): Comparison {
  const known = { ...article, normalisedLength: normalise(article.text).units.length };
  return judge(new Measured(known, new PageSide(page)), () => 0, thresholds);
}

/** A run of `length` units has at least so many fingerprints: one in every full window of grams. */
function leastVotes(length: number, window: number): number {
  return Math.max(1, Math.floor((length - GRAM + 1) / window));
}

/** Articles with the most fingerprints of the page, best first; what is below `least` is chance. */
function mostVoted(hits: FingerprintHits, least: number, count: number): ArticleReference[] {
  const votes = new Map<ArticleReference, number>();
  for (const reference of hits.references) votes.set(reference, (votes.get(reference) ?? 0) + 1);
  return [...votes]
    .filter(([, fingerprints]) => fingerprints >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, count)
    .map(([reference]) => reference);
}

/** Share of a stretch of the page, 0 to 1, that is formula text. */
type FormulaShare = (start: number, length: number) => number;

/** In how many originals the fingerprints of the page occur. */
class Commonness {
  readonly #places: Uint32Array;
  readonly #queries: Uint32Array;

  constructor(
    prints: Fingerprints,
    hashes: Uint32Array,
    readonly hits: FingerprintHits,
  ) {
    this.#places = prints.positions;
    const numbers = new Map<number, number>();
    hashes.forEach((hash, query) => {
      numbers.set(hash, query);
    });
    this.#queries = prints.hashes.map((hash) => numbers.get(hash)!);
  }

  /** @param same originals that count as one: the article compared and its near-identical twins */
  shareOf(same: ReadonlySet<ArticleReference>, formulaOriginals: number): FormulaShare {
    return (start, length) => {
      let inside = 0;
      let common = 0;
      for (let i = lowerBound(this.#places, start); i < this.#places.length; i++) {
        if (this.#places[i] + GRAM > start + length) break;
        inside++;
        if (1 + this.#others(this.#queries[i], same) >= formulaOriginals) common++;
      }
      return inside === 0 ? 0 : common / inside;
    };
  }

  /** Originals with the fingerprint, besides the given ones. */
  #others(query: number, same: ReadonlySet<ArticleReference>): number {
    const { documentFrequency, offsets, references } = this.hits;
    // Too common to be listed at all.
    if (offsets[query] === offsets[query + 1]) return documentFrequency[query];
    let others = 0;
    for (let i = offsets[query]; i < offsets[query + 1]; i++) if (!same.has(references[i])) others++;
    return others;
  }
}

function judgeAmong(
  candidate: Candidate,
  all: readonly Candidate[],
  commonness: Commonness,
  thresholds: MatchThresholds,
): Comparison {
  const alone = new Set([candidate.reference]);
  const comparison = judge(candidate.measured, commonness.shareOf(alone, thresholds.formulaOriginals), thresholds);
  if (comparison.tier !== 'formula' || comparison.template) return comparison;
  // What looks like formula text can be one article published several times.
  const twins = all.filter(
    (other) => other !== candidate && nearIdentical(candidate.measured, other.measured, thresholds),
  );
  if (twins.length === 0) return comparison;
  for (const twin of twins) alone.add(twin.reference);
  return judge(candidate.measured, commonness.shareOf(alone, thresholds.formulaOriginals), thresholds);
}

function judge(measured: Measured, formulaShare: FormulaShare, thresholds: MatchThresholds): Comparison {
  const { article, side, matched, containment, longestRun } = measured;
  let distinctive = 0;
  let longestDistinctive = 0;
  const passages = measured.runs.map((run): Passage => {
    const share = formulaShare(run.page, run.length);
    distinctive += run.length * (1 - share);
    longestDistinctive = Math.max(longestDistinctive, run.length * (1 - share));
    return {
      original: inputRange(measured.normalised, run.original, run.original + run.length),
      page: inputRange(side.normalised, run.page, run.page + run.length),
      length: run.length,
      formula: share === 1,
    };
  });
  const aligned = containment >= thresholds.partialContainment || matched >= thresholds.partialMatched;
  const figures = aligned ? measured.figures : NO_FIGURES;
  const template = isTemplate(figures, thresholds.templateNumbers, thresholds.templateDates);
  const amounts = { length: measured.length, matched, distinctive, longestRun, longestDistinctive, template };
  return {
    article,
    matched,
    distinctive: Math.round(distinctive),
    containment,
    longestRun,
    pageShare: Math.min(1, matched / Math.max(1, side.normalised.units.length)),
    passages,
    figures,
    template,
    titleSimilarity: compareTitles(article.title, side.page.title).similarity,
    tier: tierOf(amounts, thresholds),
  };
}

const NO_FIGURES = { numbers: 0, numbersReplaced: 0, numbersRemoved: 0, dates: 0, datesReplaced: 0, frameChanged: 0 };

interface Amounts {
  readonly length: number;
  readonly matched: number;
  readonly distinctive: number;
  readonly longestRun: number;
  readonly longestDistinctive: number;
  readonly template: boolean;
}

function tierOf(amounts: Amounts, thresholds: MatchThresholds): Tier {
  const { length, matched, distinctive, longestRun, longestDistinctive, template } = amounts;
  if (template) return 'formula';
  // Of an original of a line or two a phrase anybody uses can be half: so much must be there in any case.
  if (matched < thresholds.quoteMatched) return 'none';
  if (matched >= thresholds.reprintContainment * length) return 'reprint';
  const enough = distinctive >= Math.min(thresholds.partialContainment * length, thresholds.partialMatched);
  if (longestDistinctive >= thresholds.quoteRun) return enough ? 'partial' : 'quote';
  if (longestRun >= thresholds.quoteRun) return 'formula';
  return distinctive >= thresholds.partialContainment * length ? 'quote' : 'none';
}

/** Both have most of the other, and the same figures: one article published twice. */
function nearIdentical(a: Measured, b: Measured, thresholds: MatchThresholds): boolean {
  const ratio = a.length / Math.max(1, b.length);
  if (ratio < thresholds.nearIdentical || ratio * thresholds.nearIdentical > 1) return false;
  const there = a.covers(b);
  if (there.share < thresholds.nearIdentical) return false;
  if (isTemplate(there.figures, thresholds.templateNumbers, thresholds.templateDates)) return false;
  return b.covers(a).share >= thresholds.nearIdentical;
}

/** What weighs more comes first, then what is longer on the page. */
function byWeight(a: Comparison, b: Comparison): number {
  return TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || b.matched - a.matched;
}

interface Judged {
  readonly candidate: Candidate;
  readonly comparison: Comparison;
}

/**
 * The original to name. Among those that are as long on the page as the first: one that is there more completely, one
 * that is not younger than the page, the one with the nearer title, the earlier one.
 * @param judged by weight, not empty
 */
function preferred(judged: readonly Judged[], pageDate: string | null): Judged {
  const { tier, matched } = judged[0].comparison;
  const equals = judged.filter(
    ({ comparison }) => comparison.tier === tier && comparison.matched >= (1 - SAME_LENGTH) * matched,
  );
  const containment = Math.max(...equals.map(({ comparison }) => comparison.containment));
  const [best] = equals
    .filter(({ comparison }) => comparison.containment >= containment - SAME_LENGTH)
    .sort(
      ({ comparison: a }, { comparison: b }) =>
        Number(isYounger(a, pageDate)) - Number(isYounger(b, pageDate)) ||
        b.titleSimilarity - a.titleSimilarity ||
        (a.article.date ?? '9').localeCompare(b.article.date ?? '9') ||
        b.matched - a.matched,
    );
  return best;
}

/** Days count, not times: a page often shows only its day. */
function isYounger(comparison: Comparison, pageDate: string | null): boolean {
  const { date } = comparison.article;
  return date !== null && pageDate !== null && date.slice(0, 10) > pageDate.slice(0, 10);
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
