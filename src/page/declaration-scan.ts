/** Tells by a few bytes around its colon what a declaration may do to visibility. `declarations.ts` decides. */
import { CLOSING_BRACE, COLON, DASH, PARENTHESIS, SEMICOLON } from './ascii.js';
import { isWordByte } from './bytes.js';

export const NOTHING = 0;
export const SHOWS = 1;
export const HIDES = 2;
/** What a declaration or a block may do: nothing, show what another rule hides, or hide. Each outweighs those before. */
export type PossibleEffect = typeof NOTHING | typeof SHOWS | typeof HIDES;

const ZERO = 0x30;
const ONE = 0x31;
const DOT = 0x2e;
const PERCENT = 0x25;
const CLOSING_PARENTHESIS = 0x29;
const THREE = 0x33;
const LETTER_D = 0x64;
const LETTER_X = 0x78;
const LETTER_Z = 0x7a;

/** White space of CSS, and the vertical tab. */
export const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Two letters in either case as a number below 1,024. */
const pairOf = (one: number, other: number): number => ((one & 31) << 5) | (other & 31);
const endingOf = (name: string): number => pairOf(name.charCodeAt(name.length - 2), name.charCodeAt(name.length - 1));

/** How the properties end that are told apart below: most declarations are known for none of them by that. */
const TELLING_ENDINGS = new Uint8Array(1024);
const DISPLAY = endingOf('display');
const VISIBILITY_OPACITY = endingOf('visibility');
const FONT_INDENT = endingOf('font');
const HEIGHT = endingOf('height');
const FONT_SIZE = endingOf('font-size');
const ZOOM = endingOf('zoom');
const TRANSFORM = endingOf('transform');
const FILTER = endingOf('filter');
const WIDTH_PATH = endingOf('width');
const CLIP = endingOf('clip');
for (const ending of [
  DISPLAY,
  VISIBILITY_OPACITY,
  FONT_INDENT,
  HEIGHT,
  FONT_SIZE,
  ZOOM,
  TRANSFORM,
  FILTER,
  WIDTH_PATH,
  CLIP,
]) {
  TELLING_ENDINGS[ending] = 1;
}

/** What the declaration with its colon at `colon` may do. */
export function effectAt(css: Buffer, colon: number): PossibleEffect {
  const last = lastInk(css, colon);
  let value = colon + 1;
  while (isBlank(css[value])) value++;
  if (css[value] === DASH && isFar(css, value + 1)) return HIDES;
  const ending = pairOf(css[last - 1], css[last]);
  return TELLING_ENDINGS[ending] === 0 ? NOTHING : effectOf(css, ending, last, value);
}

/** `last`: of the property's name; `value`: where its value begins. */
function effectOf(css: Buffer, ending: number, last: number, value: number): PossibleEffect {
  const first = css[value];
  switch (ending) {
    case DISPLAY:
      return !endsWith(css, last, 'display') ? NOTHING : startsWith(css, value, 'none') ? HIDES : SHOWS;
    case VISIBILITY_OPACITY:
      if (endsWith(css, last, 'visibility'))
        return startsWith(css, value, 'hidden') || startsWith(css, value, 'collapse') ? HIDES : SHOWS;
      return !endsWith(css, last, 'opacity') ? NOTHING : mayBeFaint(css, value) ? HIDES : SHOWS;
    case FONT_INDENT:
      if (endsWith(css, last, 'font')) return hasZero(css, value) ? HIDES : SHOWS;
      return first === DASH && endsWith(css, last, 'text-indent') ? HIDES : NOTHING;
    case HEIGHT:
      return first === ZERO && endsWith(css, last, 'height') ? HIDES : NOTHING;
    case FONT_SIZE:
      if (!endsWith(css, last, 'font-size')) return NOTHING;
      return first === ONE || first === DOT || hasZero(css, value) ? HIDES : SHOWS;
    case ZOOM:
      return first === ZERO && endsWith(css, last, 'zoom') ? HIDES : NOTHING;
    case TRANSFORM:
      return endsWith(css, last, 'transform') && takesAway(css, value) ? HIDES : NOTHING;
    case FILTER:
      return endsWith(css, last, 'filter') && startsWith(css, value, 'opacity') ? HIDES : NOTHING;
    case WIDTH_PATH:
      return (first === ZERO && endsWith(css, last, 'width')) || endsWith(css, last, 'clip-path') ? HIDES : NOTHING;
    default:
      return endsWith(css, last, 'clip') ? HIDES : NOTHING;
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
  return (
    startsWith(css, at, 'em') || startsWith(css, at, 'rem') || startsWith(css, at, 'vw') || startsWith(css, at, 'vh')
  );
}

/** Bytes of a `font` in which its size is looked for. */
const SIZE_WITHIN = 72;

/** A number that begins with 0. */
function hasZero(css: Buffer, value: number): boolean {
  const stop = Math.min(css.length, value + SIZE_WITHIN);
  for (let at = value; at < stop; at++) {
    const byte = css[at];
    if (byte === SEMICOLON || byte === CLOSING_BRACE) return false;
    if (byte === ZERO && !isWordByte(css[at - 1])) return true;
  }
  return false;
}

/** An opacity that begins with 0, or of less than ten per cent. */
function mayBeFaint(css: Buffer, value: number): boolean {
  const first = css[value];
  if (first === ZERO || first === DOT) return true;
  const behind = css[value + 1];
  return isDigit(first) && (behind === PERCENT || behind === DOT);
}

/**
 * `scale` by 0 or `translate` by something negative, of any axis. It is looked for up to the end of the value, or a colon:
 * there is none in it, and no byte is to be read again and again.
 */
function takesAway(css: Buffer, value: number): boolean {
  let moves = false;
  for (let at = value; at < css.length; at++) {
    const byte = css[at];
    if (byte === SEMICOLON || byte === CLOSING_BRACE || byte === COLON) return false;
    if (byte === DASH && moves && isDigit(css[at + 1])) return true;
    if (byte === CLOSING_PARENTHESIS) moves = false;
    if (byte !== PARENTHESIS) continue;
    const name = lastOfFunction(css, at);
    moves = endsWith(css, name, 'translate');
    if (!endsWith(css, name, 'scale')) continue;
    let factor = at + 1;
    while (isBlank(css[factor])) factor++;
    if (css[factor] === ZERO || css[factor] === DOT) return true;
  }
  return false;
}

/** The last letter of a function's name before its parenthesis, without the axis: `translateX`, `scale3d`. */
function lastOfFunction(css: Buffer, parenthesis: number): number {
  const last = parenthesis - 1;
  const lower = css[last] | 0x20;
  if (lower >= LETTER_X && lower <= LETTER_Z) return last - 1;
  return lower === LETTER_D && css[last - 1] === THREE ? last - 2 : last;
}

/** The last byte before `at` that is not blank. */
export function lastInk(css: Buffer, at: number): number {
  let last = at - 1;
  while (last > 0 && isBlank(css[last])) last--;
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
    if (byte !== expected && (expected === DASH || (byte | 0x20) !== expected)) return false;
  }
  return true;
}
