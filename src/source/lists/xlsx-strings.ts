import { Parser } from 'htmlparser2';
import { decodeStream } from './decode.js';
import { type RandomAccess, readZipEntry, type ZipEntry } from './zip.js';

/** The shared strings of a workbook, by index. */
export interface SharedStrings {
  at(index: number): string;
}

/** A cell of a spreadsheet holds at most 32,767 characters; longer ones are no addresses anyway. */
const LONGEST_STRING = 32_767;

/**
 * Reads xl/sharedStrings.xml (ECMA-376 part 1, §18.4). A million strings are kept as one run of UTF-8 with the offsets
 * of its pieces: a fifth of what they take as JavaScript strings.
 */
export async function readSharedStrings(file: RandomAccess, entry: ZipEntry): Promise<SharedStrings> {
  const table = new StringTable();
  let text = '';
  let inText = false;
  let inPhonetic = false;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (isTag(name, 't')) inText = !inPhonetic;
        else if (isTag(name, 'rPh')) inPhonetic = true;
        else if (isTag(name, 'si')) text = '';
      },
      ontext: (piece) => {
        if (inText && text.length < LONGEST_STRING) text += piece;
      },
      onclosetag: (name) => {
        if (isTag(name, 't')) inText = false;
        else if (isTag(name, 'rPh')) inPhonetic = false;
        else if (isTag(name, 'si')) table.add(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for await (const chunk of decodeStream(readZipEntry(file, entry), 'utf-8')) parser.write(chunk);
  parser.end();
  return table;
}

/** The element `name` in no namespace prefix or in any. */
export function isTag(name: string, local: string): boolean {
  return name === local || name.endsWith(`:${local}`);
}

class StringTable implements SharedStrings {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #used = 0;
  #offsets = new Float64Array(1024);
  #count = 0;

  add(text: string): void {
    const most = text.length * 3;
    if (this.#used + most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#used + most));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    if (this.#count + 1 >= this.#offsets.length) {
      const larger = new Float64Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#used += this.#bytes.write(text, this.#used, 'utf8');
    this.#offsets[++this.#count] = this.#used;
  }

  at(index: number): string {
    if (!(index >= 0 && index < this.#count)) return '';
    return this.#bytes.toString('utf8', this.#offsets[index], this.#offsets[index + 1]);
  }
}
