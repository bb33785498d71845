import { TextDecoder } from 'node:util';

/** Bytes looked at, from the first one that is not ASCII on, before an encoding is settled. */
const WINDOW = 64 * 1024;

/**
 * Decodes a list as it streams by. A byte order mark decides; without one, text is UTF-8 when it is valid UTF-8 and
 * GB18030 otherwise: what a spreadsheet on a Chinese system writes. The choice waits for the first byte that is not
 * ASCII, so that a heading in ASCII does not mislead.
 */
export class ListDecoder {
  #decoder: TextDecoder | null;
  #undecided: Uint8Array[] = [];
  #undecidedLength = 0;
  #started = false;

  /** `label`: an encoding that is declared (an XML declaration); unknown labels are ignored. */
  constructor(label?: string) {
    this.#decoder = label === undefined ? null : decoderOf(label);
  }

  /** Encoding in use, null while everything was ASCII. */
  get encoding(): string | null {
    return this.#decoder?.encoding ?? null;
  }

  write(chunk: Uint8Array): string {
    if (chunk.length === 0) return '';
    if (this.#decoder !== null) return this.#decoder.decode(chunk, { stream: true });
    if (this.#undecidedLength === 0 && this.#started && isAscii(chunk)) return Buffer.from(chunk).toString('latin1');
    this.#undecided.push(chunk);
    this.#undecidedLength += chunk.length;
    if (!this.#started) {
      if (this.#undecidedLength < 3) return '';
      this.#started = true;
      const bom = bomEncoding(Buffer.concat(this.#undecided));
      if (bom !== null) return this.#settle(bom);
      if (this.#undecided.every(isAscii)) return this.#takeAscii();
    }
    return this.#undecidedLength < WINDOW ? '' : this.#settle(this.#guess(true));
  }

  end(): string {
    if (this.#decoder !== null) return this.#decoder.decode();
    const bom = bomEncoding(Buffer.concat(this.#undecided));
    const text = this.#settle(bom ?? this.#guess(false));
    return text + this.#decoder!.decode();
  }

  #takeAscii(): string {
    const text = Buffer.concat(this.#undecided).toString('latin1');
    this.#undecided = [];
    this.#undecidedLength = 0;
    return text;
  }

  #settle(encoding: string): string {
    this.#decoder = new TextDecoder(encoding);
    const bytes = Buffer.concat(this.#undecided);
    this.#undecided = [];
    this.#undecidedLength = 0;
    return this.#decoder.decode(bytes, { stream: true });
  }

  #guess(more: boolean): string {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(this.#undecided), { stream: more });
      return 'utf-8';
    } catch {
      return 'gb18030';
    }
  }
}

/** Decoded text of a stream of bytes, in chunks of no particular size. */
export async function* decodeStream(bytes: AsyncIterable<Uint8Array>, label?: string): AsyncGenerator<string> {
  const decoder = new ListDecoder(label);
  for await (const chunk of bytes) {
    const text = decoder.write(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

function bomEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decoderOf(label: string): TextDecoder | null {
  // Node's own gbk tables map 101 codes wrongly; gb18030 contains gbk and gb2312 and is right.
  const name = /^(gbk|gb2312|gb_2312-80|x-gbk|cp936)$/i.test(label) ? 'gb18030' : label;
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] > 0x7f) return false;
  return true;
}
