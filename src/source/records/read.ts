import { readFile } from 'node:fs/promises';
import type { Mistake } from '../../policy/error.js';
import type { Localized } from '../../policy/types.js';
import { ListDecoder } from '../lists/decode.js';
import { rowsOfDelimited } from './delimited.js';
import { recordsOfRows } from './table.js';
import { type Headings, type Records, RecordsError } from './types.js';

/** A list that decides on sites and sources has some thousand rows; what is larger is another kind of file. */
const LARGEST_FILE = 32 * 1024 * 1024;

export interface ReadRecordsOptions<Name extends string> {
  readonly headings: Headings<Name>;
  /** Key of the list in a YAML file. */
  readonly listKey: string;
}

export interface ReadRecords<Name extends string> extends Records<Name> {
  /** A workbook may hold a date as a count of days. */
  readonly format: 'delimited' | 'xlsx' | 'yaml';
}

/**
 * The records of a CSV (UTF-8 or GB18030, with or without a byte order mark), XLSX or YAML file. The signature tells
 * a workbook, the extension YAML.
 * @throws {RecordsError} the file cannot be read at all
 */
export async function readRecords<Name extends string>(
  file: string,
  options: ReadRecordsOptions<Name>,
): Promise<ReadRecords<Name>> {
  const bytes = await bytesOf(file);
  const { headings, listKey } = options;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const { rowsOfWorkbook } = await import('./workbook.js');
    const { rows, mistakes } = await rowsOfWorkbook(bytes, file);
    return { format: 'xlsx', ...joined(recordsOfRows(rows, headings, file), mistakes) };
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    refuse(file, {
      zh: '这是旧版 Excel 文件（.xls）或加密的工作簿，请去掉密码另存为 .xlsx 或 CSV',
      en: 'old Excel format (.xls) or a password-protected workbook; save it as .xlsx or CSV without a password',
    });
  }
  const decoder = new ListDecoder();
  const text = decoder.write(bytes) + decoder.end();
  if (/\.ya?ml$|\.json$/i.test(file)) {
    const { recordsOfYaml } = await import('./yaml.js');
    return { format: 'yaml', ...recordsOfYaml(text, headings, listKey, file) };
  }
  const { rows, mistakes } = rowsOfDelimited(text, file);
  return { format: 'delimited', ...joined(recordsOfRows(rows, headings, file), mistakes) };
}

/** Of a file that could not be read, its being empty is no news. */
function joined<Name extends string>(records: Records<Name>, mistakes: readonly Mistake[]): Records<Name> {
  return mistakes.length === 0 ? records : { records: [], mistakes };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse(file, { zh: '没有这个文件', en: 'no such file' });
    if (code === 'EISDIR') return refuse(file, { zh: '这是文件夹，不是文件', en: 'a folder, not a file' });
    return refuse(file, { zh: `无法读取（${code}）`, en: `cannot be read (${code})` });
  }
  if (bytes.length > LARGEST_FILE) {
    return refuse(file, { zh: '文件超过 32 MiB', en: 'the file is larger than 32 MiB' });
  }
  return bytes;
}

function refuse(file: string, message: Localized): never {
  throw new RecordsError([{ file, position: null, message }]);
}

/** @throws {RecordsError} when there are any mistakes, with all of them in file order */
export function requireNone(mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0) return;
  const rank = ({ position }: Mistake): number => (position === null ? 0 : position.line * 1e5 + position.column);
  throw new RecordsError([...mistakes].sort((a, b) => rank(a) - rank(b)));
}
