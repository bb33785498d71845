/** What the originals engine takes and gives. The engine knows text, not pages: the caller maps offsets. */

/** Half-open range of UTF-16 offsets into the text that was handed in. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** An article of the publisher, as it enters the index. */
export interface Article {
  /** Stable identity; adding an article with an id that is already there replaces the old one. */
  readonly id: string;
  /** The first is the address to link to. */
  readonly urls: readonly string[];
  readonly title: string;
  /** ISO 8601, as far as it is known (`2024-05-06`, `2024-05-06T10:11`); null when it is not. */
  readonly date: string | null;
  readonly author: string | null;
  readonly editor: string | null;
  /** The article's own credit as printed (北疆新闻, 人民日报, …); null when it shows none. */
  readonly sourceName: string | null;
  /** Its own credit is the publisher: only such an article can demand a credit and a link. */
  readonly inScope: boolean;
  /** The body as plain text, paragraphs separated by line feeds. */
  readonly text: string;
}

/** An article as the index gives it back. */
export interface IndexedArticle extends Article {
  /** Characters that count for matching: letters and digits after folding. */
  readonly normalisedLength: number;
}

/** A number that names an article within one opened index; it means nothing outside it. */
export type ArticleReference = number;

/** Which articles contain which of the fingerprints that were asked for. */
export interface FingerprintHits {
  /** Number of live articles with fingerprint i of the query; 0 where nobody has it or where it is too common. */
  readonly documentFrequency: Uint32Array;
  /** Articles of fingerprint i: `references.subarray(offsets[i], offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  readonly references: Uint32Array;
}

/** What matching needs of an index; where and how it is kept is the business of whoever implements it. */
export interface OriginalsIndex {
  readonly fingerprintWindow: number;
  /**
   * Looks fingerprints up.
   * @param hashes ascending, without duplicates
   * @param maximumFrequency a fingerprint with more articles than this is reported with its frequency, without articles
   */
  lookUp(hashes: Uint32Array, maximumFrequency: number): FingerprintHits;
  article(reference: ArticleReference): IndexedArticle;
}

/**
 * How much of a page makes it what. All lengths are in normalised characters (letters and digits after folding).
 * These are data: they come from the policy file.
 */
export interface MatchThresholds {
  /** Share of the original that must stand on the page verbatim to make it a reprint. */
  readonly reprintContainment: number;
  /** The same for a partial reprint; formula text does not count, and one run must be as long as a quotation's. */
  readonly partialContainment: number;
  /** A partial reprint too, whatever the share: so many characters. */
  readonly partialMatched: number;
  /** One verbatim run of this length, not formula text, is a quotation. */
  readonly quoteRun: number;
  /** With less than this in all there is nothing to speak of, whatever share of a short original it is. */
  readonly quoteMatched: number;
  /** A run that occurs in this many originals is formula text. */
  readonly formulaOriginals: number;
  /** Same frame, other figures: share of the original's numbers that stand replaced by others. */
  readonly templateNumbers: number;
  /** The same for its dates. */
  readonly templateDates: number;
  /** Two originals that share this much of each other are one article published twice: a link to either is right. */
  readonly nearIdentical: number;
  /** A fingerprint in more articles than this is left out of the vote. */
  readonly commonFingerprint: number;
  /** So many articles, best voted first, are compared with the page character by character. */
  readonly candidates: number;
}

/** Measured on real agency articles wrapped in real pages; test/originals/corpus.test.ts repeats the measurement. */
export const DEFAULT_THRESHOLDS: MatchThresholds = {
  reprintContainment: 0.5,
  partialContainment: 0.2,
  partialMatched: 200,
  quoteRun: 25,
  quoteMatched: 25,
  formulaOriginals: 3,
  templateNumbers: 0.3,
  templateDates: 0.5,
  nearIdentical: 0.8,
  commonFingerprint: 50,
  candidates: 20,
};

/**
 * `reprint`: half of the original or more. `partial`: a good part of it. `quote`: a sentence or two, or a good part in
 * pieces too small to be sure of.
 * `formula`: only text that many originals share, or the same frame with other figures. `none`: nothing to speak of.
 */
export type Tier = 'reprint' | 'partial' | 'quote' | 'formula' | 'none';

/** A maximal stretch that is equal in both texts after folding, in offsets of the texts handed in. */
export interface Passage {
  readonly original: TextRange;
  readonly page: TextRange;
  /** Normalised characters. */
  readonly length: number;
  /** Enough originals have it to make it formula text. */
  readonly formula: boolean;
}

/** How the figures of the original that have equal text around them stand on the page. */
export interface FigureComparison {
  readonly numbers: number;
  /** Numbers with another number in their place. */
  readonly numbersReplaced: number;
  /** Numbers with nothing in their place. */
  readonly numbersRemoved: number;
  readonly dates: number;
  readonly datesReplaced: number;
  /** Share of the words around the figures that are other words on the page, 0 to 1. */
  readonly frameChanged: number;
}

/** How one original stands to the page. */
export interface Comparison {
  readonly article: IndexedArticle;
  /** Normalised characters of the original that stand on the page verbatim. */
  readonly matched: number;
  /** The same without formula text. */
  readonly distinctive: number;
  /** matched / length of the original, 0 to 1. */
  readonly containment: number;
  /** The longest verbatim run, normalised characters. */
  readonly longestRun: number;
  /** matched / normalised length of the page text handed in, at most 1. */
  readonly pageShare: number;
  readonly passages: readonly Passage[];
  readonly figures: FigureComparison;
  /** Same frame, other figures: another issue of a recurring notice. */
  readonly template: boolean;
  /** 0 to 1: how much of the original's title is in the page's title. */
  readonly titleSimilarity: number;
  readonly tier: Tier;
}

/** The answer for one page. */
export interface OriginalMatch extends Comparison {
  /** Originals that are nearly the same article: a link to any of them is right. */
  readonly alternatives: readonly IndexedArticle[];
  /** Further originals the page reuses, best first: a page can be put together from several. */
  readonly others: readonly Comparison[];
}

/** What is asked of the index: the text a reader sees, chrome and all. */
export interface PageText {
  readonly text: string;
  readonly title: string;
  /** ISO 8601; null when unknown. */
  readonly date: string | null;
}
