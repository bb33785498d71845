import type { Language } from '../../policy/types.js';
import { columnNamed, type Row, shapeOf, type TableShape } from './columns.js';
import { listMessages } from './messages.js';
import { entryOf, problemEntry } from './target-url.js';
import { type ListEntry, ListError, type ListOptions } from './types.js';

export type { Row } from './columns.js';

/** Rows read before the column is chosen. */
const SAMPLE = 200;
/** Names of columns in one message. */
const MOST_NAMES = 30;

/**
 * The addresses of one column: by heading or number where `column` says so, otherwise the one whose heading and cells
 * speak for it. The heading and what stands above it are left out.
 */
export async function* readTable(
  rows: AsyncIterable<Row>,
  options: Pick<ListOptions, 'column' | 'side' | 'language' | 'tell'>,
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
    const shape = shapeOf(sample, options.column?.trim(), options.side);
    const column = chooseColumn(sample, shape, options);
    for (const row of sample.slice(shape.heading + 1)) yield* entryOfRow(row, column, options.language);
    if (step.done) return;
    for (step = await iterator.next(); !step.done; step = await iterator.next()) {
      yield* entryOfRow(step.value, column, options.language);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Whether a table has a column of addresses; for choosing a worksheet. */
export function hasAddresses(sample: readonly Row[]): boolean {
  return shapeOf(sample).columns.length > 0;
}

function chooseColumn(
  sample: readonly Row[],
  { heading, columns }: TableShape,
  { column, language, tell }: Pick<ListOptions, 'column' | 'language' | 'tell'>,
): number {
  const messages = listMessages(language);
  const headings = sample[Math.max(0, heading)].cells.map((cell) => cell.trim());
  const shown = headings
    .slice(0, MOST_NAMES)
    .map((name, i) => name || String(i + 1))
    .join(', ');
  if (column !== undefined) {
    const wanted = column.trim();
    const found = columnNamed(headings, wanted);
    if (found >= 0) return found;
    const widest = sample.reduce((width, row) => Math.max(width, row.cells.length), 0);
    if (/^[1-9]\d{0,4}$/.test(wanted) && Number(wanted) <= widest) return Number(wanted) - 1;
    throw new ListError(messages.unknownColumn(wanted, shown));
  }
  if (columns.length === 0) throw new ListError(messages.noUrlColumn(shown));
  const [chosen, ...others] = columns;
  if (others.length > 0) {
    const nameOf = (i: number) => (heading >= 0 && headings[i]) || null;
    const named = nameOf(chosen);
    tell?.(
      messages.columnChosen(
        named === null ? messages.columnByNumber(String(chosen + 1)) : messages.columnByName(named),
        others
          .slice(0, MOST_NAMES)
          .map((i) => nameOf(i) ?? messages.columnByNumber(String(i + 1)))
          .join(language === 'zh' ? '、' : ', '),
      ),
    );
  }
  return chosen;
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
