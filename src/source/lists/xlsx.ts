import { listMessages } from './messages.js';
import { hasAddresses, type Row, readTable } from './table.js';
import type { ListOptions } from './types.js';
import { type ListEntry, ListError } from './types.js';
import { type HyperlinkTargets, readHyperlinks, readSheetRows } from './xlsx-sheet.js';
import { readSharedStrings, type SharedStrings } from './xlsx-strings.js';
import { readRelationships, readSheetNames, resolvePart } from './xlsx-workbook.js';
import { type RandomAccess, readZipDirectory, ZipError } from './zip.js';

/** Rows looked at before a worksheet is taken for the list. */
const SAMPLE = 200;

/**
 * The targets of an XLSX workbook (ECMA-376): those of the sheet that `sheet` names, or of the first visible sheet
 * with addresses in it. A cell counts by its text, by its HYPERLINK formula, or by the hyperlink that lies over it.
 * Rows are streamed; of the workbook, only the shared strings are held, as bytes.
 */
export async function* readXlsxList(
  file: RandomAccess,
  options: Pick<ListOptions, 'column' | 'sheet' | 'side' | 'language' | 'tell'>,
): AsyncGenerator<ListEntry> {
  try {
    const rows = await openSheet(file, options);
    yield* readTable(rows, options);
  } catch (error) {
    throw readable(error, options.language);
  }
}

/** The rows of the first visible sheet that has any, whatever is in them. Throws `ListError`. */
export async function* readXlsxRows(file: RandomAccess, language: ListOptions['language']): AsyncGenerator<Row> {
  try {
    yield* await openSheet(file, { language }, () => true);
  } catch (error) {
    throw readable(error, language);
  }
}

async function openSheet(
  file: RandomAccess,
  options: Pick<ListOptions, 'column' | 'sheet' | 'language'>,
  isTheList: (sample: readonly Row[]) => boolean = hasAddresses,
): Promise<AsyncIterable<Row>> {
  const messages = listMessages(options.language);
  const entries = await readZipDirectory(file);
  const workbookPart = 'xl/workbook.xml';
  if (!entries.has(workbookPart)) throw new ListError(messages.noWorkbook(messages[kindOf(entries)]()));
  const sheets = await readSheetNames(file, entries, workbookPart);
  const relationships = await readRelationships(file, entries, workbookPart);
  const stringsPart = [...relationships.values()].find((relation) => relation.type.endsWith('/sharedStrings'));
  const stringsEntry = stringsPart && entries.get(resolvePart(workbookPart, stringsPart.target));
  const strings = stringsEntry ? await readSharedStrings(file, stringsEntry) : null;

  const wanted = options.sheet === undefined ? sheets.filter((sheet) => sheet.visible) : sheets.filter(named);
  function named(sheet: { name: string }): boolean {
    return sheet.name === options.sheet;
  }
  if (options.sheet !== undefined && wanted.length === 0) {
    throw new ListError(messages.unknownSheet(options.sheet, sheets.map((sheet) => sheet.name).join(', ')));
  }
  let fallback: AsyncIterable<Row> | null = null;
  for (const sheet of wanted) {
    const target = relationships.get(sheet.relationship)?.target;
    const part = target === undefined ? '' : resolvePart(workbookPart, target);
    const entry = entries.get(part);
    if (entry === undefined) continue;
    const open = async () => sheetRows(file, entries, part, strings);
    if (options.sheet !== undefined) return open();
    const sample = await firstRows(await open());
    if (sample.length > 0) fallback ??= await open();
    if (sample.length > 0 && isTheList(sample)) return open();
  }
  if (fallback === null) throw new ListError(messages.noSheets());
  return fallback;
}

/** A damaged archive as an error for people; everything else is left as it is. */
function readable(error: unknown, language: ListOptions['language']): unknown {
  if (!(error instanceof ZipError)) return error;
  const messages = listMessages(language);
  return new ListError(error.encrypted ? messages.encryptedZip() : messages.brokenZip(error.message));
}

/** What a ZIP archive without a workbook is. */
function kindOf(entries: ReadonlyMap<string, unknown>) {
  if (entries.has('word/document.xml')) return 'wordDocument';
  if (entries.has('ppt/presentation.xml')) return 'slides';
  if (entries.has('xl/workbook.bin')) return 'binaryWorkbook';
  return entries.has('mimetype') && entries.has('content.xml') ? 'openDocument' : 'zipArchive';
}

async function sheetRows(
  file: RandomAccess,
  entries: Awaited<ReturnType<typeof readZipDirectory>>,
  part: string,
  strings: SharedStrings | null,
): Promise<AsyncIterable<Row>> {
  const relationships = await readRelationships(file, entries, part);
  const targets = new Map<string, string>();
  for (const [id, relation] of relationships) {
    if (relation.type.endsWith('/hyperlink') && relation.external) targets.set(id, relation.target);
  }
  const entry = entries.get(part)!;
  // Hyperlinks stand behind the rows in the file, so that a sheet which has any is read twice.
  const links: HyperlinkTargets = targets.size === 0 ? new Map() : await readHyperlinks(file, entry, targets);
  return readSheetRows(file, entry, strings, links);
}

async function firstRows(rows: AsyncIterable<Row>): Promise<Row[]> {
  const sample: Row[] = [];
  for await (const row of rows) {
    sample.push(row);
    if (sample.length === SAMPLE) break;
  }
  return sample;
}
