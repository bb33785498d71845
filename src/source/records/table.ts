import type { Mistake } from '../../policy/error.js';
import { nearestNames } from '../../policy/nearest.js';
import type { Row } from '../lists/table.js';
import type { Field, FileRecord, Headings, Records } from './types.js';

/**
 * Rows with a heading as records. Columns are known by their headings, whatever their order; others are the
 * clerk's own (telephone, contract number) and are left alone, unless their heading looks like a misspelt one.
 */
export function recordsOfRows<Name extends string>(
  rows: readonly Row[],
  headings: Headings<Name>,
  file: string,
): Records<Name> {
  const [heading, ...body] = rows;
  if (heading === undefined) {
    return {
      records: [],
      mistakes: [{ file, position: null, message: { zh: '文件是空的', en: 'the file is empty' } }],
    };
  }
  const { columns, mistakes } = readHeading(heading, headings, file);
  if (columns.size === 0) {
    const known = Object.values<readonly string[]>(headings).map((names) => names[0]);
    mistakes.push({
      file,
      position: { line: heading.line, column: 1 },
      message: {
        zh: `第一行应是列名，可用的列名有：${known.join('、')}`,
        en: `the first row must hold column names; known: ${known.join(', ')}`,
      },
    });
    return { records: [], mistakes };
  }
  return { records: body.map((row) => recordOf(row, columns)), mistakes };
}

function readHeading<Name extends string>(
  { line, cells }: Row,
  headings: Headings<Name>,
  file: string,
): { columns: Map<number, Name>; mistakes: Mistake[] } {
  const columns = new Map<number, Name>();
  const mistakes: Mistake[] = [];
  for (const [index, cell] of cells.entries()) {
    const written = headingKey(cell);
    if (written === '') continue;
    const position = { line, column: index + 1 };
    const name = nameOfHeading(written, headings);
    if (name === undefined) {
      const nearest = nearestNames(written, Object.values<readonly string[]>(headings).flat())[0];
      if (nearest === undefined || Math.abs(nearest.length - written.length) > 1) continue;
      const zh = `不认识列名“${cell.trim()}”；是不是“${nearest}”？`;
      mistakes.push({
        file,
        position,
        message: { zh, en: `unknown column "${cell.trim()}"; did you mean "${nearest}"?` },
      });
    } else if ([...columns.values()].includes(name)) {
      const message = { zh: `“${cell.trim()}”一列出现了两次`, en: `the column "${cell.trim()}" is given twice` };
      mistakes.push({ file, position, message });
    } else columns.set(index, name);
  }
  return { columns, mistakes };
}

/** `From *` and `起始日期（含）` are headings too: what stands in brackets and marks of must-fields do not count. */
const headingKey = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/\(.*?\)|\[.*?\]|[*:]/g, '')
    .replace(/[\s_-]+/g, '')
    .toLowerCase();

export function nameOfHeading<Name extends string>(written: string, headings: Headings<Name>): Name | undefined {
  const key = headingKey(written);
  return (Object.keys(headings) as Name[]).find((name) => headings[name].some((known) => headingKey(known) === key));
}

function recordOf<Name extends string>(row: Row, columns: ReadonlyMap<number, Name>): FileRecord<Name> {
  const fields: Partial<Record<Name, Field>> = {};
  for (const [index, name] of columns) {
    const text = (row.cells[index] ?? '').trim();
    if (text !== '') fields[name] = { text, position: { line: row.line, column: index + 1 } };
  }
  return { position: { line: row.line, column: 1 }, fields };
}
