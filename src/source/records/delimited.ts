import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { Mistake } from '../../policy/error.js';
import { delimiterOf } from '../lists/delimited.js';
import type { Row } from '../lists/table.js';

/**
 * The rows of delimited text, blank ones left out, with the line each begins on. Read strictly (RFC 4180): in a list
 * that decides on rights, a quotation mark out of place is a mistake to show, not one to guess around.
 */
export function rowsOfDelimited(text: string, file: string): { rows: readonly Row[]; mistakes: readonly Mistake[] } {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: Info }[];
    const rows = parsed.map(({ record, info }) => ({
      // `lines` counts up to the record's end.
      line: info.lines - record.reduce((lines, cell) => lines + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
      cells: record,
    }));
    return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')), mistakes: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as { lines?: unknown }).lines) || 1;
    const column = (Number((error as { column?: unknown }).column) || 0) + 1;
    const message = {
      zh: '引号用法有误：含引号的单元格须整个放在引号里，其中的引号写两遍',
      en: `not valid CSV: ${error.message.split('\n', 1)[0]}`,
    };
    return { rows: [], mistakes: [{ file, position: { line, column }, message }] };
  }
}
