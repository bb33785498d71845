import type { TextRange } from './types.js';

export interface Figure extends TextRange {
  readonly kind: 'number' | 'date';
  /** Comparable form: NFKC, without separators of thousands. */
  readonly value: string;
}

const DIGIT = '[0-9０-９]';
/** Calendar dates, days of a month and clock times: what changes from one issue of a notice to the next. */
const DATE = new RegExp(
  [
    `${DIGIT}{4}\\s?年(?:\\s?${DIGIT}{1,2}\\s?月(?:\\s?${DIGIT}{1,2}\\s?[日号])?)?`,
    `${DIGIT}{1,2}\\s?月\\s?${DIGIT}{1,2}\\s?[日号]`,
    `${DIGIT}{4}[-/.]${DIGIT}{1,2}[-/.]${DIGIT}{1,2}`,
    `${DIGIT}{1,2}\\s?[日号](?!线)`,
    `${DIGIT}{1,2}[:：]${DIGIT}{2}`,
    `${DIGIT}{1,2}\\s?[时点](?:${DIGIT}{1,2}分)?`,
  ].join('|'),
  'g',
);
/** Digits with thousands and decimals, or Chinese numerals of two characters and more (一 alone is mostly a word). */
const NUMBER = new RegExp(
  `${DIGIT}+(?:[,，]${DIGIT}{3})*(?:[.．]${DIGIT}+)?[%％‰]?|[〇零一二三四五六七八九十百千万亿两]{2,}`,
  'g',
);

/** Characters nobody sees; between digits they would hide a number. */
const INVISIBLE = /[\p{Cf}\p{Mn}]/gu;

/**
 * Dates and numbers of a text, in order, without overlap: the digits of a date are no numbers of their own.
 * The patterns are bounded and linear; they are meant for an article, not for a page.
 */
export function figuresOf(text: string): Figure[] {
  const visible = text.replace(INVISIBLE, '');
  if (visible.length === text.length) return figuresIn(text);
  const offsets = visibleOffsets(text);
  return figuresIn(visible).map((figure) => ({
    ...figure,
    start: offsets[figure.start],
    end: offsets[figure.end - 1] + 1,
  }));
}

/** Stretches of digits, as a copyist changes them: 30.5 and 1,200 whole, but 4 and 1 of 4月1日 one by one. */
export function numbersOf(text: string): TextRange[] {
  return figuresOf(text).flatMap(({ kind, start, end }) =>
    kind === 'number'
      ? [{ start, end }]
      : Array.from(text.slice(start, end).matchAll(DIGITS), (match) => ({
          start: start + match.index,
          end: start + match.index + match[0].length,
        })),
  );
}

const DIGITS = new RegExp(`${DIGIT}+`, 'g');

function visibleOffsets(text: string): Uint32Array {
  const hidden = new Set<number>();
  for (const match of text.matchAll(INVISIBLE)) for (let i = 0; i < match[0].length; i++) hidden.add(match.index + i);
  return Uint32Array.from({ length: text.length }, (_, index) => index).filter((index) => !hidden.has(index));
}

function figuresIn(text: string): Figure[] {
  const dates = Array.from(text.matchAll(DATE), (match) => figure('date', match));
  const numbers = Array.from(text.matchAll(NUMBER), (match) => figure('number', match));
  let next = 0;
  const free = numbers.filter(({ start, end }) => {
    while (next < dates.length && dates[next].end <= start) next++;
    return next === dates.length || dates[next].start >= end;
  });
  return [...dates, ...free].sort((a, b) => a.start - b.start);
}

function figure(kind: Figure['kind'], match: RegExpMatchArray): Figure {
  const value = match[0].normalize('NFKC').replace(/[\s,]/g, '');
  return { kind, start: match.index!, end: match.index! + match[0].length, value };
}
