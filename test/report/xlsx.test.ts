import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import type { AuditedPage } from '../../src/audit/types.js';
import { type Cell, FINDING_COLUMNS, looksLikeFormula, Rows } from '../../src/report/rows.js';
import { xlsx } from '../../src/report/xlsx.js';
import { rowHeight } from '../../src/report/xlsx-row-height.js';
import { WorkbookWriter } from '../../src/report/xlsx-workbook.js';
import { columnLetters } from '../../src/report/xlsx-xml.js';
import { bytesOf, context, finding, hostilePages, manyFindings, page } from './fixtures.js';

const partsOf = (workbook: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, strFromU8(bytes)]));

/** The texts of a sheet's cells in order, and their styles. Parses strictly. */
function cellsOf(xml: string): { text: string; style: string | undefined }[] {
  const cells: { text: string; style: string | undefined }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'c') cells.push({ text: '', style: (attributes as Record<string, string>).s });
  });
  parser.on('text', (text) => {
    if (cells.length > 0) cells.at(-1)!.text += text;
  });
  parser.write(xml).close();
  return cells;
}

const findingCells = async (changes: Parameters<typeof finding>[0]) => {
  const parts = partsOf(await bytesOf(xlsx, [page({ findings: [finding(changes)] })]));
  return cellsOf(parts['xl/worksheets/sheet1.xml']);
};

test('shows the counts first, then findings and pages', async () => {
  const workbook = partsOf(await bytesOf(xlsx, [page()]))['xl/workbook.xml'];
  expect([...workbook.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name)).toEqual(['汇总', '问题', '页面']);
});

test('the sheet of counts tells what holds for the whole run', async () => {
  const note = { policy: 'p', code: 'auth-unknown', severity: 'info', message: '没有授权名单' } as const;
  const parts = partsOf(await bytesOf(xlsx, [page()], { notes: [note] }));
  const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
  const lastCells = sheets.map(([, xml]) =>
    cellsOf(xml)
      .slice(-2)
      .map((cell) => cell.text),
  );
  expect(lastCells).toContainEqual(['说明', '没有授权名单 (auth-unknown)']);
});

test('every sheet tells the height of a row, so that LibreOffice makes rows higher whose text wraps', async () => {
  const parts = Object.entries(partsOf(await bytesOf(xlsx, [page()])));
  const sheets = parts.filter(([name]) => name.startsWith('xl/worksheets/')).map(([, xml]) => xml);
  // In the order of ECMA-376, CT_Worksheet.
  const expected = expect.stringMatching(/<\/sheetViews><sheetFormatPr defaultRowHeight="\d+"\/><cols>/);
  expect(sheets).toEqual([expected, expected, expected]);
});

test.each<[string, readonly Cell[], number | null]>([
  ['texts that fit', ['一二三四五六七八九', 'letters', 1234567890123], null],
  ['a text of two lines', ['', '一二三四五六七八九十', null], 30],
  ['the longest of several', ['a b', 'one word behind another word and one more', null], 45],
  ['a word longer than a line', [`https://${'a'.repeat(40)}`, '', null], 45],
  ['lines of their own, an empty one among them', ['a\n\nb', '', null], 45],
  ['more than a row can show', ['长'.repeat(30_000), '', null], 409],
  ['cells beyond the columns that have a width', ['', '', null, '长'.repeat(100)], null],
])('the height of a row: %s', (_, row, height) => {
  expect(rowHeight(row, [20, 20, 20])).toBe(height);
});

test('a row whose text wraps says how high it is, the headings do not', async () => {
  const parts = partsOf(await bytesOf(xlsx, [page({ findings: [finding({ message: '长'.repeat(60) })] })]));
  const [counts, findings] = Object.values(parts).filter((xml) => xml.includes('<sheetData>'));
  const all = `${counts}${findings}`;
  expect([...all.matchAll(/<row r="(\d+)" ht="(\d+)">/g)].map(([, row, height]) => [row, height])).toEqual([
    ['2', '60'],
  ]);
});

test('every part of a hostile audit is well-formed XML', async () => {
  const parts = partsOf(await bytesOf(xlsx, hostilePages()));
  for (const xml of Object.values(parts)) expect(() => cellsOf(xml)).not.toThrow();
});

test('a cell holds at most 32,767 characters', async () => {
  const cells = await findingCells({ found: '字'.repeat(40_000) });
  expect(Math.max(...cells.map((cell) => cell.text.length))).toBe(32_767);
});

test('an escape of the format in a text is escaped', async () => {
  expect((await findingCells({ found: '_x000D_' })).map((cell) => cell.text)).toContain('_x005F_x000D_');
});

test('what looks like a formula is a text that stays one when edited', async () => {
  expect(await findingCells({ found: '=1+1' })).toContainEqual({ text: '=1+1', style: '3' });
});

test('the same audit is the same file', async () => {
  expect(Buffer.compare(await bytesOf(xlsx, hostilePages()), await bytesOf(xlsx, hostilePages()))).toBe(0);
});

test('a table that outgrows its sheet goes on in the next, with headings and filter', () => {
  const workbook = new WorkbookWriter(3);
  const sheet = workbook.addSheet({ name: 'table', headings: ['heading'], widths: [10] });
  for (const text of ['one', 'two', 'three']) sheet.add([text]);
  workbook.end();
  const parts = partsOf(Buffer.concat(workbook.chunks()));
  const shown = [1, 2].map((index) => cellsOf(parts[`xl/worksheets/sheet${index}.xml`]).map((cell) => cell.text));
  expect(shown).toEqual([
    ['heading', 'one', 'two'],
    ['heading', 'three'],
  ]);
  expect(parts['xl/workbook.xml']).toContain('<sheet name="table 2"');
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %d is %s', (index, letters) => {
  expect(columnLetters(index)).toBe(letters);
});

const OFFICE = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync);
if (OFFICE === undefined) console.warn('SKIPPED: LibreOffice is absent, no workbook is opened by another program');

(OFFICE === undefined ? test.skip : test)(
  'LibreOffice opens the workbook and finds the same rows',
  async () => {
    const pages: AuditedPage[] = [...hostilePages(), manyFindings(300)];
    const folder = mkdtempSync(join(tmpdir(), 'reprintlint-xlsx-'));
    try {
      writeFileSync(join(folder, 'report.xlsx'), await bytesOf(xlsx, pages));
      // Token 12 of the filter options: -1 writes every sheet to a file of its own.
      const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      spawnSync(
        OFFICE!,
        [profile, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, 'report.xlsx')],
        {
          timeout: 110_000,
        },
      );
      const opened = parse(readFileSync(join(folder, 'report-问题.csv')), { relax_column_count: true }) as string[][];
      const rows = new Rows(context());
      const written: Cell[][] = [rows.headings(FINDING_COLUMNS), ...pages.flatMap((one) => rows.findingRows(one))];
      expect(opened).toEqual(written.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);

test('the guard knows formulas from texts', () => {
  expect(['=1', ' +1', '-', '＝1', '@x'].map(looksLikeFormula)).not.toContain(false);
  expect(['a=1', '1-1', '', '来源：甲'].map(looksLikeFormula)).not.toContain(true);
});
