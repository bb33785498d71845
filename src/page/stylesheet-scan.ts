/**
 * One pass over the bytes of a style sheet that finds the blocks worth reading: a sheet has thousands of rules and
 * says of a few dozen things that they are hidden or shown. `stylesheet.ts` decides; of what that
 * knows, `translateX` off the screen, an opacity of some per cent and sizes that begin with a full stop are not found.
 */

/** A declaration block that may say something of visibility. Offsets into the bytes. */
export interface FoundBlock {
  /** Where its selectors may begin: behind the `{`, `}` or `;` before them. */
  readonly selectorsFrom: number;
  /** Its `{`. */
  readonly open: number;
  /** Its `}`, or the end of the sheet. */
  close: number;
  /** One of its declarations may hide; without that, one may show what another rule hides. */
  hides: boolean;
}

const COLON = 58;
const OPEN = 123;
const CLOSE = 125;
const SEMICOLON = 59;
const SLASH = 47;
const STAR = 42;
const AT = 64;
const BRACKET = 40;
const MINUS = 45;
const ZERO = 48;
const ONE = 49;
const DOT = 46;

const TELLING = new Uint8Array(256);
for (const byte of [COLON, OPEN, CLOSE, SEMICOLON, SLASH, AT, BRACKET]) TELLING[byte] = 1;

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * The blocks between two bytes of a sheet, in order, those left out that do not hold on an ordinary screen. Null where
 * a comment stands inside a declaration: then the comments have to be taken out first.
 */
export function scanSheet(css: Buffer, start: number, end: number): FoundBlock[] | null {
  const found: FoundBlock[] = [];
  let current: FoundBlock | null = null;
  let open = -1;
  let close = -1;
  let openSelectors = start;
  let segment = start;
  let atRule = -1;
  for (let at = start; at < end; at++) {
    const byte = css[at];
    if (TELLING[byte] === 0) continue;
    if (byte === COLON || byte === BRACKET) {
      if (open < 0) continue;
      const effect = byte === COLON ? effectAt(css, start, at, end) : isNoScale(css, at) ? HIDES : NOTHING;
      if (effect === NOTHING) continue;
      if (current === null) {
        current = { selectorsFrom: openSelectors, open, close: close < 0 ? end : close, hides: false };
        found.push(current);
      }
      if (effect === HIDES) current.hides = true;
    } else if (byte === SEMICOLON || byte === CLOSE) {
      if (byte === CLOSE && close < 0) {
        close = at;
        if (current !== null) current.close = at;
      }
      segment = at + 1;
      atRule = -1;
    } else if (byte === OPEN) {
      current = null;
      close = -1;
      if (atRule >= 0 && !appliesOnScreen(css.toString('latin1', atRule, Math.min(at, atRule + LONGEST_PRELUDE)))) {
        at = matchingBrace(css, at, end);
        open = -1;
      } else {
        open = at;
        openSelectors = segment;
      }
      segment = at + 1;
      atRule = -1;
    } else if (byte === SLASH) {
      if (css[at + 1] !== STAR) continue;
      const behind = endOfComment(css, at, end);
      if (splitsDeclaration(css, start, at, behind)) return null;
      at = behind - 1;
    } else if (atRule < 0) atRule = at;
  }
  return found;
}

const LONGEST_PRELUDE = 200;

/** Media queries that hold on every ordinary screen: the reader's window is not known. */
function appliesOnScreen(prelude: string): boolean {
  const plain = prelude.replace(/\/\*[\s\S]*?\*\//g, ' ');
  const media = /^@media\s+(.*)$/is.exec(plain);
  if (media !== null) return media[1].split(',').some((query) => holdsOnEveryScreen(query.trim()));
  return /^@(?:layer|supports)\b/i.test(plain);
}

/** Pixels of the narrowest screen that pages are made for, and of the widest. */
const NARROWEST = 320;
const WIDEST = 4000;

function holdsOnEveryScreen(query: string): boolean {
  const [type, ...features] = query.toLowerCase().split(/\s+and\s+/);
  if (type.startsWith('(')) features.unshift(type);
  else if (!/^(?:only\s+)?(?:all|screen)$/.test(type)) return false;
  return features.every((feature) => {
    const width = /^\(\s*(min|max)-width\s*:\s*(\d+)(?:px)?\s*\)$/.exec(feature);
    if (width === null) return false;
    return width[1] === 'min' ? Number(width[2]) <= NARROWEST : Number(width[2]) >= WIDEST;
  });
}

/** The offset behind the comment at `start`. */
export function endOfComment(css: Buffer, start: number, end: number): number {
  for (let slash = css.indexOf(SLASH, start + 3); slash >= 0 && slash < end; slash = css.indexOf(SLASH, slash + 1)) {
    if (css[slash - 1] === STAR) return slash + 1;
  }
  return end;
}

function splitsDeclaration(css: Buffer, start: number, from: number, to: number): boolean {
  const before = lastInk(css, start, from);
  let after = to;
  while (isBlank(css[after])) after++;
  return css[before] === COLON || css[before] === BRACKET || css[after] === COLON;
}

function matchingBrace(css: Buffer, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const byte = css[at];
    if (byte === OPEN) depth++;
    else if (byte === CLOSE) {
      if (--depth === 0) return at;
    } else if (byte === SLASH && css[at + 1] === STAR) at = endOfComment(css, at, end) - 1;
  }
  return end;
}

