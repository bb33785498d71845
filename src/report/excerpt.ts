import type { Excerpt } from '../audit/types.js';
import { columnsOf, headWithin, tailWithin } from './columns.js';
import { oneLine } from './plain-text.js';

/** An excerpt cut in three at the place it is about, safe to show. */
export interface ExcerptParts {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

export function excerptParts(excerpt: Excerpt): ExcerptParts {
  const { text } = excerpt;
  const start = insidePair(text, excerpt.start) ? excerpt.start - 1 : excerpt.start;
  const wantedEnd = excerpt.start + excerpt.length;
  const end = insidePair(text, wantedEnd) ? wantedEnd + 1 : wantedEnd;
  return {
    before: oneLine(text.slice(0, start)),
    marked: oneLine(text.slice(start, end)),
    after: oneLine(text.slice(end)),
  };
}

/** The excerpt on one line of at most `columns` columns, with a line of carets that stands under the place. */
export function markedExcerpt(excerpt: Excerpt, columns: number): { readonly line: string; readonly carets: string } {
  const parts = excerptParts(excerpt);
  const before = parts.before.trimStart();
  const tooLong = columnsOf(parts.marked) > columns - 2;
  const marked = tooLong ? cutInside(parts.marked, columns - 1) : parts.marked;
  const after = tooLong ? '' : parts.after.trimEnd();
  const room = columns - columnsOf(marked);
  // The text before the place may take half of the room, and what the text after it leaves.
  const roomBefore = Math.max(Math.floor(room / 2), room - columnsOf(after));
  const shownBefore = columnsOf(before) <= roomBefore ? before : `…${tailWithin(before, roomBefore - 1)}`;
  const roomAfter = room - columnsOf(shownBefore);
  const shownAfter = columnsOf(after) <= roomAfter ? after : `${headWithin(after, roomAfter - 1)}…`;
  return {
    line: shownBefore + marked + shownAfter,
    carets: ' '.repeat(columnsOf(shownBefore)) + '^'.repeat(Math.max(1, columnsOf(marked))),
  };
}

/** Start and end of a long place: a credit with its markup ends in the name, which is what matters. */
function cutInside(text: string, columns: number): string {
  const head = headWithin(text, Math.floor((columns - 1) / 2));
  return `${head}…${tailWithin(text, columns - 1 - columnsOf(head))}`;
}

function insidePair(text: string, index: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index - 1, index + 1)) && index > 0;
}
