/**
 * A tokenizer for HTML by WHATWG HTML 13.2.5 that makes no strings: it hands out offsets.
 *
 * It exists because reading as a reader does begins here. htmlparser2's tokenizer takes `<!-->` for a comment
 * that swallows the rest of the page and `<script/>` for an empty element; browsers do neither, and what they
 * show decides whether a credit is seen. Jumping with `indexOf` it is also several times as fast (bench/README.md).
 */
import { ContentModel, hashStep, tagNumberAt } from './tags.js';

/** Receives tokens in page order. All numbers are UTF-16 offsets into the HTML. */
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

const isSpace = (unit: number): boolean => unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
const GREATER = 62;
const SLASH = 47;
const EQUALS = 61;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

export function tokenize(html: string, sink: TokenSink): void {
  const length = html.length;
  let at = 0;
  while (at < length) {
    const less = html.indexOf('<', at);
    if (less < 0) {
      sink.text(at, length);
      return;
    }
    const next = html.charCodeAt(less + 1);
    if (isLetter(next)) {
      if (less > at) sink.text(at, less);
      at = readStartTag(html, less, sink);
    } else if (next === SLASH) {
      const after = html.charCodeAt(less + 2);
      if (isLetter(after)) {
        if (less > at) sink.text(at, less);
        at = readEndTag(html, less, sink);
      } else if (less + 2 >= length) {
        sink.text(at, length);
        return;
      } else {
        if (less > at) sink.text(at, less);
        at = skipTo(html, '>', less + 2);
      }
    } else if (next === 33 || next === 63) {
      if (less > at) sink.text(at, less);
      at = next === 33 ? readDeclaration(html, less, sink) : skipTo(html, '>', less + 2);
    } else {
      // A lone `<` is text; report it together with what stands before it.
      sink.text(at, less + 1);
      at = less + 1;
    }
  }
}

/** The offset past the next `mark`, or the end of the page. */
function skipTo(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function readStartTag(html: string, less: number, sink: TokenSink): number {
  const length = html.length;
  let at = less + 1;
  let hash = 0;
  let unit = html.charCodeAt(at);
  while (at < length && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
    hash = hashStep(hash, unit);
    unit = html.charCodeAt(++at);
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
function readAttributes(html: string, from: number, sink: TokenSink): number {
  const length = html.length;
  let at = from;
  for (;;) {
    let unit = html.charCodeAt(at);
    while (isSpace(unit) || unit === SLASH) unit = html.charCodeAt(++at);
    if (at >= length) return -1;
    if (unit === GREATER) {
      selfClosed = html.charCodeAt(at - 1) === SLASH;
      return at + 1;
    }
    const nameStart = at;
    // A leading `=` belongs to the name (WHATWG: unexpected-equals-sign-before-attribute-name).
    unit = html.charCodeAt(++at);
    while (at < length && unit !== EQUALS && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
      unit = html.charCodeAt(++at);
    }
    const nameEnd = at;
    while (isSpace(unit)) unit = html.charCodeAt(++at);
    if (unit !== EQUALS || at >= length) {
      if (at >= length) return -1;
      sink.attribute(nameStart, nameEnd, nameEnd, nameEnd);
      continue;
    }
    unit = html.charCodeAt(++at);
    while (isSpace(unit)) unit = html.charCodeAt(++at);
    if (at >= length) return -1;
    if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) {
      const close = html.indexOf(unit === DOUBLE_QUOTE ? '"' : "'", at + 1);
      if (close < 0) return -1;
      sink.attribute(nameStart, nameEnd, at + 1, close);
      at = close + 1;
    } else if (unit === GREATER) {
      sink.attribute(nameStart, nameEnd, at, at);
      selfClosed = false;
      return at + 1;
    } else {
      const valueStart = at;
      while (at < length && unit !== GREATER && !isSpace(unit)) unit = html.charCodeAt(++at);
      if (at >= length) return -1;
      sink.attribute(nameStart, nameEnd, valueStart, at);
    }
  }
}

const NO_ATTRIBUTES: TokenSink = {
  text() {},
  startTag: () => ContentModel.data,
  endTag() {},
  attribute() {},
  inForeignContent: () => false,
};

function readEndTag(html: string, less: number, sink: TokenSink): number {
  const length = html.length;
  let at = less + 2;
  let hash = 0;
  let unit = html.charCodeAt(at);
  while (at < length && unit !== GREATER && unit !== SLASH && !isSpace(unit)) {
    hash = hashStep(hash, unit);
    unit = html.charCodeAt(++at);
  }
  if (at >= length) return length;
  const nameEnd = at;
  const end = unit === GREATER ? at + 1 : readAttributes(html, at, NO_ATTRIBUTES);
  if (end < 0) return length;
  sink.endTag(tagNumberAt(html, less + 2, nameEnd, hash), less, nameEnd, end);
  return end;
}

/** `<!…`: comment, DOCTYPE, CDATA section or bogus comment. Returns the offset behind it. */
function readDeclaration(html: string, less: number, sink: TokenSink): number {
  if (html.startsWith('--', less + 2)) {
    const body = less + 4;
    // `<!-->` and `<!--->` are whole comments.
    if (html.charCodeAt(body) === GREATER) return body + 1;
    if (html.startsWith('->', body)) return body + 2;
    for (let dashes = html.indexOf('--', body); dashes >= 0; dashes = html.indexOf('--', dashes + 1)) {
      const after = html.charCodeAt(dashes + 2);
      if (after === GREATER) return dashes + 3;
      if (after === 33 && html.charCodeAt(dashes + 3) === GREATER) return dashes + 4;
    }
    return html.length;
  }
  if (html.startsWith('[CDATA[', less + 2) && sink.inForeignContent()) {
    const start = less + 9;
    const close = html.indexOf(']]>', start);
    const end = close < 0 ? html.length : close;
    if (end > start) sink.text(start, end);
    return close < 0 ? html.length : close + 3;
  }
  return skipTo(html, '>', less + 2);
}

/**
 * The content of an element that ends only at its own end tag. `nameStart`…`nameEnd` is the name of the element.
 * Returns the offset of that end tag, which is then read as any other.
 */
function readRaw(
  html: string,
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
  let end = findEndTag(html, from, nameStart, nameEnd);
  if (model === ContentModel.script) end = endOfScript(html, from, end);
  if (end > from) sink.text(from, end);
  return end;
}

function isTagAt(html: string, at: number, nameStart: number, nameEnd: number): boolean {
  const size = nameEnd - nameStart;
  for (let index = 0; index < size; index++) {
    if ((html.charCodeAt(at + index) | 0x20) !== (html.charCodeAt(nameStart + index) | 0x20)) return false;
  }
  const after = html.charCodeAt(at + size);
  return after === GREATER || after === SLASH || isSpace(after);
}

function findEndTag(html: string, from: number, nameStart: number, nameEnd: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (isTagAt(html, at + 2, nameStart, nameEnd)) return at;
  }
  return html.length;
}

/**
 * Script data knows escapes: inside `<!-- <script>`, the next `</script>` ends only the inner script
 * (WHATWG 13.2.5.20 to 13.2.5.31). Rare, so walked through only where a `<!--` stands before the end found.
 */
function endOfScript(html: string, from: number, firstEnd: number): number {
  const escaped = html.indexOf('<!--', from);
  if (escaped < 0 || escaped > firstEnd) return firstEnd;
  const marks = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi;
  marks.lastIndex = escaped;
  let state: 'data' | 'escaped' | 'double' = 'data';
  for (let match = marks.exec(html); match !== null; match = marks.exec(html)) {
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
  return html.length;
}
