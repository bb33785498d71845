/** The labelled lines of an article beside its credit: editor, author, original title, date. */
import type { Block } from './blocks.js';
import type { Labelled } from './types.js';
import { DATE, FIELD_AT_START, FIELD_GLUED } from './vocabulary.js';
import type { ArticleRange } from './zones.js';

const EDITOR = /(?:责 ?任 ?编 ?辑|责 ?编|值班编辑|网络编辑|新媒体编辑|【编辑|(?:^|[ |丨（([])编 ?辑) ?[:|丨/ ] ?/;
const AUTHOR = /(?:^|[ |丨（([【。])(?:(?:作 ?者|记 ?者|撰 ?文|撰 ?稿|采 ?写|文) ?[:|丨/] ?|本[报网台刊]?记者[: ]?)/;
const ORIGINAL_TITLE = /(?:本文)?原 ?(?:标 ?题|题)(?:为)? ?[:： ]? ?/;

/** Blocks that can hold such a line: head, tail, and the ends of the body. */
function apparatusBlocks(blocks: readonly Block[], range: ArticleRange): Block[] {
  return blocks.filter(
    (block, index) =>
      block.visible &&
      (block.zone === 'head' ||
        block.zone === 'tail' ||
        (block.zone === 'body' && (index <= range.first + 2 || index >= range.last - 3))),
  );
}

function valueAfter(block: Block, folded: string, from: number, longest: number): { value: string; end: number } {
  const rest = folded.slice(from, from + longest);
  let end = rest.search(/[）)】\]|丨。；;]| {2,}/);
  if (end < 0) end = rest.length;
  const glued = rest.slice(1).search(FIELD_GLUED);
  if (glued >= 0 && glued + 1 < end) end = glued + 1;
  for (let blank = rest.indexOf(' '); blank >= 0 && blank < end; blank = rest.indexOf(' ', blank + 1)) {
    if (FIELD_AT_START.test(rest.slice(blank + 1)) || DATE.test(rest.slice(blank + 1, blank + 14))) end = blank;
  }
  const value = block.text.slice(from, from + end).trim();
  return { value, end: from + end };
}

function findLabelled(blocks: readonly Block[], pattern: RegExp, longest: number): Labelled | null {
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    const { folded } = block;
    const match = pattern.exec(folded);
    if (match === null) continue;
    const read = valueAfter(block, folded, match.index + match[0].length, longest);
    const { end } = read;
    // In a table the value stands in the next cell.
    const value = read.value === '' && end >= folded.length ? (blocks[index + 1]?.text.trim() ?? '') : read.value;
    if (value === '' || value.length > longest) continue;
    return {
      value,
      raw: block.text.slice(match.index, end).trim(),
      zone: block.zone,
      span: block.spanOf(match.index, Math.max(end, match.index + 1)),
    };
  }
  return null;
}

export const findEditor = (blocks: readonly Block[], range: ArticleRange): Labelled | null =>
  findLabelled(apparatusBlocks(blocks, range), EDITOR, 24);

export const findAuthor = (blocks: readonly Block[], range: ArticleRange): Labelled | null =>
  findLabelled(apparatusBlocks(blocks, range), AUTHOR, 30);

/** 原标题：X, （原标题：X）, 原题为《X》, with the brackets around the title removed. */
export function findOriginalTitle(blocks: readonly Block[], range: ArticleRange): Labelled | null {
  for (const block of apparatusBlocks(blocks, range)) {
    const { folded } = block;
    const match = ORIGINAL_TITLE.exec(folded);
    if (
      match === null ||
      match.index > 4 ||
      !/[:《“"为 ]/.test(match[0] + (folded[match.index + match[0].length] ?? ''))
    )
      continue;
    let value = block.text.slice(match.index + match[0].length).trim();
    if (match.index > 0 && '（(【['.includes(block.text[match.index - 1])) value = value.replace(/[）)】\]].*$/u, '');
    value = value.replace(/^《(.*?)》.*$/u, '$1').trim();
    if (value !== '') {
      return { value, raw: block.text, zone: block.zone, span: block.span };
    }
  }
  return null;
}

const FULL_DATE =
  /((?:19|20)\d{2}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?(?:[ T,]{0,3}(\d{1,2}) ?[:时] ?(\d{2}))?/;

/** The first full date of the head, or of the tail: `2024-05-06` or `2024-05-06T10:11`. */
export function findPublished(blocks: readonly Block[]): string | null {
  for (const zone of ['head', 'tail'] as const) {
    for (const block of blocks) {
      if (block.zone !== zone || !block.visible || block.text.length > 200) continue;
      const match = FULL_DATE.exec(block.folded);
      if (match === null) continue;
      const [, year, month, day, hour, minute] = match;
      if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) continue;
      const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      return hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute}`;
    }
  }
  return null;
}
