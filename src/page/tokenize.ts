/**
 * A tokenizer for HTML by WHATWG HTML 13.2.5 that makes no strings: it hands out offsets.
 *
 * It exists because reading as a reader does begins here. htmlparser2's tokenizer takes `<!-->` for a comment
 * that swallows the rest of the page and `<script/>` for an empty element; browsers do neither, and what they
 * show decides whether a credit is seen. Jumping with `indexOf` through bytes it is also several times as fast (bench/README.md).
 */
import { ContentModel, hashStep, tagNumberAt } from './tags.js';

/** Receives tokens in page order. All numbers are offsets into the bytes. */
export interface TokenSink {
  /** Characters; entities are not decoded. Empty ranges are not reported. */
  text(start: number, end: number): void;
  /**
   * A start tag from `<` at `start` to past `>` at `end`. `attribute` was called for each of its attributes before.
   * Returns how the content that follows is to be read.
   */
  startTag(tag: number, start: number, nameEnd: number, end: number, selfClosing: boolean): ContentModel;
  endTag(tag: number, start: number, nameEnd: number, end: number): void;
  /** An attribute of the start tag being read. Without a value, `valueStart === valueEnd`. */
  attribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void;
  /** The current node is foreign (SVG, MathML): `<![CDATA[` is text there and a comment elsewhere. */
  inForeignContent(): boolean;
}

/** ASCII white space, as HTML has it. */
export const isSpace = (unit: number): boolean =>
  unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const EXCLAMATION = 33;
const DASH = 45;
const EQUALS = 61;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** Reads HTML in UTF-8 (or any encoding in which all of HTML's own syntax is ASCII). */
export function tokenize(html: Buffer, sink: TokenSink): void {
  const length = html.length;
  let at = 0;
  while (at < length) {
    const less = html.indexOf(LESS, at);
    if (less < 0) {
      sink.text(at, length);
      return;
    }
    const next = html[less + 1];
    if (isLetter(next)) {
      if (less > at) sink.text(at, less);
      at = readStartTag(html, less, sink);
    } else if (next === SLASH) {
      const after = html[less + 2];
      if (isLetter(after)) {
        if (less > at) sink.text(at, less);
        at = readEndTag(html, less, sink);
      } else if (less + 2 >= length) {
        sink.text(at, length);
        return;
      } else {
        if (less > at) sink.text(at, less);
        at = skipTo(html, GREATER, less + 2);
      }
    } else if (next === EXCLAMATION || next === 63) {
      if (less > at) sink.text(at, less);
      at = next === EXCLAMATION ? readDeclaration(html, less, sink) : skipTo(html, GREATER, less + 2);
    } else {
      // A lone `<` is text; report it together with what stands before it.
      sink.text(at, less + 1);
      at = less + 1;
    }
  }
}

/** The offset past the next `mark`, or the end of the page. */
function skipTo(html: Buffer, mark: number, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + 1;
}

function readStartTag(html: Buffer, less: number, sink: TokenSink): number {
  const length = html.length;
  let at = less + 1;
  let hash = 0;
  let unit = html[at];
  while (at < length && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
    hash = hashStep(hash, unit);
    unit = html[++at];
  }
  const nameEnd = at;
  if (at >= length) return length; // The page ends inside the tag: browsers drop it.
  const tag = tagNumberAt(html, less + 1, nameEnd, hash);
  let selfClosing = false;
  if (unit === GREATER) at++;
  else {
    at = readAttributes(html, at, sink);
    if (at < 0) return length;
    selfClosing = selfClosed;
  }
  const model = sink.startTag(tag, less, nameEnd, at, selfClosing);
  return model === ContentModel.data ? at : readRaw(html, at, less + 1, nameEnd, model, sink);
}

/** Whether the `/` before the `>` of the tag just read stood outside an attribute value. */
let selfClosed = false;

/** Reads from behind the tag name to past the `>`; -1 where the page ends first. */
function readAttributes(html: Buffer, from: number, sink: TokenSink): number {
  const length = html.length;
  let at = from;
  for (;;) {
    let unit = html[at];
    while (isSpace(unit) || unit === SLASH) unit = html[++at];
    if (at >= length) return -1;
    if (unit === GREATER) {
      selfClosed = html[at - 1] === SLASH;
      return at + 1;
    }
    const nameStart = at;
    // A leading `=` belongs to the name (WHATWG: unexpected-equals-sign-before-attribute-name).
    unit = html[++at];
    while (at < length && unit !== EQUALS && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
      unit = html[++at];
    }
    const nameEnd = at;
    while (isSpace(unit)) unit = html[++at];
    if (unit !== EQUALS || at >= length) {
      if (at >= length) return -1;
      sink.attribute(nameStart, nameEnd, nameEnd, nameEnd);
      continue;
    }
    unit = html[++at];
    while (isSpace(unit)) unit = html[++at];
    if (at >= length) return -1;
    if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) {
      const close = closingQuote(html, at + 1, unit);
      if (close < 0) return -1;
      sink.attribute(nameStart, nameEnd, at + 1, close);
      at = close + 1;
    } else if (unit === GREATER) {
      sink.attribute(nameStart, nameEnd, at, at);
      selfClosed = false;
      return at + 1;
    } else {
      const valueStart = at;
      while (at < length && unit !== GREATER && !isSpace(unit)) unit = html[++at];
      if (at >= length) return -1;
      sink.attribute(nameStart, nameEnd, valueStart, at);
    }
  }
}

