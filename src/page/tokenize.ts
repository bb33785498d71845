/**
 * A tokenizer for HTML by WHATWG HTML 13.2.5 that makes no strings: it hands out offsets.
 *
 * It exists because reading as a reader does begins here. htmlparser2's tokenizer takes `<!-->` for a comment
 * that swallows the rest of the page and `<script/>` for an empty element; browsers do neither, and what they
 * show decides whether a credit is seen. Jumping with `indexOf` through bytes it is also several times as fast (bench/README.md).
 */
import { DASH, EXCLAMATION, GREATER, LESS, SLASH } from './ascii.js';
import { AttributeSpans } from './attribute-spans.js';
import { isSpace } from './bytes.js';
import { endOfContent } from './raw-content.js';
import { ContentModel, hashStep, tagNumberAt } from './tags.js';

/** Receives tokens in page order. All numbers are offsets into the bytes. */
export interface TokenSink {
  /** Characters; entities are not decoded. Empty ranges are not reported. */
  text(start: number, end: number): void;
  /**
   * A start tag from `<` at `start` to past `>` at `end`. `attributes` hold until the next tag is read.
   * Returns how the content that follows is to be read.
   */
  startTag(
    tag: number,
    start: number,
    nameEnd: number,
    end: number,
    selfClosing: boolean,
    attributes: AttributeSpans,
  ): ContentModel;
  endTag(tag: number, start: number, nameEnd: number, end: number): void;
  /** The current node is foreign (SVG, MathML): `<![CDATA[` is text there and a comment elsewhere. */
  inForeignContent(): boolean;
}

const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
const QUESTION = 63;
const EQUALS = 61;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** What a byte is inside a tag. */
const KINDS = new Uint8Array(256);
const ENDS_VALUE = 1;
const ENDS_TAG_NAME = 2;
const ENDS_NAME = 4;
const SPACE = 8;
const SOLIDUS = 16;
for (let unit = 0; unit < 256; unit++) {
  if (isSpace(unit)) KINDS[unit] = SPACE | ENDS_VALUE | ENDS_TAG_NAME | ENDS_NAME;
  else if (unit === GREATER) KINDS[unit] = ENDS_VALUE | ENDS_TAG_NAME | ENDS_NAME;
  else if (unit === SLASH) KINDS[unit] = SOLIDUS | ENDS_TAG_NAME | ENDS_NAME;
  else if (unit === EQUALS) KINDS[unit] = ENDS_NAME;
}

/** The first byte from `at` on that is of none of some kinds; the end of the page where there is none. */
function skip(html: Buffer, at: number, kinds: number): number {
  while (at < html.length && (KINDS[html[at]] & kinds) !== 0) at++;
  return at;
}

/** The first byte from `at` on that is of a kind; the end of the page where there is none. */
function seek(html: Buffer, at: number, kind: number): number {
  while (at < html.length && (KINDS[html[at]] & kind) === 0) at++;
  return at;
}

/** Reads HTML in UTF-8 (or any encoding in which all of HTML's own syntax is ASCII). */
export function tokenize(html: Buffer, sink: TokenSink): void {
  const length = html.length;
  const attributes = new AttributeSpans();
  let at = 0;
  while (at < length) {
    const less = nextTag(html, at);
    if (less < 0) {
      sink.text(at, length);
      return;
    }
    const next = html[less + 1];
    if (isLetter(next)) {
      if (less > at) sink.text(at, less);
      at = readStartTag(html, less, sink, attributes);
    } else if (next === SLASH && isLetter(html[less + 2])) {
      if (less > at) sink.text(at, less);
      at = readEndTag(html, less, sink, attributes);
    } else at = readOther(html, at, less, sink);
  }
}

/** Most texts between two tags are so short that a call to `indexOf` would take longer than looking. */
const SHORT_TEXT = 32;

function nextTag(html: Buffer, from: number): number {
  const stop = Math.min(html.length, from + SHORT_TEXT);
  for (let at = from; at < stop; at++) if (html[at] === LESS) return at;
  return html.indexOf(LESS, stop);
}

/** What begins with `<` at `less` and is no tag, after the text from `from` on. Returns the offset behind it. */
function readOther(html: Buffer, from: number, less: number, sink: TokenSink): number {
  const next = html[less + 1];
  if (next === SLASH && less + 2 >= html.length) {
    sink.text(from, html.length);
    return html.length;
  }
  if (next !== SLASH && next !== EXCLAMATION && next !== QUESTION) {
    // A lone `<` is text; report it together with what stands before it.
    sink.text(from, less + 1);
    return less + 1;
  }
  if (less > from) sink.text(from, less);
  return next === EXCLAMATION ? readDeclaration(html, less, sink) : skipTo(html, GREATER, less + 2);
}

/** The offset past the next `mark`, or the end of the page. */
function skipTo(html: Buffer, mark: number, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + 1;
}

