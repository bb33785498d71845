import type { AuditedPage } from '../audit/types.js';
import { messagesIn } from './messages/index.js';
import { FINDING_COLUMNS, PAGE_COLUMNS, Rows } from './rows.js';
import { SummaryCounter } from './summary.js';
import type { ReportContext } from './types.js';
import { WorkbookWriter } from './xlsx-workbook.js';

/** Widths in characters of the columns that are not of ordinary width. */
const WIDTHS: Readonly<Record<string, number>> = {
  target: 44,
  host: 22,
  pageTitle: 36,
  source: 24,
  message: 44,
  expected: 24,
  found: 24,
  excerpt: 40,
  fix: 40,
  clause: 28,
  codeName: 22,
  line: 7,
  column: 7,
  url: 44,
  original: 44,
  problem: 28,
};

/** An Excel workbook: the counts, a sheet of findings, a sheet of pages. Written while pages come. */
export async function* xlsx(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<Uint8Array> {
  const { sheets } = messagesIn(context.language);
  const rows = new Rows(context);
  const counter = new SummaryCounter();
  const workbook = new WorkbookWriter();
  const summary = workbook.addSheet({ name: sheets.summary, headings: null, widths: [28, 12] });
  const findings = workbook.addSheet({
    name: sheets.findings,
    headings: rows.headings(FINDING_COLUMNS),
    widths: FINDING_COLUMNS.map((column) => WIDTHS[column] ?? 12),
  });
  const pageTable = workbook.addSheet({
    name: sheets.pages,
    headings: rows.headings(PAGE_COLUMNS),
    widths: PAGE_COLUMNS.map((column) => WIDTHS[column] ?? 12),
  });

  for await (const page of pages) {
    counter.add(page);
    for (const row of rows.findingRows(page)) findings.add(row);
    pageTable.add(rows.pageRow(page));
    yield* workbook.chunks();
  }
  for (const row of rows.summaryRows(counter.summary(), counter.accepted(), context.unfinished?.() ?? null))
    summary.add(row);
  workbook.end();
  yield* workbook.chunks();
}
