/** Lines broken at the edge of a terminal, the rest below the beginning of the text. */
import { columnsOf, wrap } from './columns.js';

/** Colours, which only the palette puts in: what pages say has been made safe. */
const COLOURS = /\u001b\[[\d;]*m/g;
/** Less room than this is no room: the text then begins further left. */
const LEAST = 30;
const SMALL_INDENT = 6;

/**
 * A label and its text, broken into lines of at most `columns`. A word that is longer (an address) stands alone.
 * @param label with its indentation and the blanks behind it; may be coloured, as may the text
 */
export function hanging(label: string, text: string, columns: number): string[] {
  const plain = text.replace(COLOURS, '');
  const wanted = columnsOf(label.replace(COLOURS, ''));
  if (wanted + columnsOf(plain) <= columns) return [label + text];
  const indent = columns - wanted < LEAST ? SMALL_INDENT : wanted;
  // Behind a wide label the first line has less room than the others: it is broken by itself.
  const [first = '', ...others] = wrap(plain, Math.max(1, columns - wanted));
  // Further left there is more room than on the first line.
  const rest = indent === wanted ? others : wrap(plain.slice(plain.indexOf(first) + first.length), columns - indent);
  const lines = coloured([first, ...rest], text);
  return [label + lines[0], ...lines.slice(1).map((line) => ' '.repeat(indent) + line)];
}

/** The lines of a text's plain words with the text's colours. */
function coloured(lines: readonly string[], text: string): string[] {
  let at = 0;
  const colours = (): string => {
    let found = '';
    while (text[at] === '\u001b') {
      const end = text.indexOf('m', at) + 1;
      found += text.slice(at, end);
      at = end;
    }
    return found;
  };
  const result = lines.map((line) => {
    let written = colours();
    for (const unit of line) {
      // Blanks at the edges of lines are gone.
      while (at < text.length && !text.startsWith(unit, at)) {
        at++;
        written += colours();
      }
      written += unit;
      at += unit.length;
      written += colours();
    }
    return written;
  });
  // A colour that ends behind blanks at the end still ends.
  result.push(`${result.pop() ?? ''}${text.slice(at).match(COLOURS)?.join('') ?? ''}`);
  return result;
}
