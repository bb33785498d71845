/** A line of text with its 1-based number. `cut`: it was longer than the limit and the rest was dropped. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly cut: boolean;
}

/** A line longer than this is no address; keeping it would let one file fill the memory. */
export const LONGEST_LINE = 64 * 1024;

/** Splits text into lines at LF, CR LF or CR. The end of the file ends the last line. */
export async function* splitLines(chunks: AsyncIterable<string>, longest: number = LONGEST_LINE): AsyncGenerator<Line> {
  let number = 1;
  let held = '';
  let cut = false;
  let afterReturn = false;
  for await (const chunk of chunks) {
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
      yield { number, text: held + piece.slice(0, room), cut: cut || piece.length > room };
      number++;
      held = '';
      cut = false;
      start = i + 1;
    }
    const rest = chunk.slice(start);
    cut ||= rest.length > longest - held.length;
    held += rest.slice(0, longest - held.length);
  }
  if (held !== '') yield { number, text: held, cut };
}
