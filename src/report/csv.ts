import { stringify } from 'csv-stringify/sync';
import type { AuditedPage } from '../audit/types.js';
import { type Cell, FINDING_COLUMNS, looksLikeFormula, Rows } from './rows.js';
import type { ReportContext } from './types.js';

/**
 * CSV (RFC 4180) for spreadsheets: a row a finding, a row for each page without one. The byte order mark makes
 * spreadsheets read UTF-8. Every text is quoted, so that a list separator of another locale does not cut a cell in two
 * and let its second half be a formula.
 */
export async function* csv(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const rows = new Rows(context);
  yield `\ufeff${lines([rows.headings(FINDING_COLUMNS)])}`;
  for await (const page of pages) yield lines(rows.findingRows(page));
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: '\r\n', quoted_string: true },
  );
}

/** An apostrophe tells a spreadsheet that text follows. */
function guarded(cell: Cell): Cell {
  return typeof cell === 'string' && looksLikeFormula(cell) ? `'${cell}` : cell;
}
