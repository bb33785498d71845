/**
 * Makes strings from pages safe to show. A page is hostile: what it says must not move the cursor, change a
 * colour, reverse the reading order or hide itself.
 */

/**
 * Characters that act instead of showing: controls (Cc), formatting and bidirectional controls, zero-width
 * characters and tags (Cf), lone surrogates (Cs), line and paragraph separators, and U+FFFE/U+FFFF, which XML forbids.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;
const ACTING_BUT_LINES = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

/**
 * Every unit such a character can begin with, and some more. By ranges of units, which is many times faster than by
 * properties; nearly every text passes here and needs no more.
 */
const SUSPECT =
  /[\0-\x1f\x7f-\x9f\xad\u0600-\u08ff\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]/;

/** `\u{1b}`: the character can be seen and looked up, and does nothing. */
function spelled(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** The text as one line: tabs and line breaks become one space, other acting characters are spelled out. */
export function oneLine(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ').replace(ACTING, spelled);
}

/** The text with its lines kept (as LF): tabs become a space, other acting characters are spelled out. */
export function keepLines(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(ACTING_BUT_LINES, spelled);
}

/** At most `limit` UTF-16 units, never half a character; `…` where something was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
