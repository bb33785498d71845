/** Columns of a terminal: how wide text stands there, and cutting and breaking by that. */

/**
 * East Asian Width W and F (UAX #11) outside emoji; emoji shown as pictures are wide too.
 * Ambiguous characters (“ ” … ·) count as one column, as terminals do unless told otherwise.
 */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}(?<![\u{1f1e6}-\u{1f1ff}])/u;
/** Characters that stand on the one before. */
const NO_COLUMN = /[\p{Mn}\p{Me}]/u;

/** Columns of one character (a code point) that has been made safe: 0, 1 or 2. */
export function columnsOfCharacter(character: string): 0 | 1 | 2 {
  if (character < '\u0300') return 1;
  if (WIDE.test(character)) return 2;
  return NO_COLUMN.test(character) ? 0 : 1;
}

/** Columns of a line that has been made safe (see plain-text.ts). */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** The text followed by blanks up to `columns`; unchanged where it is wider. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** The longest start of the text that fits. */
export function headWithin(text: string, columns: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += columnsOfCharacter(character);
    if (used > columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The longest end of the text that fits. */
export function tailWithin(text: string, columns: number): string {
  const characters = [...text];
  let used = 0;
  let start = characters.length;
  while (start > 0) {
    used += columnsOfCharacter(characters[start - 1]);
    if (used > columns) break;
    start--;
  }
  return characters.slice(start).join('');
}

/** Chinese breaks between any two characters, but no line begins with one of these. */
const NEVER_FIRST = /^[，。、；：？！）》」』】”’…,.;:?!)\]]/;

/** Breaks text into lines of at most `columns`: at blanks, and between wide characters. A longer word stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of pieces(text)) {
    const pieceWidth = columnsOf(piece);
    if (line !== '' && width + columnsOf(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    if (line === '' && piece.trim() === '') continue;
    line += piece;
    width += pieceWidth;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** Unbreakable pieces: a word with the blanks after it, or a wide character with the punctuation after it. */
function pieces(text: string): string[] {
  const result: string[] = [];
  let word = '';
  for (const character of text) {
    const wide = columnsOfCharacter(character) === 2;
    if (NEVER_FIRST.test(character)) {
      word += character;
      continue;
    }
    const lastIsWide = word !== '' && columnsOfCharacter([...word][0]) === 2;
    if (word !== '' && (wide || lastIsWide || (/ $/.test(word) && character !== ' '))) {
      result.push(word);
      word = '';
    }
    word += character;
  }
  if (word !== '') result.push(word);
  return result;
}
