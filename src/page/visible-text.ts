import type { Page, Span, TextBlock } from './types.js';

/** Text put together from the lines of a page, with the way back to the HTML. */
export interface VisibleText {
  /** Lines separated by line feeds. */
  readonly text: string;
  /** The HTML span behind units `start` (inclusive) to `end` (exclusive) of `text`; null for an empty stretch. */
  spanOf(range: { readonly start: number; readonly end: number }): Span | null;
}

/** Everything a reader sees, navigation and all. */
export const visibleText = (page: Page): VisibleText => joinLines(page.blocks.filter(({ visible }) => visible));

/** The article's own lines: without headline, date line and what stands behind the last paragraph. */
export const articleText = (page: Page): VisibleText =>
  joinLines(page.blocks.filter(({ visible, zone }) => visible && zone === 'body'));

function joinLines(blocks: readonly TextBlock[]): VisibleText {
  const lines = blocks.filter(({ text }) => text !== '');
  const starts: number[] = [];
  let length = 0;
  for (const { text } of lines) {
    starts.push(length);
    length += text.length + 1;
  }
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    text: lines.map(({ text }) => text).join('\n'),
    spanOf({ start, end }) {
      if (end <= start || lines.length === 0) return null;
      const first = lineAt(start);
      const last = lineAt(end - 1);
      const lastUnit = Math.min(end - 1 - starts[last], lines[last].text.length - 1);
      return { start: lines[first].map(start - starts[first]), end: lines[last].map(lastUnit) + 1 };
    },
  };
}
