import type { Language } from '../../policy/types.js';
import { listMessages } from './messages.js';
import { entryOf, looksLikeUrl, problemEntry } from './target-url.js';
import { type ListEntry, ListError } from './types.js';

/** One row of a table, whatever file it came from. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows read before the column is chosen. */
const SAMPLE = 200;
/** Headings that decide between columns which hold equally many addresses. */
const TELLING_HEADING = /^(url|uri|link|href|target|网址|链接|地址|网页地址|文章链接|转载链接|侵权链接|页面地址)$/i;

/**
 * The column with addresses in it: by heading or number where `column` says so, otherwise the one where most cells
 * of the first rows are URLs. A first row without an address in that column is the heading and is left out.
 */
export async function* readTable(
  rows: AsyncIterable<Row>,
  options: { readonly column?: string; readonly language: Language },
): AsyncGenerator<ListEntry> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    const sample: Row[] = [];
    let step = await iterator.next();
    while (!step.done) {
      sample.push(step.value);
      if (sample.length === SAMPLE) break;
      step = await iterator.next();
    }
    if (sample.length === 0) return;
    const column = chooseColumn(sample, options);
    const heading = !looksLikeUrl(sample[0].cells[column] ?? '');
    for (const row of heading ? sample.slice(1) : sample) yield* entryOfRow(row, column, options.language);
    if (step.done) return;
    for (step = await iterator.next(); !step.done; step = await iterator.next()) {
      yield* entryOfRow(step.value, column, options.language);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Counts addresses by column; null when no column has any. Exported for choosing a worksheet. */
export function urlColumn(sample: readonly Row[]): number | null {
  const counts: number[] = [];
  for (const { cells } of sample) {
    for (let i = 0; i < cells.length; i++) if (looksLikeUrl(cells[i])) counts[i] = (counts[i] ?? 0) + 1;
  }
  let best: number | null = null;
  const score = (i: number) => counts[i] + (TELLING_HEADING.test(sample[0].cells[i]?.trim() ?? '') ? 0.5 : 0);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] !== undefined && (best === null || score(i) > score(best))) best = i;
  }
  return best;
}

function chooseColumn(sample: readonly Row[], options: { readonly column?: string; readonly language: Language }) {
  const messages = listMessages(options.language);
  const names = sample[0].cells.map((cell, i) => cell.trim() || String(i + 1));
  const shown = names.slice(0, 30).join(', ');
  if (options.column !== undefined) {
    const wanted = options.column.trim();
    const exact = names.indexOf(wanted);
    const found = exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
    if (found >= 0) return found;
    const widest = sample.reduce((width, row) => Math.max(width, row.cells.length), 0);
    if (/^[1-9]\d{0,4}$/.test(wanted) && Number(wanted) <= widest) return Number(wanted) - 1;
    throw new ListError(messages.unknownColumn(wanted, shown));
  }
  const found = urlColumn(sample);
  if (found === null) throw new ListError(messages.noUrlColumn(shown));
  return found;
}

function* entryOfRow(row: Row, column: number, language: Language): Generator<ListEntry> {
  const cell = row.cells[column]?.trim() ?? '';
  if (cell !== '') {
    yield entryOf(row.line, cell, language);
    return;
  }
  // An empty row is no target; a row that is filled except for its address is one that cannot be audited.
  const rest = row.cells.filter((other) => other.trim() !== '');
  if (rest.length > 0) {
    yield problemEntry(row.line, rest.join(' ').slice(0, 200), listMessages(language).noUrlInRow(String(row.line)));
  }
}
