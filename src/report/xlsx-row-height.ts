import { columnsOf, wrap } from './columns.js';
import type { Cell } from './rows.js';

/** Points of a row of one line. */
export const LINE_HEIGHT = 15;
/** Points: no row is higher (Excel specifications and limits). */
const HIGHEST = 409;
/** Part of a column's width that a text can fill before it wraps: letters are wider than figures, and cells have edges. */
const USABLE = 0.9;

/**
 * The height in points that a row takes when its texts wrap; null where none does. LibreOffice gives each row of a file
 * one line, and leaves it there, unless the file says more; it and Excel fit the row anew when somebody edits it.
 * @param widths of the columns, in figures
 */
export function rowHeight(row: readonly Cell[], widths: readonly number[]): number | null {
  let lines = 1;
  for (let column = 0; column < Math.min(row.length, widths.length); column++) {
    const cell = row[column];
    if (typeof cell === 'string') lines = Math.max(lines, linesOf(cell, Math.floor(widths[column] * USABLE)));
  }
  return lines === 1 ? null : Math.min(lines * LINE_HEIGHT, HIGHEST);
}

function linesOf(text: string, columns: number): number {
  // No character is wider than two columns: most texts need no closer look.
  if (text.length * 2 <= columns && !text.includes('\n')) return 1;
  let lines = 0;
  // What is beyond the highest row need not be counted.
  for (const paragraph of text.slice(0, (columns * HIGHEST) / LINE_HEIGHT).split('\n')) {
    // A word that is too long for a line is broken in a cell.
    const broken = wrap(paragraph, columns).map((line) => Math.ceil(columnsOf(line) / columns));
    lines += Math.max(1, sum(broken));
  }
  return lines;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
