/** Names that stand without a label where the source stands: after the date, in a field named after it. */
import type { Block } from './blocks.js';
import { isCaption } from './captions.js';
import type { CreditContext } from './credit-context.js';
import { isEdge } from './credit-kind.js';
import { splitNames } from './credit-name.js';
import { foldText } from './fold.js';
import { foldLine } from './fold-line.js';
import { BYLINE } from './marks.js';
import { PlacedCredit } from './placed-credit.js';
import type { PageTree } from './tree.js';
import type { CreditCandidate } from './types.js';
import { CLOCK, DATE, FIELD_AT_START, FIELD_GLUED, FURNITURE, MEDIUM, SHORT_DATE } from './vocabulary.js';
import { isDevice } from './whereabouts.js';

/** A piece of a head line that may be a name. */
interface Token {
  readonly block: Block;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly element: number;
  /** Strength of the field's own name: 2 source or medium, 1 author or account, 0 none. */
  readonly named: number;
}

const SOURCE_NAME =
  /(?:^|[^a-z])(?:source|sources|sour|src|media|medianame|media_name|origin|from|laiyuan|ly|copyfrom|infosource|publisher)(?:$|[^a-z])/i;
const AUTHOR_NAME =
  /(?:^|[^a-z])(?:author|authors|byline|account|nickname|profile|user|username|js_name|wechat|mp|name)(?:$|[^a-z])/i;

/** Names without a label: those in the head, best first, and those that sign the text. */
export function findBareCredits(context: CreditContext): CreditCandidate[] {
  const tokens = headTokens(context);
  const dates = datedLines(context.blocks);
  const ranked = tokens
    .map((token) => ({ token, score: scoreOf(token, tokens, dates, context) }))
    .filter(({ score, token }) => score > 0 && !isCaption(context, token.element) && !isDevice(foldLine(token.text)))
    .sort((a, b) => b.score - a.score || a.token.index - b.token.index);
  return [...ranked.map(({ token }) => toCredit(token, 'head')), ...findSignatures(context)];
}

const SIGNATURE = /^ ?[([【〔]([^()[\]【】〔〕]{2,24})[)\]】〕] ?$/;

/** Known names alone in brackets, the way newspapers sign a report: （甲报）. */
function findSignatures(context: CreditContext): CreditCandidate[] {
  const { blocks } = context;
  const found: CreditCandidate[] = [];
  for (let index = 0; index < blocks.length; index++) {
    if (!maySign(context, index)) continue;
    const signed = signatureAt(context, index);
    if (signed !== null) found.push(signed);
  }
  const last = signatureOfLastSentence(context);
  if (last !== null) found.push(last);
  return found;
}

function maySign(context: CreditContext, index: number): boolean {
  const { blocks, range } = context;
  const block = blocks[index];
  if (!block.visible || block.zone === 'outside' || index === range.headline) return false;
  if (!mayOpenSignature(block.firstUnit) || block.spanLength > LONGEST_SIGNATURE) return false;
  return block.zone !== 'body' || isEdge(context, index);
}

