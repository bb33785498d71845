import { isAscii, isUtf8 } from 'node:buffer';
import { decodeAs, encodingOfContentType, encodingOfMarkup } from './charset-declared.js';
import { detectChinese, isMostlyUtf8, isWestern, passesForChinese } from './charset-detected.js';
import { Markup } from './markup.js';

/** A page's bytes as text. */
export interface DecodedHtml {
  /**
   * The text, without byte order mark. It is well formed: whatever is not a character of the encoding, lone
   * surrogates included, is U+FFFD. NUL stays U+0000, as in the bytes: a browser drops it from text.
   * Decoded when asked for.
   */
  readonly html: string;
  /** The same as `readPage` reads it. A page in UTF-8 is not decoded for it, one in another encoding is encoded anew. */
  readonly markup: Markup;
  /** Name of the encoding used, lower case, as in the Encoding Standard (`utf-8`, `gb18030`, `big5`, …). */
  readonly charset: string;
  /** The encoding is neither declared nor proved: only the look of the text speaks for it. */
  readonly guessed: boolean;
  /** The text cannot be relied on: too many characters are lost, or the bytes are no text at all. */
  readonly damaged: boolean;
}

/** Lost characters that are forgiven: a cut at the end, a broken comment. */
const FORGIVEN = 8;
/** Share of the characters outside ASCII above which the loss is no longer an accident in one corner of the page. */
const TOLERABLE_LOSS = 0.02;
/** Share of control characters that no text has. */
const TOLERABLE_CONTROLS = 0.01;

const SINGLE_BYTE = /^(iso-8859-|windows-|koi8-|macintosh|x-|ibm)/;

/**
 * Decodes a page: byte order mark, then Content-Type header, then `<meta>` within 64 KiB, then strict UTF-8, then
 * gb18030 or Big5 by the look of the text. Declarations are believed as far as the bytes bear them out: valid UTF-8
 * is UTF-8 whatever it says of itself, and GBK bytes under `charset=utf-8` or `iso-8859-1` are gb18030.
 *
 * @param bytes the body, content encoding undone
 * @param contentType value of the Content-Type header, null where there was none
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): DecodedHtml {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return finish(utf16, decodeAs(utf16, bytes), false);
  if (!isUtf8(bytes)) return decodeOther(bytes, contentType);

  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  if (!hasMark && couldBeAnother(buffer)) {
    const declared = encodingOfContentType(contentType) ?? encodingOfMarkup(bytes);
    if (declared !== null && declared !== 'utf-8') return finish(declared, decodeAs(declared, bytes), false);
  }
  return new Utf8Html(new Markup(hasMark ? buffer.subarray(3) : buffer));
}

class Utf8Html implements DecodedHtml {
  readonly charset = 'utf-8';
  readonly guessed = false;
  readonly damaged: boolean;

  constructor(readonly markup: Markup) {
    // Few pages come near enough to damage to be looked at as text.
    this.damaged = hasLostMuch(markup.bytes) || (mayBeBinary(markup.bytes) && isBinary(markup.html));
  }

  get html(): string {
    return this.markup.html;
  }
}

/** Byte order mark (HTML Standard §13.2.3.1), or UTF-16 without one by its first two characters, both of them ASCII. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && fourth === 0 && isAsciiText(first) && isAsciiText(third)) return 'utf-16le';
  if (first === 0 && third === 0 && isAsciiText(second) && isAsciiText(fourth)) return 'utf-16be';
  return null;
}

function isAsciiText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/**
 * Valid UTF-8 that need not be UTF-8: seven-bit ISO-2022-JP, and a few two-byte characters that GBK explains as
 * well (联通). With a single Chinese character among them chance is out of the question.
 */
function couldBeAnother(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] >= FIRST_OF_THREE) return false;
  return isAscii(bytes) ? bytes.includes(0x1b) : true;
}

/** The first byte that begins a character of three bytes or more: U+0800 and beyond. */
const FIRST_OF_THREE = 0xe0;