/** Most values are so short that a call to `indexOf` would take longer than looking. */
const SHORT_VALUE = 48;

function closingQuote(html: Buffer, from: number, quote: number): number {
  const stop = from + SHORT_VALUE;
  for (let at = from; at < stop; at++) if (html[at] === quote) return at;
  return html.indexOf(quote, stop);
}

/** Calls `attribute` for each attribute of the start tag at `less`, which is known to be whole. */
export function readAttributesOf(html: Buffer, less: number, attribute: TokenSink['attribute']): void {
  let at = less + 1;
  for (let unit = html[at]; unit !== GREATER && unit !== SLASH && !isSpace(unit); ) unit = html[++at];
  readAttributes(html, at, { ...NO_ATTRIBUTES, attribute });
}

const NO_ATTRIBUTES: TokenSink = {
  text() {},
  startTag: () => ContentModel.data,
  endTag() {},
  attribute() {},
  inForeignContent: () => false,
};

function readEndTag(html: Buffer, less: number, sink: TokenSink): number {
  const length = html.length;
  let at = less + 2;
  let hash = 0;
  let unit = html[at];
  while (at < length && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
    hash = hashStep(hash, unit);
    unit = html[++at];
  }
  if (at >= length) return length;
  const nameEnd = at;
  const end = unit === GREATER ? at + 1 : readAttributes(html, at, NO_ATTRIBUTES);
  if (end < 0) return length;
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

/**
 * The content of an element that ends only at its own end tag. `nameStart`…`nameEnd` is the name of the element.
 * Returns the offset of that end tag, which is then read as any other.
 */
function readRaw(
  html: Buffer,
  from: number,
  nameStart: number,
  nameEnd: number,
  model: ContentModel,
  sink: TokenSink,
): number {
  const length = html.length;
  if (model === ContentModel.plaintext) {
    if (from < length) sink.text(from, length);
    return length;
  }
  escapeAt = -1;
  let end = findEndTag(html, from, nameStart, nameEnd);
  if (model === ContentModel.script && escapeAt >= 0) end = endOfScript(html, escapeAt, end);
  if (end > from) sink.text(from, end);
  return end;
}

function isTagAt(html: Buffer, at: number, nameStart: number, nameEnd: number): boolean {
  const size = nameEnd - nameStart;
  for (let index = 0; index < size; index++) {
    if ((html[at + index] | 0x20) !== (html[nameStart + index] | 0x20)) return false;
  }
  const after = html[at + size];
  return after === GREATER || after === SLASH || isSpace(after);
}

/** The first `<!--` that `findEndTag` came by, -1 where it met none. */
let escapeAt = -1;

function findEndTag(html: Buffer, from: number, nameStart: number, nameEnd: number): number {
  for (let at = html.indexOf(LESS, from); at >= 0; at = html.indexOf(LESS, at + 1)) {
    const next = html[at + 1];
    if (next === SLASH) {
      if (isTagAt(html, at + 2, nameStart, nameEnd)) return at;
    } else if (next === EXCLAMATION && escapeAt < 0 && html[at + 2] === DASH && html[at + 3] === DASH) escapeAt = at;
  }
  return html.length;
}

/** `</script` and what has to follow it. */
const END_TAG_LENGTH = 9;

/**
 * Script data knows escapes: inside `<!-- <script>`, the next `</script>` ends only the inner script
 * (WHATWG 13.2.5.20 to 13.2.5.31). Rare, so walked through only where a `<!--` stands before the end found.
 */
function endOfScript(html: Buffer, escaped: number, firstEnd: number): number {
  // Nearly always the end found is the right one, and what comes after it need not be looked at.
  const near = walkEscapes(html.toString('latin1', escaped, firstEnd + END_TAG_LENGTH));
  if (near >= 0) return escaped + near;
  const far = walkEscapes(html.toString('latin1', escaped));
  return far < 0 ? html.length : escaped + far;
}

/** `text` begins with `<!--`. The offset of the end tag that ends the script, -1 where there is none. */
function walkEscapes(text: string): number {
  const marks = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi;
  let state: 'data' | 'escaped' | 'double' = 'data';
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const mark = match[0];
    if (mark === '<!--') {
      if (state !== 'data') continue;
      state = 'escaped';
      // The dashes may be those of a `-->` as well: `<!-->` leaves the escape at once.
      marks.lastIndex = match.index + 2;
    } else if (mark === '-->') state = 'data';
    else if (mark.charCodeAt(1) === SLASH) {
      if (state !== 'double') return match.index;
      state = 'escaped';
    } else if (state === 'escaped') state = 'double';
  }
  return -1;
}
