import { HeadingRank, headingRank, isAddressHeading, namesAddresses } from './headings.js';
import { holdsAddress, looksLikeUrl } from './target-url.js';
import type { ListOptions } from './types.js';

/** One row of a table, whatever file it came from. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

type Side = NonNullable<ListOptions['side']>;

/** Rows among which the heading is looked for. Above it stand a title, a date, who made the list. */
const HEADING_WITHIN = 20;

/** What is known of the columns of a table from its first rows. */
export interface TableShape {
  /** Index of the heading's row; -1 where there is none. */
  readonly heading: number;
  /** Columns with addresses, the one to audit first; a column's index counts from 0. */
  readonly columns: readonly number[];
}

/** Where the heading is and which columns have addresses. `named`: a heading that somebody asked for. */
export function shapeOf(sample: readonly Row[], named?: string, side: Side = 'reposts'): TableShape {
  const heading = headingRow(sample, named);
  return { heading, columns: addressColumns(sample, heading, side) };
}

/** The column that a heading names, exactly or but for its case; -1 where none does. */
export function columnNamed(cells: readonly string[], wanted: string): number {
  const names = cells.map((cell) => cell.trim());
  const exact = names.indexOf(wanted);
  return exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
}

function headingRow(sample: readonly Row[], named: string | undefined): number {
  const within = sample.slice(0, HEADING_WITHIN);
  if (named !== undefined) {
    const asked = within.findIndex(({ cells }) => columnNamed(cells, named) >= 0);
    if (asked >= 0) return asked;
  }
  const firstAddress = within.findIndex(({ cells }) => cells.some(looksLikeUrl));
  // The rows above the first address; where there is no address, only the first row can be told from the others.
  const above = firstAddress < 0 ? within.slice(0, 1) : within.slice(0, firstAddress);
  const telling = above.findIndex(
    ({ cells }) => cells.some(isAddressHeading) || (filledIn(cells) > 1 && cells.some(namesAddresses)),
  );
  if (telling >= 0) return telling;
  // A row with a bare number in it is a target whose address is missing: a heading would name the number.
  const wordy = above.map(({ cells }) => (cells.some((cell) => /^\s*[\d./-]+\s*$/.test(cell)) ? 0 : filledIn(cells)));
  const widest = Math.max(0, ...wordy);
  return widest === 0 ? -1 : wordy.indexOf(widest);
}

const filledIn = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

interface ColumnCount {
  /** Cells that are addresses, and by half those that have one in them. */
  addresses: number;
  filled: number;
}

function addressColumns(sample: readonly Row[], heading: number, side: Side): number[] {
  const counts: ColumnCount[] = [];
  const rows = sample.slice(heading + 1);
  for (const { cells } of rows) {
    for (let i = 0; i < cells.length; i++) {
      const text = cells[i].trim();
      if (text === '') continue;
      counts[i] ??= { addresses: 0, filled: 0 };
      counts[i].filled++;
      if (looksLikeUrl(text)) counts[i].addresses++;
      else if (holdsAddress(text)) counts[i].addresses += 0.5;
    }
  }
  const ranks = heading < 0 ? [] : sample[heading].cells.map((cell) => headingRank(cell, side));
  const rankOf = (i: number): number => {
    const rank = ranks[i] ?? HeadingRank.Unknown;
    return isTrusted(rank, counts[i], rows.length) ? rank : -1;
  };
  return [...counts.keys()]
    .filter((i) => (counts[i]?.addresses ?? 0) > 0)
    .sort((a, b) => rankOf(b) - rankOf(a) || counts[b].addresses - counts[a].addresses || a - b);
}

/**
 * Whether a heading counts more than the number of addresses below it. A few stray addresses among remarks do not make
 * a column; where the heading says that it holds addresses, pages that are gone and cells left empty are forgiven.
 */
function isTrusted(rank: HeadingRank, { addresses, filled }: ColumnCount, rows: number): boolean {
  return rank >= HeadingRank.Address ? addresses * 4 >= filled && addresses * 10 >= rows : addresses * 4 >= rows;
}
