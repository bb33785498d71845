import { isAscii, isUtf8 } from 'node:buffer';
import { decodeAs, encodingOfContentType, encodingOfMarkup } from './charset-declared.js';
import { detectChinese, isMostlyUtf8, isWestern, passesForChinese } from './charset-detected.js';

/** A page's bytes as text. */
export interface DecodedHtml {
  /**
   * The text, without byte order mark. It is well formed: whatever is not a character of the encoding, lone
   * surrogates included, is U+FFFD. NUL stays U+0000, as in the bytes: a browser drops it from text.
   */
  readonly html: string;
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
  const html = buffer.toString('utf8', hasMark ? 3 : 0);
  if (!hasMark && couldBeAnother(buffer, html)) {
    const declared = encodingOfContentType(contentType) ?? encodingOfMarkup(bytes);
    if (declared !== null && declared !== 'utf-8') return finish(declared, decodeAs(declared, bytes), false);
  }
  return finish('utf-8', html, false);
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
function couldBeAnother(bytes: Buffer, html: string): boolean {
  return isAscii(bytes) ? bytes.includes(0x1b) : !/[\u0800-\uffff]/.test(html);
}

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
  return doubtful[0] ?? { html: decodeAs('utf-8', bytes), charset: 'utf-8', guessed: true, damaged: true };
}

/** The text is what a page of its encoding would say. A single-byte table explains all bytes and proves nothing. */
function bearsOut({ charset, html }: DecodedHtml): boolean {
  if (charset === 'gb18030' || charset === 'big5') return passesForChinese(html);
  return !SINGLE_BYTE.test(charset);
}

function finish(charset: string, html: string, guessed: boolean): DecodedHtml {
  return { html, charset, guessed, damaged: hasLosses(charset, html) || isBinary(html) };
}

function hasLosses(charset: string, html: string): boolean {
  // 锟斤拷 is what two U+FFFD in UTF-8 become when read as GBK: the text was lost before it came here.
  const lost = occurrences(html, '\ufffd') + (charset === 'gb18030' ? 2 * occurrences(html, '锟斤拷') : 0);
  if (lost <= FORGIVEN) return false;
  let outsideAscii = 0;
  for (let index = 0; index < html.length; index++) if (html.charCodeAt(index) > 0x7f) outsideAscii++;
  return lost > outsideAscii * TOLERABLE_LOSS;
}

/** Files that are no text betray themselves at the beginning, or by NULs. */
function isBinary(html: string): boolean {
  const sample = html.includes('\0') ? html : html.slice(0, 1024);
  let controls = 0;
  for (let index = 0; index < sample.length; index++) {
    const unit = sample.charCodeAt(index);
    if (unit < 0x20 && (unit < 0x09 || unit > 0x0d) && unit !== 0x1b) controls++;
  }
  return controls > FORGIVEN && controls > sample.length * TOLERABLE_CONTROLS;
}

function occurrences(text: string, searched: string): number {
  let count = 0;
  for (let at = text.indexOf(searched); at !== -1; at = text.indexOf(searched, at + searched.length)) count++;
  return count;
}
