/** The words that classes and ids are made of: `postFooter`, `news-list_2`. They are read as bytes, without strings. */
import { hashStep } from './attribute-values.js';

/** Not the article: navigation, lists of other articles, comments, the site's own footer. */
export const OUTSIDE = 1;
/** Readers' words. Never the article, whatever it holds. */
export const COMMENT = 2;
/** Named after a source, author, account or medium: where a name without a label may be the credit. */
export const BYLINE = 4;
/** Named after a picture or its caption. */
export const FIGURE = 16;

/** Joined with one of these, a word such as `footer` names a part of the article. */
const OF_ARTICLE = 64;
/** Joined with one of these, a word such as `comment` names a number or a button. */
const COUNTING = 128;

const words = (list: string): readonly string[] => list.split(' ');
const OUTSIDE_WORDS = words(
  'nav navbar navi navigation navigator menu submenu breadcrumb breadcrumbs crumb crumbs crumbnav footer foot sidebar aside ' +
    'related relate relation relevant xgyd xgxw recommend recommends recommended recom tuijian rec hot hotnews hotlist rank ' +
    'ranking paihang toplist login logon signin register search friendlink friendlinks links pager pagination sitemap ' +
    'ad ads advert advertisement adv guanggao gg banner popup modal dialog qrcode erweima feeds feed waterfall guess',
);
const COMMENT_WORDS = words(
  'comment comments commentlist cmt cmts reply replies pinglun gentie tie discuss discussion disqus liuyan',
);
const BYLINE_WORDS = words(
  'source sources sour src from origin author authors byline media medianame account mp laiyuan ly infosource copyfrom ' +
    'publisher wechat name nickname profile',
);
const FIGURE_WORDS = words(
  'caption figcaption pic picture photo photos image images imgdesc img figure gallery tupian tuzhu',
);
const ARTICLE_WORDS = words('article art post entry content contxt news text detail main body story title info meta');

const COUNTING_WORDS = words('count num number btn button link icon total');

/** Words with the bits they stand for. Number 0 is none. */
const WORDS: string[] = [''];
const BITS: number[] = [0];
/** The numbers of the words by the hash of their letters; one that finds its slot taken stands in the next that is free. */
const SLOTS = new Uint16Array(1024);
const slotOf = (hash: number): number => (hash ^ (hash >>> 10)) & (SLOTS.length - 1);

for (const [list, bit] of [
  [COMMENT_WORDS, COMMENT],
  [OUTSIDE_WORDS, OUTSIDE],
  [BYLINE_WORDS, BYLINE],
  [FIGURE_WORDS, FIGURE],
  [ARTICLE_WORDS, OF_ARTICLE],
  [COUNTING_WORDS, COUNTING],
] as const) {
  for (const word of list) {
    const known = WORDS.indexOf(word);
    if (known > 0) {
      BITS[known] |= bit;
      continue;
    }
    let hash = 0;
    for (let index = 0; index < word.length; index++) hash = hashStep(hash, word.charCodeAt(index));
    let slot = slotOf(hash);
    while (SLOTS[slot] !== 0) slot = (slot + 1) & (SLOTS.length - 1);
    SLOTS[slot] = WORDS.push(word) - 1;
    BITS.push(bit);
  }
}

/** What the name between two bytes says: any of the bits above. */
export function hintOfName(bytes: Uint8Array, start: number, end: number): number {
  let hint = 0;
  for (let at = start; at < end; ) {
    const from = at;
    let hash = 0;
    let isSmall = false;
    for (; at < end; at++) {
      const letter = bytes[at] | 0x20;
      if (letter < 0x61 || letter > 0x7a || bytes[at] >= 0x80) break;
      // A capital behind a small letter begins a word.
      if (bytes[at] === letter) isSmall = true;
      else if (isSmall) break;
      hash = hashStep(hash, letter);
    }
    if (at === from) at++;
    else hint |= bitsOf(bytes, from, at, hash);
  }
  // `post-footer`, `article-aside`: the article's own. `comment-count` beside a date is no comment.
  if ((hint & (OF_ARTICLE | BYLINE)) !== 0) hint &= ~OUTSIDE;
  if ((hint & COUNTING) !== 0) hint &= ~COMMENT;
  return hint & ~(OF_ARTICLE | COUNTING);
}

function bitsOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
  for (let slot = slotOf(hash); SLOTS[slot] !== 0; slot = (slot + 1) & (SLOTS.length - 1)) {
    const number = SLOTS[slot];
    if (isWordAt(bytes, start, end, WORDS[number])) return BITS[number];
  }
  return 0;
}

function isWordAt(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index++) {
    if ((bytes[start + index] | 0x20) !== word.charCodeAt(index)) return false;
  }
  return true;
}
