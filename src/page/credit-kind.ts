/** What a labelled credit is about: the article, a picture, some material, or nothing the page credits at all. */
import type { Block } from './blocks.js';
import { isCaption } from './captions.js';
import type { CreditContext, CreditLabel } from './credit-context.js';
import { foldText } from './fold.js';
import { foldLine } from './fold-line.js';
import { isHeadline } from './headline-credit.js';
import { COMMENT, FIGURE } from './marks.js';
import type { CreditKind } from './types.js';
import { FIELD_AT_START, INSTRUCTION, NOTICE } from './vocabulary.js';
import { isWhereabouts } from './whereabouts.js';

/** `end`: where the credit with its name ends in the line. `name`: as printed, '' where there is none. */
export function kindOf(
  context: CreditContext,
  index: number,
  folded: string,
  label: CreditLabel,
  end: number,
  name: string,
): CreditKind {
  const { marks, blocks } = context;
  const block = blocks[index];
  const element = block.elementAt(label.start);
  if ((marks[element] & COMMENT) !== 0 && block.zone !== 'head') return 'comment';
  if (label.about === 'picture') return 'picture';
  if (label.about === 'material') return 'material';
  if (isCaption(context, element)) return 'picture';
  if (isHeadline(context, index, folded, label, end)) return 'headline';
  const sentence = sentenceBefore(folded, label.start);
  if (isNoticeLine(context, folded, label, block))
    return INSTRUCTION.test(sentence) && !/凡/.test(sentence) ? 'instruction' : 'notice';
  if (INSTRUCTION.test(sentence) && sentence.length < 40) return 'instruction';
  if (folded.slice(label.start, label.end) === '来自' && isWhereabouts(foldLine(name))) return 'prose';
  if (isProse(context, block, folded, label, end, name)) return 'prose';
  if ((marks[element] & ~marks[context.bodyElement] & FIGURE) !== 0 && block.zone === 'body' && !isEdge(context, index))
    return 'picture';
  return 'article';
}

/** Some pages are one line of a hundred thousand letters; a sentence is not. */
const LONGEST_SENTENCE = 300;

/** What stands between the last end of a sentence and the label. */
function sentenceBefore(folded: string, start: number): string {
  const from = Math.max(0, start - LONGEST_SENTENCE);
  for (let at = start - 1; at >= from; at--) {
    const unit = folded.charCodeAt(at);
    // 。！？；!?;
    if (
      unit === 0x3002 ||
      unit === 0xff01 ||
      unit === 0xff1f ||
      unit === 0xff1b ||
      unit === 33 ||
      unit === 63 ||
      unit === 59
    ) {
      return folded.slice(at + 1, start);
    }
  }
  return folded.slice(from, start);
}

function isNoticeLine(context: CreditContext, line: string, whole: CreditLabel, block: Block): boolean {
  const from = Math.max(0, whole.start - LONGEST_SENTENCE);
  const folded = line.slice(from, whole.start + LONGEST_SENTENCE);
  const label = from === 0 ? whole : { ...whole, start: whole.start - from, end: whole.end - from };
  const quoted = '“"「『\'‘'.includes(folded[label.start - 1] ?? ' ');
  const sentence = sentenceBefore(folded, label.start);
  if (/凡|来源 ?非/.test(sentence.slice(-30)) || /^(?:来 ?源) ?非/.test(folded.slice(label.start))) return true;
  if (quoted && (NOTICE.test(folded) || INSTRUCTION.test(folded))) return true;
  const { notices, noticeStarts } = context.vocabulary;
  if (noticeStarts.some((start) => folded.includes(start)) && folded.length > 12) {
    const text = foldText(folded);
    if (notices.some((notice) => text.includes(notice))) return true;
  }
  // A credit line may stand beside 版权声明 as a heading; a sentence that speaks of rights is a notice.
  return block.sentenceMarks > 0 && NOTICE.test(folded) && !label.opensField
    ? true
    : block.sentenceMarks >= 2 &&
        folded.length > 36 &&
        NOTICE.test(sentence + folded.slice(label.start, label.start + 60)) &&
        !isOwnSentence(folded, label);
}

/** The label opens a sentence or a bracket of its own, or what a heading such as 声明： announces. */
function isOwnSentence(folded: string, label: CreditLabel): boolean {
  const before = folded.slice(0, label.start).trimEnd();
  const last = before[before.length - 1];
  if (before === '' || '。！？!?;；([【（'.includes(last)) return true;
  return (before.length <= LONGEST_BULLET && BULLET.test(before)) || isAnnounced(before);
}

