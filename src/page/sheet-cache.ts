/**
 * Style sheets of the pages read last, by what is written in them: the pages of a site repeat theirs, and to compare one
 * takes a small part of the time it takes to read it.
 */
import { hashStep } from './attribute-values.js';
import { StyleSheet } from './stylesheet.js';

/** Bytes copied and sheets met before it begins anew. */
const MOST_BYTES = 4 << 20;
const MOST_SHEETS = 4096;
/** A longer sheet is not kept. */
const LONGEST = MOST_BYTES >> 2;

/**
 * By their hash; null where such a sheet was met once. Only one met again is kept: to copy those that never come again
 * costs more than to read the others twice.
 */
const sheets = new Map<number, StyleSheet | null>();
let copied = 0;

/** The sheet that is written in some bytes. They must not change while it is used for their page. */
export function sheetOf(css: Buffer): StyleSheet {
  const hash = hashOfSome(css);
  const known = sheets.get(hash);
  if (known?.isWrittenIn(css)) return known;
  if (sheets.size >= MOST_SHEETS || copied > MOST_BYTES) forget();
  if (known === undefined || css.length > LONGEST) {
    sheets.set(hash, null);
    return new StyleSheet(css);
  }
  const sheet = new StyleSheet(Buffer.from(css));
  sheets.set(hash, sheet);
  copied += css.length;
  return sheet;
}

function forget(): void {
  sheets.clear();
  copied = 0;
}

/** Of the length and some bytes all over the sheet. */
function hashOfSome(css: Buffer): number {
  const step = (css.length >> 6) + 1;
  let hash = css.length;
  for (let at = 0; at < css.length; at += step) hash = hashStep(hash, css[at]);
  return hash;
}
