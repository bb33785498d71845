/** A line of text with its 1-based number. `cut`: it was longer than the limit and the rest was dropped. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly cut: boolean;
}

/** A line longer than this is no address; keeping it would let one file fill the memory. */
export const LONGEST_LINE = 64 * 1024;

/**
 * Splits text into lines at LF, CR LF or CR: for each chunk the lines that end in it, so that millions of lines are not
 * waited for one by one. The end of the file ends the last line.
 */
export async function* splitLines(
  chunks: AsyncIterable<string>,
  longest: number = LONGEST_LINE,
): AsyncGenerator<readonly Line[]> {
  let number = 1;
  let held = '';
  let cut = false;
  let afterReturn = false;
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      if (code !== 10 && code !== 13) {
        afterReturn = false;
        continue;
      }
      if (code === 10 && afterReturn) {
        afterReturn = false;
        start = i + 1;
        continue;
      }
      afterReturn = code === 13;
      const room = longest - held.length;
      const piece = chunk.slice(start, i);
      lines.push({ number, text: held + piece.slice(0, room), cut: cut || piece.length > room });
      number++;
      held = '';
      cut = false;
      start = i + 1;
    }
    const rest = chunk.slice(start);
    cut ||= rest.length > longest - held.length;
    held += rest.slice(0, longest - held.length);
    if (lines.length > 0) yield lines;
  }
  if (held !== '') yield [{ number, text: held, cut }];
}