/** A heading of a remark stands directly before. */
const isAnnounced = (before: string): boolean => REMARK_HEADING.test(before.slice(-LONGEST_HEADING));

/** Before one of several remarks: 1、, ※. */
const BULLET = /^[(【[]?(?:\d{1,2}|[一二三四五六七八九十]|[*※★☆●○■□▲△◆◇◎►#-]+)[)】\]]?[、.]?$/;
const LONGEST_BULLET = 5;

/** Before a remark of the page about its text. People announce what they say by a colon too: 他解释说：…. */
const REMARK_HEADING =
  /(?:^|[。！？!?;([【（ ])(?:免责|特别|郑重|法律|版权|重要|转载|温馨|编者|编辑|小编)? ?(?:声明|说明|备注|附注|提示|提醒|注|按) ?(?:[)\]】] ?:?|:)$/;
const LONGEST_HEADING = 8;

function isProse(
  { vocabulary }: CreditContext,
  block: Block,
  folded: string,
  label: CreditLabel,
  end: number,
  name: string,
): boolean {
  if (
    /^(?:的|了|是|在|于|和|与|有|为|不|主要|包括|之一|广泛|多|单一|稳定|可靠|问题|地|国|渠道)/.test(name) &&
    label.end === end - name.length
  )
    return true;
  if (block.zone === 'head' && label.opensField) return name.length > 40;
  // In running text, that text is one it tells of: 网上流传一篇文章，该文来源于甲.
  if (/^[该此]/.test(folded.slice(label.start)) && label.start > 0 && label.opener === '')
    return !isAnnounced(folded.slice(0, label.start).trimEnd());
  const after = folded.slice(end).replace(/^[)\]】）」”"'.。\s]+/, '');
  const closes = after === '' || FIELD_AT_START.test(after) || /^[(（[【|丨]/.test(after);
  if (label.opener !== '' && '([【（〔'.includes(label.opener)) return !closes && after.length > 40 && label.verbal;
  // 转自： is a label, whatever it is without the colon.
  const isVerb = label.verbal && !/^ ?[:∶︰﹕]/.test(folded.slice(label.end, label.end + 2));
  // In the middle of running text a label must open a sentence and its name must close one.
  if (isVerb && !isOwnSentence(folded, label) && block.sentenceMarks > 0) return true;
  if (block.sentenceMarks > 0 && folded.length > 40 && !isOwnSentence(folded, label) && !block.isStart(label.start))
    return !closes || folded[label.start - 1] !== ' ';
  if (!isVerb || folded[end] !== ',' || after.length <= 12) return false;
  // 来自 tells of platforms and accounts as well: 本文来自某客户端自媒体，不代表其观点.
  if (folded.startsWith('来自', label.end - 2) && !vocabulary.names.has(foldText(name))) return true;
  return !isRemark(folded, label, after.slice(1));
}

/** A verb and a comma begin a story (来自甲旗，她说…), unless it is told of this text, or is followed by its rights or fields. */
function isRemark(folded: string, label: CreditLabel, after: string): boolean {
  const said = folded.slice(label.start, label.end);
  if (OF_THIS_TEXT.test(said)) return true;
  if (OF_A_PART.test(said)) return false;
  const clause = after.slice(0, LONGEST_CLAUSE).split(/[,。]/, 1)[0].trimStart();
  return FIELD_AT_START.test(clause) || NOTICE.test(clause);
}

const OF_THIS_TEXT = /^(?:本 ?[文稿篇新报作消]|以 ?上|全 ?文)/;
const OF_A_PART = /^(?:部 ?分|主 ?要)/;
const LONGEST_CLAUSE = 30;

/** Body lines so near its ends that they credit the whole: the first two and the last three. */
export function isEdge(context: CreditContext, index: number): boolean {
  const { blocks, range } = context;
  if (range.first < 0) return true;
  const fewer = (than: number, from: number, to: number, step: 1 | -1): boolean => {
    let count = 0;
    for (let at = from; at !== to; at += step) {
      if (blocks[at].visible && blocks[at].text.trim() !== '' && ++count >= than) return false;
    }
    return true;
  };
  return fewer(2, range.first, index, 1) || fewer(3, range.last, index, -1);
}