function signatureAt(context: CreditContext, index: number): CreditCandidate | null {
  const { folded, text } = context.blocks[index];
  const name = SIGNATURE.exec(folded)?.[1] ?? '';
  return name === '' ? null : signature(context, index, name, text.search(/[^ ([【〔（［]/));
}

/** Behind the last sentence of the text, within its line: …翻了一番。（甲报）. */
const SIGNED_SENTENCE = /[。!?…][”"』」]? ?[([【〔]([^()[\]【】〔〕]{2,24})[)\]】〕] ?$/;
/** A line that tells what a picture shows is signed by whoever took it. */
const PICTURE_LINE = /^ ?(?:[([【]?图|[▲△▼↑↓←→])/;

function signatureOfLastSentence(context: CreditContext): CreditCandidate | null {
  const { blocks, range } = context;
  if (range.last < 0) return null;
  const { folded } = blocks[range.last];
  const from = Math.max(0, folded.length - LONGEST_ENDING);
  const match = SIGNED_SENTENCE.exec(folded.slice(from));
  if (match === null || PICTURE_LINE.test(folded)) return null;
  const [ending, name] = match;
  return signature(context, range.last, name, from + match.index + ending.indexOf(name));
}

/** UTF-16 units at the end of a line in which a signature may stand. */
const LONGEST_ENDING = 32;

function signature(context: CreditContext, index: number, name: string, from: number): CreditCandidate | null {
  const { blocks, vocabulary } = context;
  if (!vocabulary.names.has(foldText(name))) return null;
  const block = blocks[index];
  const element = block.elementAt(from);
  if (isCaption(context, element)) return null;
  const token: Token = { block, index, from, to: from + name.length, text: name, element, named: 0 };
  return toCredit(token, block.zone === 'head' ? 'head' : 'tail');
}

/** Whether the text of a line that begins with this unit may begin with a bracket. */
function mayOpenSignature(unit: number): boolean {
  if (unit < 0x80) return unit === 0x28 || unit === 0x5b || unit === 0x26;
  // Chinese characters are what they are; of the others some are not seen, or folded to brackets.
  return unit < 0x3400 || unit > 0x9fff;
}

/** Characters of markup within a line: a link and a style or two. */
const LONGEST_SIGNATURE = 600;

/** Indexes of the head's lines with a date or a time. */
function datedLines(blocks: readonly Block[]): number[] {
  const dated: number[] = [];
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    if (block.zone === 'head' && block.visible && hasDate(block)) dated.push(index);
  }
  return dated;
}

function hasDate(block: Block): boolean {
  const { folded } = block;
  return folded.length < 200 && (DATE.test(folded) || CLOCK.test(folded) || SHORT_DATE.test(folded));
}

/** The pieces of the head's short lines that are neither date nor field nor furniture. */
function headTokens(context: CreditContext): Token[] {
  const { blocks, range } = context;
  const tokens: Token[] = [];
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    if (block.zone !== 'head' || !block.visible || index === range.headline) continue;
    if (block.text.length > 160 || (index < range.headline && !hasDate(block))) continue;
    addTokens(context, index, tokens);
  }
  return tokens;
}

function addTokens(context: CreditContext, index: number, tokens: Token[]): void {
  const { blocks, tree } = context;
  const { runs, starts, text } = blocks[index];
  for (let run = 0; run < runs.length; ) {
    // Runs of one element belong together: a comment or a style inside a name does not cut it.
    const element = tree.runElement[runs[run]];
    let next = run + 1;
    while (next < runs.length && tree.runElement[runs[next]] === element) next++;
    addTokensOf(context, index, element, starts[run], next < runs.length ? starts[next] : text.length, tokens);
    run = next;
  }
}

/** Those of one element's text, `from` to `to` of the line. */
/** A column, an account to follow, a programme to load, somebody a report is about: what the words before a name offer. */
const OFFERED =
  /(?:专题|栏目|频道|公众号|微信号|视频号|下载|打开|扫码|点击(?:上方|下方)?|质疑|[上下]一[篇条]|©|版权所有)[\s:：]*$/;
const LONGEST_OFFER = 12;

function addTokensOf(
  { blocks, tree, vocabulary }: CreditContext,
  index: number,
  element: number,
  from: number,
  to: number,
  tokens: Token[],
): void {
  const block = blocks[index];
  for (const [start, end] of cutFields(block.folded.slice(from, to))) {
    const text = block.text.slice(from + start, from + end);
    // What stands behind a label, of whatever kind, is that label's: 图片来源：甲.
    if (/[:：]\s*$/.test(block.text.slice(0, from + start))) continue;
    if (OFFERED.test(block.text.slice(Math.max(0, from + start - LONGEST_OFFER), from + start))) continue;
    if (!isNameLike(text) && !vocabulary.names.has(foldText(text))) continue;
    tokens.push({
      block,
      index,
      from: from + start,
      to: from + end,
      text,
      element,
      named: nameOfField(tree, element),
    });
  }
}

const MASKED = [DATE, CLOCK, SHORT_DATE, /(?:星期|周)[一二三四五六日天]/].map(
  (pattern) => new RegExp(pattern.source, `${pattern.flags}g`),
);

/** Without one of these a line has nothing to mask. */
const MAY_BE_MASKED = /[\d周期天]/;

/** Ranges of `folded` left when dates, labelled fields and separators are taken out. */
function cutFields(folded: string): [number, number][] {
  let masked = folded;
  if (MAY_BE_MASKED.test(folded)) {
    for (const pattern of MASKED) masked = masked.replace(pattern, (match) => '|'.repeat(match.length));
  }
  const ranges: [number, number][] = [];
  let at = 0;
  for (const part of masked.split(/([|丨│·•/]| {1,}|[<>《»]|—+|-{2,})/)) {
    const start = at;
    at += part.length;
    const trimmed = part.trim();
    if (trimmed === '' || /^[|丨│·•/<>《»—-]/.test(trimmed)) continue;
    if (FIELD_GLUED.test(trimmed) || FIELD_AT_START.test(trimmed)) continue;
    ranges.push([start + part.indexOf(trimmed), start + part.indexOf(trimmed) + trimmed.length]);
  }
  // A slash inside a byline joins two names: 石佳/中国青年报.
  return joinSlashes(folded, ranges);
}

function joinSlashes(folded: string, ranges: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const range of ranges) {
    const last = joined[joined.length - 1];
    if (last !== undefined && range[0] === last[1] + 1 && /[/·-]/.test(folded[last[1]])) last[1] = range[1];
    else joined.push(range);
  }
  return joined;
}

function isNameLike(text: string): boolean {
  const folded = foldLine(text).trim();
  if (folded.length < 2 || folded.length > 24) return false;
  if (
    !/[A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7a3]/.test(folded) ||
    /[。，；！？“”：:;!?…]/.test(folded) ||
    FURNITURE.test(folded)
  )
    return false;
  if (/^[\d\s+万亿k.]+/.test(folded) && !/[\u3400-\u9fff]{2}/.test(folded)) return false;
  return !/^(?:第|共|约)?\d/.test(folded);
}

function nameOfField(tree: PageTree, element: number): number {
  let best = 0;
  for (let up = element, steps = 0; up > 0 && steps < 3; up = tree.parent[up], steps++) {
    const names = `${tree.classOf(up)} ${tree.idOf(up)}`;
    if (names.length < 2) continue;
    if (SOURCE_NAME.test(names)) return 2;
    if (AUTHOR_NAME.test(names)) best = Math.max(best, 1);
  }
  return best;
}

function scoreOf(token: Token, all: readonly Token[], dates: readonly number[], context: CreditContext): number {
  const known = context.vocabulary.names.has(foldText(token.text));
  const medium = MEDIUM.test(foldLine(token.text));
  const nearest = dates.reduce(
    (best, index) => Math.min(best, Math.abs(index - token.index)),
    Number.POSITIVE_INFINITY,
  );
  const companions = all.filter((other) => other !== token && other.index === token.index).length;
  if (token.named === 2) return 6 + (medium || known ? 1 : 0) - Math.min(nearest, 4) * 0.25;
  if (known) return nearest <= 2 ? 6 : 0;
  if (token.named === 1)
    return medium && nearest <= 4 ? 4 : (context.marks[token.element] & BYLINE) !== 0 && medium ? 3 : 0;
  if (nearest === 0) return companions === 0 || medium ? 3 + (medium ? 1 : 0) : 0;
  if (nearest === 1 && medium && companions === 0) return 2;
  return 0;
}

function toCredit(token: Token, zone: 'head' | 'tail'): CreditCandidate {
  const { block, from, to, text } = token;
  const place = { block, from, to };
  return new PlacedCredit(
    {
      name: text,
      ...splitNames(text),
      label: null,
      separator: null,
      raw: text,
      kind: 'article',
      zone,
      visible: true,
      order: block.orderOf(from),
      element: token.element,
    },
    place,
    place,
  );
}
