/** Lines that speak of the article: its source, author, date, address. */
import type { Block } from './blocks.js';
import { FIELD_GLUED, FIELDS } from './vocabulary.js';

/** What lines begin with besides words. */
const ORNAMENTS = '[\\s([【〔（*•·※▲△◆■▎>-]*';

/** What may stand before the first field of such a line. */
const BEFORE_FIELD = new RegExp(`^${ORNAMENTS}(?:本|原|该)?(?:文|文章|信息|稿件|新闻|内容|消息)?$`);
const LONGEST_BEFORE = 12;

/** A source without a colon behind it: 本文转载自甲报, 来源 甲报. Words that only begin like one have a letter there. */
const SOURCE_LINE = new RegExp(
  `^${ORNAMENTS}(?:本文|文章|信息|稿件|新闻|内容|消息)?(?:(?:来 ?源|出 ?处|稿 ?源|原文)(?=$|[ |丨/[【(<]|[于自])|(?:转载?|摘)自)`,
);

/** An address that is printed: a line of it is no list, however long its link. */
const PRINTED_ADDRESS = /https?:\/\/|www\./i;

/** Whether a line begins with a field of the article. */
export function opensWithField({ folded }: Pick<Block, 'folded'>): boolean {
  const match = FIELD_GLUED.exec(folded);
  if (match !== null && match.index <= LONGEST_BEFORE && BEFORE_FIELD.test(folded.slice(0, match.index))) return true;
  return SOURCE_LINE.test(folded);
}

/** The first letters of fields and of what may stand before them. */
const STARTS: ReadonlySet<string> = new Set([
  ...FIELDS.split('|').map(([first]) => first),
  ...'([【〔（*•·※▲△◆■▎>-本原该文信稿新内消来出转摘',
]);

/** A cheap look before `opensWithField`, which has to decode the line. */
export const mayOpenWithField = ({ firstUnit }: Pick<Block, 'firstUnit'>): boolean =>
  STARTS.has(String.fromCharCode(firstUnit));

/** Whether a line of links names other articles: neither the original by its address nor a field with a link in it. */
export function listsArticles(block: Pick<Block, 'text' | 'folded' | 'linkedLength' | 'proseLength'>): boolean {
  if (block.linkedLength <= 24 || block.linkedLength <= 2 * block.proseLength) return false;
  return !PRINTED_ADDRESS.test(block.text) && !opensWithField(block);
}

/** A line that is a headline with a link, most likely, whatever stands behind it; buttons are shorter. */
export const namesArticle = ({ linkedLength, proseLength }: Pick<Block, 'linkedLength' | 'proseLength'>): boolean =>
  linkedLength >= 6 && linkedLength >= proseLength;

/** Who edited it is said of the page's own article: lists of others name sources, no editors. */
export const namesEditor = ({ text }: Pick<Block, 'text'>): boolean =>
  /^[\s([【（]*(?:责 ?任 ?编 ?辑|责 ?编|编 ?辑) ?[:：]/.test(text);