/** Bytes that are not UTF-8, at least not all of them. */
function decodeOther(bytes: Uint8Array, contentType: string | null): DecodedHtml {
  const declared = new Set<string>();
  for (const charset of [encodingOfContentType(contentType), encodingOfMarkup(bytes)]) {
    // UTF-16 would have shown in the first bytes.
    if (charset !== null && !charset.startsWith('utf-16')) declared.add(charset);
  }
  if (isMostlyUtf8(bytes)) return finish('utf-8', decodeAs('utf-8', bytes), !declared.has('utf-8'));

  const doubtful: DecodedHtml[] = [];
  for (const charset of declared) {
    if (charset === 'utf-8') continue;
    const decoded = finish(charset, decodeAs(charset, bytes), false);
    if (!decoded.damaged && bearsOut(decoded)) return decoded;
    doubtful.push(decoded);
  }
  const western = isWestern(bytes);
  const detected = detectChinese(bytes, western || declared.size > 0);
  if (detected !== null) {
    const decoded = finish(detected.charset, detected.html, !declared.has(detected.charset));
    if (!decoded.damaged) return decoded;
    doubtful.push(decoded);
  }
  const passable = doubtful.find((decoded) => !decoded.damaged);
  if (passable !== undefined) return passable;
  if (western) return finish('windows-1252', decodeAs('windows-1252', bytes), true);
  return doubtful[0] ?? new OtherHtml(decodeAs('utf-8', bytes), 'utf-8', true, true);
}

/** The text is what a page of its encoding would say. A single-byte table explains all bytes and proves nothing. */
function bearsOut({ charset, html }: DecodedHtml): boolean {
  if (charset === 'gb18030' || charset === 'big5') return passesForChinese(html);
  return !SINGLE_BYTE.test(charset);
}

function finish(charset: string, html: string, guessed: boolean): DecodedHtml {
  return new OtherHtml(html, charset, guessed, hasLosses(charset, html) || isBinary(html));
}

class OtherHtml implements DecodedHtml {
  constructor(
    readonly html: string,
    readonly charset: string,
    readonly guessed: boolean,
    readonly damaged: boolean,
  ) {}

  get markup(): Markup {
    return Markup.of(this.html);
  }
}

const LOST = Buffer.from('\ufffd');

/** `hasLosses` over UTF-8. */
function hasLostMuch(bytes: Buffer): boolean {
  let lost = 0;
  for (let at = bytes.indexOf(LOST); at >= 0; at = bytes.indexOf(LOST, at + LOST.length)) lost++;
  if (lost <= FORGIVEN) return false;
  let outsideAscii = 0;
  // Each character outside ASCII once, those of four bytes twice: their UTF-16 units.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] >= 0xc0) outsideAscii += bytes[at] >= 0xf0 ? 2 : 1;
  return lost > outsideAscii * TOLERABLE_LOSS;
}

function hasLosses(charset: string, html: string): boolean {
  // 锟斤拷 is what two U+FFFD in UTF-8 become when read as GBK: the text was lost before it came here.
  const lost = occurrences(html, '\ufffd') + (charset === 'gb18030' ? 2 * occurrences(html, '锟斤拷') : 0);
  if (lost <= FORGIVEN) return false;
  let outsideAscii = 0;
  for (let index = 0; index < html.length; index++) if (html.charCodeAt(index) > 0x7f) outsideAscii++;
  return lost > outsideAscii * TOLERABLE_LOSS;
}

/** Characters at the beginning in which control characters are looked for. */
const SAMPLE = 1024;

/** Files that are no text betray themselves at the beginning, or by NULs. */
function isBinary(html: string): boolean {
  const sample = html.includes('\0') ? html : html.slice(0, SAMPLE);
  let controls = 0;
  for (let index = 0; index < sample.length; index++) {
    const unit = sample.charCodeAt(index);
    if (isControl(unit)) controls++;
  }
  return controls > FORGIVEN && controls > sample.length * TOLERABLE_CONTROLS;
}

/** The same over bytes, of which a character has up to three for each unit. */
function mayBeBinary(bytes: Buffer): boolean {
  if (bytes.includes(0)) return true;
  let controls = 0;
  for (let at = 0; at < bytes.length && at < 3 * SAMPLE; at++) if (isControl(bytes[at])) controls++;
  return controls > FORGIVEN;
}

const isControl = (unit: number): boolean => unit < 0x20 && (unit < 0x09 || unit > 0x0d) && unit !== 0x1b;

function occurrences(text: string, searched: string): number {
  let count = 0;
  for (let at = text.indexOf(searched); at !== -1; at = text.indexOf(searched, at + searched.length)) count++;
  return count;
}