const NOTHING = 0;
const SHOWS = 1;
const HIDES = 2;

/** What the declaration with its colon at `colon` may do. */
function effectAt(css: Buffer, start: number, colon: number, end: number): number {
  const last = lastInk(css, start, colon);
  let value = colon + 1;
  while (isBlank(css[value])) value++;
  const first = css[value];
  if (first === MINUS && isFar(css, value + 1)) return HIDES;
  switch (css[last] | 0x20) {
    case 0x79: // y
      if (endsWith(css, last, 'display')) return startsWith(css, value, 'none') ? HIDES : SHOWS;
      if (endsWith(css, last, 'visibility'))
        return startsWith(css, value, 'hidden') || startsWith(css, value, 'collapse') ? HIDES : SHOWS;
      if (endsWith(css, last, 'opacity')) return first === ZERO || first === DOT ? HIDES : SHOWS;
      return NOTHING;
    case 0x74: // t
      if (endsWith(css, last, 'font')) return hasZero(css, colon + 1, end) ? HIDES : SHOWS;
      if (first === ZERO && endsWith(css, last, 'height')) return HIDES;
      return first === MINUS && endsWith(css, last, 'text-indent') ? HIDES : NOTHING;
    case 0x65: // e
      if (!endsWith(css, last, 'font-size')) return NOTHING;
      return first === ONE || hasZero(css, colon + 1, end) ? HIDES : SHOWS;
    case 0x6d: // m
      return first === ZERO && endsWith(css, last, 'zoom') ? HIDES : NOTHING;
    case 0x72: // r
      return endsWith(css, last, 'filter') && startsWith(css, value, 'opacity') ? HIDES : NOTHING;
    case 0x68: // h
      return (first === ZERO && endsWith(css, last, 'width')) || endsWith(css, last, 'clip-path') ? HIDES : NOTHING;
    case 0x70: // p
      return endsWith(css, last, 'clip') ? HIDES : NOTHING;
    default:
      return NOTHING;
  }
}

/** Three digits, or two with a unit larger than a pixel: a distance that may leave the screen. */
function isFar(css: Buffer, digits: number): boolean {
  if (!isDigit(css[digits]) || !isDigit(css[digits + 1])) return false;
  let at = digits + 2;
  if (isDigit(css[at])) return true;
  if (css[at] === DOT) {
    at++;
    while (isDigit(css[at])) at++;
  }
  return ['em', 'rem', 'vw', 'vh'].some((unit) => startsWith(css, at, unit));
}

/** Bytes of a `font` in which its size is looked for. */
const SIZE_WITHIN = 72;

/** A number that begins with 0. */
function hasZero(css: Buffer, from: number, end: number): boolean {
  const stop = Math.min(end, from + SIZE_WITHIN);
  for (let at = from; at < stop; at++) {
    const byte = css[at];
    if (byte === SEMICOLON || byte === CLOSE) return false;
    if (byte === ZERO && !isWordByte(css[at - 1])) return true;
  }
  return false;
}

const isWordByte = (byte: number): boolean =>
  isDigit(byte) || byte === 0x5f || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

function isNoScale(css: Buffer, bracket: number): boolean {
  if (!endsWith(css, bracket - 1, 'scale')) return false;
  let value = bracket + 1;
  while (isBlank(css[value])) value++;
  return css[value] === ZERO;
}

/** The last byte before `at` that is not blank. */
function lastInk(css: Buffer, start: number, at: number): number {
  let last = at - 1;
  while (last > start && isBlank(css[last])) last--;
  return last;
}

function endsWith(css: Buffer, last: number, name: string): boolean {
  return startsWith(css, last - name.length + 1, name);
}

/** Whether `name` (lower case) stands at `at`, letters in either case. */
function startsWith(css: Buffer, at: number, name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    const byte = css[at + index];
    const expected = name.charCodeAt(index);
    if (byte !== expected && (expected === MINUS || (byte | 0x20) !== expected)) return false;
  }
  return true;
}