function readStartTag(html: Buffer, less: number, sink: TokenSink, attributes: AttributeSpans): number {
  const length = html.length;
  let at = less + 1;
  let hash = 0;
  while (at < length && (KINDS[html[at]] & ENDS_TAG_NAME) === 0) hash = hashStep(hash, html[at++]);
  const nameEnd = at;
  if (at >= length) return length; // The page ends inside the tag: browsers drop it.
  const tag = tagNumberAt(html, less + 1, nameEnd, hash);
  attributes.clear();
  if (html[at] === GREATER) at++;
  else {
    at = readAttributes(html, at, attributes);
    if (at < 0) return length;
  }
  const model = sink.startTag(tag, less, nameEnd, at, attributes.selfClosed, attributes);
  if (model === ContentModel.data) return at;
  const contentEnd = endOfContent(html, at, less + 1, nameEnd, model);
  if (contentEnd > at) sink.text(at, contentEnd);
  return contentEnd;
}

/** Reads from behind the tag name to past the `>`; -1 where the page ends first. */
function readAttributes(html: Buffer, from: number, attributes: AttributeSpans): number {
  const { length } = html;
  let done = from;
  for (;;) {
    let at = skip(html, done, SPACE | SOLIDUS);
    if (at >= length) return -1;
    if (html[at] === GREATER) {
      // A `/` that ends a value without quotes belongs to the value.
      attributes.selfClosed = at > done && html[at - 1] === SLASH;
      return at + 1;
    }
    const nameStart = at;
    // A leading `=` belongs to the name (WHATWG: unexpected-equals-sign-before-attribute-name).
    const nameEnd = seek(html, at + 1, ENDS_NAME);
    at = skip(html, nameEnd, SPACE);
    if (at >= length) return -1;
    if (html[at] !== EQUALS) {
      attributes.add(nameStart, nameEnd, nameEnd, nameEnd);
      done = nameEnd;
      continue;
    }
    at = skip(html, at + 1, SPACE);
    if (at >= length) return -1;
    const quote = html[at];
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    const valueStart = isQuoted ? at + 1 : at;
    const valueEnd = isQuoted ? closingQuote(html, valueStart, quote) : seek(html, at, ENDS_VALUE);
    if (valueEnd < 0 || valueEnd >= length) return -1;
    attributes.add(nameStart, nameEnd, valueStart, valueEnd);
    done = isQuoted ? valueEnd + 1 : valueEnd;
  }
}

/** Most values are so short that a call to `indexOf` would take longer than looking. */
const SHORT_VALUE = 48;

function closingQuote(html: Buffer, from: number, quote: number): number {
  const stop = from + SHORT_VALUE;
  for (let at = from; at < stop; at++) if (html[at] === quote) return at;
  return html.indexOf(quote, stop);
}

const lookedUp = new AttributeSpans();

/** The attributes of the start tag at `less`, which is known to be whole. They hold until the next call. */
export function attributesAt(html: Buffer, less: number): AttributeSpans {
  lookedUp.clear();
  readAttributes(html, seek(html, less + 1, ENDS_TAG_NAME), lookedUp);
  return lookedUp;
}

function readEndTag(html: Buffer, less: number, sink: TokenSink, attributes: AttributeSpans): number {
  const length = html.length;
  let at = less + 2;
  let hash = 0;
  while (at < length && (KINDS[html[at]] & ENDS_TAG_NAME) === 0) hash = hashStep(hash, html[at++]);
  if (at >= length) return length;
  const nameEnd = at;
  let end = at + 1;
  if (html[at] !== GREATER) {
    // An end tag has none that count.
    attributes.clear();
    end = readAttributes(html, at, attributes);
    if (end < 0) return length;
  }
  sink.endTag(tagNumberAt(html, less + 2, nameEnd, hash), less, nameEnd, end);
  return end;
}

/** `<!…`: comment, DOCTYPE, CDATA section or bogus comment. Returns the offset behind it. */
function readDeclaration(html: Buffer, less: number, sink: TokenSink): number {
  if (html[less + 2] === DASH && html[less + 3] === DASH) {
    const body = less + 4;
    // `<!-->` and `<!--->` are whole comments.
    if (html[body] === GREATER) return body + 1;
    if (html[body] === DASH && html[body + 1] === GREATER) return body + 2;
    for (let end = html.indexOf(GREATER, body + 2); end >= 0; end = html.indexOf(GREATER, end + 1)) {
      const dashes = html[end - 1] === EXCLAMATION && end - 3 >= body ? end - 3 : end - 2;
      if (html[dashes] === DASH && html[dashes + 1] === DASH) return end + 1;
    }
    return html.length;
  }
  if (startsWith(html, '[CDATA[', less + 2) && sink.inForeignContent()) {
    const start = less + 9;
    const close = html.indexOf(']]>', start, 'latin1');
    const end = close < 0 ? html.length : close;
    if (end > start) sink.text(start, end);
    return close < 0 ? html.length : close + 3;
  }
  return skipTo(html, GREATER, less + 2);
}

function startsWith(html: Buffer, ascii: string, at: number): boolean {
  for (let index = 0; index < ascii.length; index++) if (html[at + index] !== ascii.charCodeAt(index)) return false;
  return true;
}
