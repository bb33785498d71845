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

/** `\u{1b}`: the character can be seen and looked up, and does nothing. */
function spelled(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** The text as one line: tabs and line breaks become one space, other acting characters are spelled out. */
export function oneLine(text: string): string {
  return text.replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ').replace(ACTING, spelled);
}

/** The text with its lines kept (as LF): tabs become a space, other acting characters are spelled out. */
export function keepLines(text: string): string {
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
