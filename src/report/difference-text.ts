/** Differences between two texts for a terminal: what is only in one of them stands in 【】, and coloured. */
import type { ShownComparison } from '../audit/types.js';
import { difference } from './difference.js';
import type { Messages } from './messages/index.js';
import { oneLine } from './plain-text.js';
import type { Palette } from './types.js';

/** Passages shown of one page, unless everything is asked for. */
const SHOWN = 5;
/** Equal text kept on each side of a difference. */
const CONTEXT = 12;

/** Two lines: the original's words, then the page's. A difference in punctuation alone is none. */
export function differenceLines(first: string, second: string, palette: Palette): { first: string; second: string } {
  const stretches = difference(oneLine(first), oneLine(second));
  const telling = stretches.map(({ kind, text }) => kind !== 'same' && /[\p{L}\p{N}]/u.test(text));
  const from = telling.indexOf(true);
  const to = telling.lastIndexOf(true);
  const side = (wanted: 'first' | 'second', paint: (text: string) => string): string =>
    stretches
      .map(({ kind, text }, index) => {
        if (kind === 'same') return from < 0 ? text : shortened(text, index > from, index < to);
        if (kind !== wanted) return '';
        return telling[index] ? paint(`【${text}】`) : text;
      })
      .join('');
  return { first: side('first', palette.good), second: side('second', palette.error) };
}

/** The middle of a long equal stretch says nothing; neither does what is far from any difference. */
function shortened(text: string, after: boolean, before: boolean): string {
  const letters = [...text];
  const head = after ? CONTEXT : 0;
  const tail = before ? CONTEXT : 0;
  if (letters.length <= head + tail + 2) return text;
  if (head + tail === 0) return text;
  return `${letters.slice(0, head).join('')}…${tail === 0 ? '' : letters.slice(-tail).join('')}`;
}

/** The altered and dropped passages of a page, original above page: lines with their labels. */
export function* passageLines(
  { passages, counts }: ShownComparison,
  palette: Palette,
  messages: Messages,
  everything: boolean,
): Generator<{ readonly label: string; readonly text: string }> {
  const label = (text: string): string => palette.dim(text + messages.colon);
  const altered = passages.filter(({ page }) => page !== null);
  const dropped = passages.filter(({ page }) => page === null);
  // Changed figures and names first: they weigh more than words.
  const ranked = [...altered].sort((a, b) => b.changes.length - a.changes.length);
  const limit = everything ? Number.POSITIVE_INFINITY : SHOWN;
  for (const { original, page } of ranked.slice(0, limit)) {
    const { first, second } = differenceLines(original.text, page?.text ?? '', palette);
    yield { label: label(messages.original), text: first };
    yield { label: label(messages.thisPage), text: second };
  }
  for (const { original } of dropped.slice(0, Math.max(0, limit - ranked.length)))
    yield { label: label(messages.dropped), text: palette.good(`【${oneLine(original.text)}】`) };
  const hidden = passages.length - Math.min(passages.length, limit);
  if (hidden > 0) yield { label: '', text: palette.dim(messages.passagesNotListed(hidden)) };
  yield { label: '', text: palette.dim(messages.sentenceCounts(counts)) };
}
