/**
 * The index of originals: which article of the publisher is this page made from, and what was changed in it.
 *
 *     await addArticles('originals', articles);
 *     const index = openOriginals('originals');
 *     const match = findOriginal(index, { text, title, date }, DEFAULT_THRESHOLDS);
 *     const changes = match && compareTexts(match.article.text, text);
 *
 * Files are touched below `disk/` only; everything else is pure and takes an `OriginalsIndex`.
 */
import { type IndexStatistics, type OpenOptions, OriginalsReader } from './disk/reader.js';
import { OriginalsWriter, type WriteOptions } from './disk/writer.js';
import type { Article } from './types.js';

export { compareTexts, type TextComparison } from './compare.js';
export { type Verification, verifyOriginals } from './disk/verify.js';
export { OriginalsError, type OriginalsErrorKind } from './error.js';
export { DEFAULT_WINDOW, SPARSE_WINDOW } from './fingerprint.js';
export { compareWithOne, findOriginal } from './match.js';
export { normalisedString } from './normalise.js';
export { compareTitles, type TitleChange, type TitleComparison } from './title.js';
export * from './types.js';
export { type IndexStatistics, type OpenOptions, OriginalsReader, OriginalsWriter, type WriteOptions };

/**
 * Opens the index as it was last committed. Close it when done.
 * @throws OriginalsError `missing`, `newer`, `other` or `damaged`
 */
export function openOriginals(folder: string, options?: OpenOptions): OriginalsReader {
  return new OriginalsReader(folder, options);
}

export interface AddSummary {
  added: number;
  replaced: number;
  unchanged: number;
}

/**
 * Adds articles, in batches; every batch is committed as a whole, and what is committed stays whatever happens after.
 * The folder is made where there is none. When the articles end with an error, the last batch is dropped.
 * @throws OriginalsError `locked`, `newer`, `other`, `damaged`, `invalid`, and whatever the articles throw
 */
export async function addArticles(
  folder: string,
  articles: AsyncIterable<Article> | Iterable<Article>,
  options?: WriteOptions,
): Promise<AddSummary> {
  const writer = new OriginalsWriter(folder, options);
  const summary: AddSummary = { added: 0, replaced: 0, unchanged: 0 };
  try {
    for await (const article of articles) summary[writer.add(article)]++;
  } catch (error) {
    writer.abandon();
    throw error;
  }
  writer.close();
  return summary;
}

/** @returns the ids that were there and are no longer */
export function removeArticles(folder: string, ids: Iterable<string>): string[] {
  // Opening for reading first: a mistyped folder is not to become an empty index.
  openOriginals(folder).close();
  const writer = new OriginalsWriter(folder);
  try {
    const removed = Array.from(ids).filter((id) => writer.remove(id));
    writer.close();
    return removed;
  } catch (error) {
    writer.abandon();
    throw error;
  }
}
