import type { Mistake } from '../../policy/error.js';
import type { Language } from '../../policy/types.js';
import type { Row } from '../lists/table.js';
import { ListError } from '../lists/types.js';
import { readXlsxRows } from '../lists/xlsx.js';

/** The rows of a workbook's first visible sheet with cells in it, blank ones left out. */
export async function rowsOfWorkbook(
  bytes: Uint8Array,
  file: string,
): Promise<{ rows: readonly Row[]; mistakes: readonly Mistake[] }> {
  const read = await tryRows(bytes, 'zh');
  if (typeof read !== 'string') return { rows: read, mistakes: [] };
  // The reader words its errors in one language at a time.
  const english = await tryRows(bytes, 'en');
  const message = { zh: read, en: typeof english === 'string' ? english : read };
  return { rows: [], mistakes: [{ file, position: null, message }] };
}

/** The rows, or why there are none. */
async function tryRows(bytes: Uint8Array, language: Language): Promise<readonly Row[] | string> {
  const access = {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  const rows: Row[] = [];
  try {
    for await (const row of readXlsxRows(access, language)) {
      if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
    }
    return rows;
  } catch (error) {
    if (error instanceof ListError) return error.message;
    throw error;
  }
}
