import { Parser } from 'htmlparser2';
import { decodeStream } from './decode.js';
import type { Row } from './table.js';
import { looksLikeUrl } from './target-url.js';
import { isTag, type SharedStrings } from './xlsx-strings.js';
import { eachElement } from './xlsx-workbook.js';
import { type RandomAccess, readZipEntry, type ZipEntry } from './zip.js';

/** Hyperlink target by cell reference (`B7`). Excel allows 65,530 of them in a sheet. */
export type HyperlinkTargets = ReadonlyMap<string, string>;

const HYPERLINK_FORMULA = /^\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"/i;
const LONGEST_CELL = 32_767;
const MOST_COLUMNS = 16_384;

/** The hyperlinks of a sheet (§18.3.1.47); of a link over a range, its first cell counts. */
export async function readHyperlinks(
  file: RandomAccess,
  entry: ZipEntry,
  targets: ReadonlyMap<string, string>,
): Promise<HyperlinkTargets> {
  const links = new Map<string, string>();
  await eachElement(file, entry, (name, attributes) => {
    if (!isTag(name, 'hyperlink')) return;
    const id = Object.keys(attributes).find((key) => key !== 'id' && isTag(key, 'id'));
    const target = id === undefined ? undefined : targets.get(attributes[id]);
    const cell = attributes.ref?.split(':', 1)[0];
    if (target !== undefined && cell !== undefined) links.set(cell, target);
  });
  return links;
}

/** The rows of a sheet (§18.3.1.73), each cell as its text, or as its link's target where only that is an address. */
export async function* readSheetRows(
  file: RandomAccess,
  entry: ZipEntry,
  strings: SharedStrings | null,
  links: HyperlinkTargets,
): AsyncGenerator<Row> {
  const reader = new SheetReader(strings, links);
  for await (const chunk of decodeStream(readZipEntry(file, entry), 'utf-8')) yield* reader.write(chunk);
  yield* reader.end();
}

class SheetReader {
  readonly #parser: Parser;
  readonly #strings: SharedStrings | null;
  readonly #links: HyperlinkTargets;
  #rows: Row[] = [];
  #cells: string[] = [];
  #line = 0;
  #reference = '';
  #column = -1;
  #type = '';
  #value = '';
  #formula = '';
  #into: 'value' | 'formula' | null = null;

  constructor(strings: SharedStrings | null, links: HyperlinkTargets) {
    this.#strings = strings;
    this.#links = links;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (text) => {
          if (this.#into === 'value' && this.#value.length < LONGEST_CELL) this.#value += text;
          else if (this.#into === 'formula' && this.#formula.length < LONGEST_CELL) this.#formula += text;
        },
        onclosetag: (name) => this.#close(name),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(chunk: string): Row[] {
    this.#parser.write(chunk);
    return this.#take();
  }

  end(): Row[] {
    this.#parser.end();
    return this.#take();
  }

  #take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (isTag(name, 'row')) {
      this.#line = Number(attributes.r) || this.#line + 1;
      this.#cells = [];
      this.#column = -1;
    } else if (isTag(name, 'c')) {
      this.#reference = attributes.r ?? '';
      const column = columnOf(this.#reference);
      this.#column = column ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#value = '';
      this.#formula = '';
    } else if (isTag(name, 'v') || isTag(name, 't')) this.#into = 'value';
    else if (isTag(name, 'f')) this.#into = 'formula';
  }

  #close(name: string): void {
    if (isTag(name, 'c')) this.#finishCell();
    else if (isTag(name, 'row')) {
      for (let i = 0; i < this.#cells.length; i++) this.#cells[i] ??= '';
      if (this.#cells.some((cell) => cell !== '')) this.#rows.push({ line: this.#line, cells: this.#cells });
    } else this.#into = null;
  }

  #finishCell(): void {
    if (this.#column >= MOST_COLUMNS) return;
    let text = this.#type === 's' ? (this.#strings?.at(Number(this.#value)) ?? '') : this.#value;
    if (!looksLikeUrl(text)) {
      const formula = HYPERLINK_FORMULA.exec(this.#formula)?.[1].replaceAll('""', '"');
      const target = this.#links.get(this.#reference) ?? formula;
      if (target !== undefined && looksLikeUrl(target)) text = target;
    }
    this.#cells[this.#column] = text.trim();
  }
}

/** 0-based column of a reference such as `AB12`; null when it is none. */
function columnOf(reference: string): number | null {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return i === 0 ? null : column - 1;
}
