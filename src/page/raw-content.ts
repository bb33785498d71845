/** Where the content of an element ends that knows no tags but its own end tag: WHATWG HTML 13.2.5.2 to 13.2.5.31. */
import { DASH, EXCLAMATION, GREATER, LESS, SLASH } from './ascii.js';
import { isSpace } from './bytes.js';
import { ContentModel } from './tags.js';

/**
 * The offset of the end tag, or the end of the page. The content begins at `from`; `nameStart`…`nameEnd` is the name of
 * the element.
 */
export function endOfContent(
  html: Buffer,
  from: number,
  nameStart: number,
  nameEnd: number,
  model: ContentModel,
): number {
  if (model === ContentModel.plaintext) return html.length;
  escapeAt = -1;
  const end = findEndTag(html, from, nameStart, nameEnd);
  return model === ContentModel.script && escapeAt >= 0 ? endOfScript(html, escapeAt, end) : end;
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
