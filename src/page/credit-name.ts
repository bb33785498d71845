/** Reads the credited name behind a label: where it ends, and which names are in it. */
import type { Block } from './blocks.js';
import { foldText } from './fold.js';
import { isOutsideName, remarkStart } from './name-remark.js';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';
import type { CompiledVocabulary } from './vocabulary.js';
import { CLOCK, DATE, FIELD_AT_START, FIELD_GLUED, MEDIUM } from './vocabulary.js';

/** Longer than any list of sources; what is longer is a sentence. */
const LONGEST = 60;
const HARD_END = /[。；;！!？?|丨│┃\u25a0\u25cf<>]/;
const CLOSING: Readonly<Record<string, string>> = {
  '(': ')',
  '（': '）',
  '[': ']',
  '【': '】',
  '《': '》',
  '〔': '〕',
  '「': '」',
  '『': '』',
  '〖': '〗',
  '“': '”',
  '<': '>',
};
const LIST_MARK = '[、,，/&+＋;；]';

const INLINE_STYLES = ['b', 'strong', 'em', 'i', 'u', 'font', 'big', 'small', 'mark', 's', 'wbr', 'bdi', 'ins'].map(
  tagNumber,
);

export interface CreditName {
  /** End (exclusive) in the block's text. */
  readonly end: number;
  /** As printed, ends trimmed. */
  readonly name: string;
  readonly names: readonly string[];
  readonly openList: boolean;
}

/**
 * The name that begins at `from` of the block. `folded` is the block's text with width and script folded, unit for
 * unit. `opener` is the bracket before the label, where there is one: the name then ends with its partner.
 */
export function readName(
  tree: PageTree,
  block: Block,
  folded: string,
  from: number,
  opener: string,
  vocabulary: CompiledVocabulary,
): CreditName {
  const hardEnd = endByText(folded, from, opener);
  let end = endByElements(tree, block, folded, from, hardEnd, vocabulary);
  end = endByBlank(folded, from, end, vocabulary);
  end = remarkStart(folded, from, end, vocabulary.names);
  // With what opens something that is no part of the name any more: 甲报（<a>原文</a>）.
  while (end > from && /[\s,，、:：.。·\-—|/~([【〖《〔「『“<（]/.test(folded[end - 1])) end--;
  const name = unquote(withoutLonePartner(block.text.slice(from, end)));
  return { end, name, ...splitNames(name) };
}

/** Where the text itself ends the name: the partner bracket, another field, a date, the end of a sentence. */
function endByText(folded: string, from: number, opener: string): number {
  let end = Math.min(folded.length, from + LONGEST);
  const closer = CLOSING[opener];
  if (closer !== undefined) {
    const close = folded.indexOf(closer, from);
    if (close >= 0 && close < end) end = close;
  }
  const rest = folded.slice(from, end);
  const hard = rest.search(HARD_END);
  let cut = hard < 0 ? rest.length : hard;
  const comma = commaEnd(rest.slice(0, cut));
  if (comma >= 0) cut = comma;
  const glued = rest.search(FIELD_GLUED);
  if (glued >= 0 && glued < cut) cut = glued;
  const date = rest.search(DATE);
  if (date >= 0 && date < cut) cut = date;
  const day = rest.search(DAY);
  if (day > 1 && day < cut) cut = day;
  const clock = rest.search(CLOCK);
  if (clock >= 0 && clock < cut) cut = clock;
  for (let blank = rest.indexOf(' '); blank >= 0 && blank < cut; blank = rest.indexOf(' ', blank + 1)) {
    if (FIELD_AT_START.test(rest.slice(blank + 1))) cut = blank;
  }
  // A bracket that opens a label of its own, or a region, is not part of the name: 人民日报（转自X）.
  // Nor is one that tells where the original is: 甲报（原文链接）, 甲报（点击查看）.
  const aside = ASIDE.exec(rest);
  if (aside !== null && aside.index < cut) cut = aside.index;
  // An unopened closing bracket ends the name.
  let depth = 0;
  for (let at = 0; at < cut; at++) {
    if (CLOSING[rest[at]] !== undefined) depth++;
    else if (/[)）\]】》〕」”]/.test(rest[at]) && --depth < 0) cut = at;
  }
  return from + cut;
}

/** Glued to the name; with a year it is a date anywhere. */
const DAY = /\d{1,2}月\d{1,2}日/;

const ASIDE =
  /[（(【[](?=(?:\d{1,2}[\])】）]|\d{1,2}月\d{1,2}日|(?:微信)?(?:公众号|微信号|账号)? ?ID ?:|(?:已获?|经)?授权|文 ?\/|来源|转自|转载|责任编辑|责编|编辑|记者|作者|原标题|通讯员|图片|摄影|原文|全文|点击|查看|阅读|链接|网址|地址|详见|有删|有改|略有|https?:|www\.))/i;

/** A comma ends the name (网络，如有侵权请联系删除) unless another medium follows it (甲日报，乙网). */
function commaEnd(value: string): number {
  for (let at = value.search(/[,，]/); at >= 0; ) {
    const next = value.slice(at + 1).search(/[,，]/);
    const part = value.slice(at + 1, next < 0 ? undefined : at + 1 + next).trim();
    if (part.length > 14 || !MEDIUM.test(part)) return at;
    at = next < 0 ? -1 : at + 1 + next;
  }
  return -1;
}

/**
 * Where markup ends the name. A link or a field of its own holds the whole name; a style inside a name (`<b>`) does
 * not cut it. Names cut in two by sibling elements are put together only where that makes a name that is known.
 */
