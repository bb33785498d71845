import { constants, deflateRawSync } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import type { Cell } from './rows.js';
import { rowHeight } from './xlsx-row-height.js';
import { cellXml, columnLetters, LAST_ROW, STYLES_XML, Style, sheetEnd, sheetStart } from './xlsx-xml.js';
import { xmlAttribute } from './xml-text.js';

export interface SheetOptions {
  /** At most 28 characters, none of `[]:*?/\`. */
  readonly name: string;
  /** The first row, frozen, with filters; null for a sheet of groups. */
  readonly headings: readonly string[] | null;
  /** Width of each column in characters. */
  readonly widths: readonly number[];
}

/** A fixed time for the entries of the archive: the same audit is the same file. */
const EPOCH = new Date(1980, 0, 1);
/** Units of XML compressed at once: each piece stands alone, so small ones would compress badly. */
const FLUSH_AT = 1 << 19;

/**
 * Writes a workbook (ECMA-376, Office Open XML) while its rows come, several sheets at a time. The archive holds
 * compressed text of the sheets that wait for the one before them, never rows.
 */
export class WorkbookWriter {
  readonly #zip: Zip;
  readonly #parts: { readonly name: string; readonly path: string }[] = [];
  readonly #sheets: SheetWriter[] = [];
  readonly #rowLimit: number;
  #chunks: Uint8Array[] = [];

  /** `rowLimit`: rows of a sheet, headings included, before the table goes on in the next. */
  constructor(rowLimit = LAST_ROW) {
    this.#rowLimit = rowLimit;
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      this.#chunks.push(chunk);
    });
    this.#write('[Content_Types].xml', CONTENT_TYPES);
    this.#write('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']]));
    this.#write('xl/styles.xml', STYLES_XML);
  }

  /** Sheets are shown in the order they are added, and stored in the order of their first rows. */
  addSheet(options: SheetOptions): SheetWriter {
    const sheet = new SheetWriter(options, this.#rowLimit, (name) => this.#openPart(name));
    this.#sheets.push(sheet);
    return sheet;
  }

  /** What is ready to be written, once. */
  chunks(): Uint8Array[] {
    const ready = this.#chunks;
    this.#chunks = [];
    return ready;
  }

  end(): void {
    for (const sheet of this.#sheets) sheet.end();
    const parts = this.#sheets.flatMap((sheet) => sheet.parts);
    const list = parts.map(
      ({ name }, index) => `<sheet name="${xmlAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    );
    this.#write('xl/workbook.xml', workbookXml(list.join('')));
    this.#write(
      'xl/_rels/workbook.xml.rels',
      relationships([...parts.map(({ path }) => ['worksheet', path] as const), ['styles', 'styles.xml']]),
    );
    this.#zip.end();
  }

  #openPart(name: string): OpenPart {
    const path = `worksheets/sheet${this.#parts.length + 1}.xml`;
    const part = { name, path };
    this.#parts.push(part);
    return { ...part, entry: this.#entry(`xl/${path}`) };
  }

  #entry(path: string): DeflatedEntry {
    const entry = new DeflatedEntry(path);
    entry.mtime = EPOCH;
    this.#zip.add(entry);
    return entry;
  }

  #write(path: string, content: string): void {
    this.#entry(path).push(Buffer.from(content), true);
  }
}

/** An entry of the archive, compressed piece by piece by Node's zlib: several times faster than in JavaScript. */
class DeflatedEntry extends ZipPassThrough {
  constructor(path: string) {
    super(path);
    this.compression = 8;
  }

  protected override process(piece: Uint8Array, last: boolean): void {
    // A piece that ends on a byte boundary without closing the stream can be followed by the next.
    const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata(null, deflateRawSync(piece, { finishFlush }), last);
  }
}

interface OpenPart {
  readonly name: string;
  readonly path: string;
  readonly entry: DeflatedEntry;
}

/** One table. Where it outgrows the rows a sheet can have, it goes on in another with the same headings. */
export class SheetWriter {
  readonly #options: SheetOptions;
  readonly #rowLimit: number;
  readonly #open: (name: string) => OpenPart;
  readonly #parts: OpenPart[] = [];
  #buffer = '';
  #row = 0;

  constructor(options: SheetOptions, rowLimit: number, open: (name: string) => OpenPart) {
    this.#options = options;
    this.#rowLimit = rowLimit;
    this.#open = open;
  }

  get parts(): readonly { readonly name: string; readonly path: string }[] {
    return this.#parts;
  }

  add(row: readonly Cell[]): void {
    if (this.#row === this.#rowLimit) this.#finish();
    if (this.#row === 0) this.#begin();
    const isHeading = this.#options.headings === null && typeof row[0] === 'string' && typeof row[1] === 'string';
    this.#put(row, isHeading ? Style.heading : Style.text);
  }

  end(): void {
    if (this.#parts.length === 0) this.#begin();
    this.#finish();
  }

  #begin(): void {
    const { name, headings, widths } = this.#options;
    this.#parts.push(this.#open(this.#parts.length === 0 ? name : `${name} ${this.#parts.length + 1}`));
    this.#buffer = sheetStart(widths, headings !== null);
    if (headings !== null) this.#put(headings, Style.heading);
  }

  #put(row: readonly Cell[], style: Style): void {
    this.#row++;
    const cells = row.map((cell, column) => cellXml(columnLetters(column) + this.#row, cell, style));
    // Headings do not wrap.
    const height = style === Style.text ? rowHeight(row, this.#options.widths) : null;
    this.#buffer += `<row r="${this.#row}"${height === null ? '' : ` ht="${height}"`}>${cells.join('')}</row>`;
    if (this.#buffer.length >= FLUSH_AT) this.#flush(false);
  }

  #finish(): void {
    const { headings } = this.#options;
    const filter = headings === null ? null : `A1:${columnLetters(headings.length - 1)}${this.#row}`;
    this.#buffer += sheetEnd(filter);
    this.#flush(true);
    this.#row = 0;
  }

  #flush(last: boolean): void {
    this.#parts[this.#parts.length - 1].entry.push(Buffer.from(this.#buffer), last);
    this.#buffer = '';
  }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** `.xml` means a sheet: their number is not known when this first part is written. */
const CONTENT_TYPES =
  `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Default Extension="xml" ContentType="${MAIN}.worksheet+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`;

function workbookXml(sheets: string): string {
  return (
    `${DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
    `xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`
  );
}

/** Pairs of type and target; ids are rId1, rId2, … */
function relationships(list: readonly (readonly [string, string])[]): string {
  const items = list.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return (
    `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
    `${items.join('')}</Relationships>`
  );
}
