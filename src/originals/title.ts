import { normalisedString } from './normalise.js';

/**
 * `same`: equal after folding, a site's name behind a separator aside. `trimmed`: the original's title with something
 * left out at its ends. `extended`: the original's title with something added. `rewritten`: anything else.
 */
export type TitleChange = 'same' | 'trimmed' | 'extended' | 'rewritten';

export interface TitleComparison {
  readonly change: TitleChange;
  /** Share of the original title's character pairs that the page's title has, 0 to 1. */
  readonly similarity: number;
  readonly original: string;
  readonly page: string;
}

/** What stands between a headline and the name of a site or channel in `<title>`. */
const SITE_SEPARATOR = /[_|｜—–]|\s[-·]\s|-(?=[^-]{2,12}$)/;
/** A fragment of a title this short says nothing. */
const LEAST_FRAGMENT = 4;

/** Compares headlines. The title is never a reason for or against a match: two of three reposts change it. */
export function compareTitles(original: string, page: string): TitleComparison {
  const ours = normalisedString(original);
  const theirs = normalisedString(page);
  const similarity = pairShare(ours, theirs);
  return { change: changeOf(ours, theirs, page), similarity, original, page };
}

function changeOf(ours: string, theirs: string, page: string): TitleChange {
  if (ours === theirs) return 'same';
  if (ours === '' || theirs === '') return 'rewritten';
  const separator = page.search(SITE_SEPARATOR);
  if (separator > 0 && normalisedString(page.slice(0, separator)) === ours) return 'same';
  if (theirs.length >= LEAST_FRAGMENT && ours.includes(theirs)) return 'trimmed';
  if (ours.length >= LEAST_FRAGMENT && theirs.includes(ours)) return 'extended';
  return 'rewritten';
}

/** Share of the distinct character pairs of `part` that occur in `whole`. */
function pairShare(part: string, whole: string): number {
  if (part === whole) return 1;
  const pairs = pairsOf(part);
  if (pairs.size === 0) return 0;
  const others = pairsOf(whole);
  let common = 0;
  for (const pair of pairs) if (others.has(pair)) common++;
  return common / pairs.size;
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}
