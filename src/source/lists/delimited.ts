import { type Row, readTable } from './table.js';
import type { ListEntry, ListOptions } from './types.js';

/** A record longer than this is a quotation mark that nobody closed. */
const LONGEST_RECORD = 1024 * 1024;

/** A first line by which Excel is told the delimiter, whatever the system's own is. */
const DECLARATION = /^\ufeff?"?sep=([,;|\t])"?\s*?(?:\r|\n)/i;

/** Whether a text says of itself that it is delimited. */
export const declaresDelimiter = (head: string): boolean => DECLARATION.test(head);

async function* behindFirstLine(records: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const record of records) if (record.line > 1) yield record;
}

/** CSV (RFC 4180) and its relatives; the delimiter is the one that cuts the first lines most evenly. */
export function readDelimitedList(
  chunks: AsyncIterable<string>,
  head: string,
  options: Pick<ListOptions, 'column' | 'side' | 'language' | 'tell'>,
): AsyncGenerator<ListEntry> {
  const declared = DECLARATION.exec(head)?.[1];
  const records = readRecords(chunks, declared ?? delimiterOf(head));
  return readTable(declared === undefined ? records : behindFirstLine(records), options);
}

/**
 * The delimiter of a table, judged by the first lines: tab, comma or semicolon. It is the one that cuts most of them
 * alike: a title above the table has none.
 */
export function delimiterOf(head: string): string {
  const lines = head.split(/\r\n|\n|\r/, 20).filter((line) => line.trim() !== '');
  let best = ',';
  let bestLines = 0;
  for (const delimiter of ['\t', ',', ';']) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    const even = mostAlike(counts.filter((count) => count > 0));
    if (even > bestLines) {
      best = delimiter;
      bestLines = even;
    }
  }
  return best;
}

/** How often the most frequent of some numbers is among them. */
function mostAlike(numbers: readonly number[]): number {
  return Math.max(0, ...numbers.map((number) => numbers.filter((other) => other === number).length));
}

/**
 * Records of delimited text, with the line each begins on. Lines may end in LF, CR LF or CR, mixed within one file;
 * quoted cells may hold delimiters, line ends and doubled quotation marks. A quotation mark that is never closed
 * spoils its own line only: it is read as an ordinary character.
 */
export async function* readRecords(
  chunks: AsyncIterable<string>,
  delimiter: string,
  longest: number = LONGEST_RECORD,
): AsyncGenerator<Row> {
  let held = '';
  let line = 1;
  const take = function* (ended: boolean): Generator<Row> {
    let start = 0;
    while (start < held.length) {
      let record = scanRecord(held, start, delimiter, ended, false);
      if (record === null) {
        const tooLong = held.length - start > longest;
        if (!ended && !tooLong) break;
        record = scanRecord(held, start, delimiter, ended, true) ?? scanRecord(held, start, delimiter, true, true)!;
      }
      if (record.cells.some((cell) => cell.trim() !== '')) yield { line, cells: record.cells };
      line += record.lines;
      start = record.end;
    }
    held = held.slice(start);
  };
  for await (const chunk of chunks) {
    held += chunk;
    yield* take(false);
  }
  yield* take(true);
}

interface ScannedRecord {
  readonly cells: string[];
  /** Offset behind the record's line end. */
  readonly end: number;
  /** Line ends it spans, its own included. */
  readonly lines: number;
}

/**
 * One record from `start` on; null where it is not complete: `ended` says that no more text follows.
 * `literal`: quotation marks are ordinary characters.
 */
function scanRecord(
  text: string,
  start: number,
  delimiter: string,
  ended: boolean,
  literal: boolean,
): ScannedRecord | null {
  const cells: string[] = [];
  let lines = 0;
  let at = start;
  for (;;) {
    let cell = '';
    if (!literal && text[at] === '"') {
      const quoted = scanQuoted(text, at);
      if (quoted === null) return null;
      cell = quoted.value;
      lines += quoted.lines;
      at = quoted.end;
    }
    // What stands outside quotation marks, or behind closing ones, is taken as it is.
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    cells.push(cell + text.slice(from, at));
    if (at >= text.length) return ended ? { cells, end: at, lines } : null;
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (text[at] === '\r') {
      if (at + 1 >= text.length && !ended) return null;
      if (text[at + 1] === '\n') at++;
    }
    return { cells, end: at + 1, lines: lines + 1 };
  }
}

function scanQuoted(text: string, start: number): { value: string; end: number; lines: number } | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    // A mark at the very end may be the first half of a doubled one: the caller asks again with more text.
    if (quote < 0) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      return { value, end: quote + 1, lines: value.match(/\r\n|\n|\r/g)?.length ?? 0 };
    }
    value += '"';
    from = quote + 2;
  }
}