function endByElements(
  tree: PageTree,
  block: Block,
  folded: string,
  from: number,
  end: number,
  vocabulary: CompiledVocabulary,
): number {
  const first = block.runAt(from);
  if (first === block.runs.length - 1) return end;
  const holder = holderOf(tree, block.elementAt(from));
  for (let run = first + 1; run < block.runs.length; run++) {
    const start = block.starts[run];
    if (start >= end) return end;
    const element = holderOf(tree, block.elementAt(start));
    if (start <= from) continue;
    if (standsOutside(tree, block, folded, { from, start, end, run }, vocabulary)) return start;
    if (element === holder) continue;
    // Quotes may stand around the element of the name: “<a>甲报</a>”.
    if (/^[\s([【〖《〔「『“"<（]*$/.test(folded.slice(from, start)))
      return endByElements(tree, block, folded, start, end, vocabulary);
    // Into an element within: cut only where the name so far stood in a holder of its own.
    if (holder !== 0 && tree.isWithin(element, holder) && tree.tag[element] !== A) continue;
    // A list goes on in the next element: `<a>甲报</a>、<a>乙网</a>`.
    const before = folded[start - 1];
    if (new RegExp(`^ ?(?:${LIST_MARK}|和|与|及)`).test(folded.slice(start)) || new RegExp(LIST_MARK).test(before))
      continue;
    const joined = foldText(folded.slice(from, end));
    if (vocabulary.names.has(joined)) return end;
    const upTo = run + 1 < block.runs.length ? Math.min(block.starts[run + 1], end) : end;
    if (vocabulary.names.has(foldText(folded.slice(from, upTo)))) return upTo;
    return start;
  }
  return end;
}

/** Whether an element behind a known name, within the element of the name, says something else: 甲报<em>233</em>. */
function standsOutside(
  tree: PageTree,
  block: Block,
  folded: string,
  { from, start, end, run }: { from: number; start: number; end: number; run: number },
  { names }: CompiledVocabulary,
): boolean {
  const outer = block.elementAt(from);
  const holder = holderOf(tree, outer);
  const inner = block.elementAt(start);
  if (inner === outer || inner === holder || !tree.isWithin(inner, holder)) return false;
  const upTo = run + 1 < block.runs.length ? Math.min(block.starts[run + 1], end) : end;
  return isOutsideName(folded.slice(from, start), folded.slice(start, upTo), isStyle(tree, inner), names);
}

const A = tagNumber('a');

/** The element around a text that counts as a field: styles are looked through. */
function holderOf(tree: PageTree, element: number): number {
  let at = element;
  while (at > 0 && isStyle(tree, at)) at = tree.parent[at];
  return at;
}

const isStyle = (tree: PageTree, element: number): boolean => INLINE_STYLES.includes(tree.tag[element]);

/**
 * A blank ends a Chinese name; in a Latin one it does not. What stands behind it is still read where it is a name
 * that is known (甲报 乙网) or where the letters are merely spaced out (北 疆 新 闻).
 */
function endByBlank(folded: string, from: number, end: number, vocabulary: CompiledVocabulary): number {
  const value = folded.slice(from, end);
  const blank = value.indexOf(' ');
  if (blank < 0) return end;
  const parts = value.split(' ').filter((part) => part !== '');
  if (parts.length >= 2 && parts.every((part) => part.length === 1)) return end;
  if (vocabulary.names.has(foldText(value))) return end;
  let at = from;
  let last = '';
  // Within brackets it ends nothing: 甲报（Jia Daily）.
  for (const part of value.split(/( )(?![A-Za-z ]+\))/)) {
    if (part === ' ' || part === '') {
      at += part.length;
      continue;
    }
    const latin = /^[\x21-\x7e]+$/;
    const listed = new RegExp(`${LIST_MARK}$`).test(last) || new RegExp(`^${LIST_MARK}`).test(part);
    if (last !== '' && !(latin.test(part) && latin.test(last)) && !listed && !vocabulary.names.has(foldText(part)))
      return at - 1;
    at += part.length;
    last = part;
  }
  return end;
}

const PAIRS =
  /^(?:《(.+)》|“(.+)”|"(.+)"|「(.+)」|【(.+)】|\[(.+)\]|（(.+)）|\((.+)\)|〔(.+)〕|〖(.+)〗|『(.+)』|<(.+)>)$/;

function unquote(name: string): string {
  const trimmed = name.trim();
  const match = PAIRS.exec(trimmed);
  return match === null ? trimmed : (match.slice(1).find((group) => group !== undefined) ?? trimmed).trim();
}

/** Without an opening bracket or quote at its start whose partner is cut off. */
function withoutLonePartner(name: string): string {
  const trimmed = name.trim();
  const closer = CLOSING[trimmed[0]];
  return closer !== undefined && !trimmed.includes(closer) ? trimmed.slice(1) : trimmed;
}

/** The single names of a list, and whether it says there are more. */
export function splitNames(name: string): { names: string[]; openList: boolean } {
  if (name === '') return { names: [], openList: false };
  const openList = /(?:等(?:媒体|网站|单位|平台)?(?:综合|报道|整理)?|综合)$/.test(name);
  const closed = name.replace(/等(?:媒体|网站|单位|平台)?(?:综合|报道|整理)?$/, '');
  const names = closed
    .split(new RegExp(`${LIST_MARK}|(?<=[^\\x00-\\x7f]{2}) (?=[^\\x00-\\x7f]{2})|(?<=..)[和与及](?=..)`))
    .map((part) => unquote(part))
    .filter((part) => part !== '');
  return { names: names.length > 0 ? names : [name], openList };
}
