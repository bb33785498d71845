/**
 * What the names of elements, classes and ids say about the part of the page they stand for. Names are hints:
 * where an element so named holds the article itself, `zones.ts` overrules it.
 */
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

/** Not the article: navigation, lists of other articles, comments, the site's own footer. */
export const OUTSIDE = 1;
/** Readers' words. Never the article, whatever it holds. */
export const COMMENT = 2;
/** Named after a source, author, account or medium: where a name without a label may be the credit. */
export const BYLINE = 4;
/** Inside a link. */
export const LINKED = 8;
/** Named after a picture or its caption. */
export const FIGURE = 16;

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const OUTSIDE_WORDS = set(
  'nav navbar navi navigation navigator menu submenu breadcrumb breadcrumbs crumb crumbs crumbnav footer foot sidebar aside ' +
    'related relate relation relevant xgyd xgxw recommend recommends recommended recom tuijian rec hot hotnews hotlist rank ' +
    'ranking paihang toplist login logon signin register search friendlink friendlinks links pager pagination sitemap ' +
    'ad ads advert advertisement adv guanggao gg banner popup modal dialog qrcode erweima feeds feed waterfall guess',
);
const COMMENT_WORDS = set(
  'comment comments commentlist cmt cmts reply replies pinglun gentie tie discuss discussion disqus liuyan',
);
const BYLINE_WORDS = set(
  'source sources sour src from origin author authors byline media medianame account mp laiyuan ly infosource copyfrom ' +
    'publisher wechat name nickname profile',
);
const FIGURE_WORDS = set(
  'caption figcaption pic picture photo photos image images imgdesc img figure gallery tupian tuzhu',
);
/** Joined with one of these, a word such as `footer` names a part of the article. */
const ARTICLE_WORDS = set('article art post entry content contxt news text detail main body story title info meta');

const BODY = tagNumber('body');
const NAV = tagNumber('nav');
const ASIDE = tagNumber('aside');
const FOOTER = tagNumber('footer');
const SELECT = tagNumber('select');
const TEXTAREA = tagNumber('textarea');
const BUTTON = tagNumber('button');
const FIGURE_TAG = tagNumber('figure');
const FIGCAPTION = tagNumber('figcaption');
const ARTICLE = tagNumber('article');
const A = tagNumber('a');

/** A class or id by which a platform's pages are known. */
export const TELLING = 32;

/** Pages of one site share their names, so what a name says is kept. Bounded: lists may hold any number of sites. */
const KNOWN_LIMIT = 20_000;
const knownBy = new WeakMap<ReadonlySet<string>, Map<string, number>>();
const NO_TELLS: ReadonlySet<string> = new Set();

function hintOf(name: string, known: Map<string, number>, tells: ReadonlySet<string>): number {
  const before = known.get(name);
  if (before !== undefined) return before;
  let hint = readName(name);
  if (tells.size > 0 && name.split(/\s+/).some((word) => tells.has(word))) hint |= TELLING;
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(name, hint);
  return hint;
}

function readName(name: string): number {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  let hint = 0;
  let ofArticle = false;
  for (const word of words) {
    if (COMMENT_WORDS.has(word)) hint |= COMMENT;
    else if (OUTSIDE_WORDS.has(word)) hint |= OUTSIDE;
    else if (BYLINE_WORDS.has(word)) hint |= BYLINE;
    else if (FIGURE_WORDS.has(word)) hint |= FIGURE;
    if (ARTICLE_WORDS.has(word)) ofArticle = true;
  }
  // `post-footer`, `article-aside`: the article's own. `comment-count` beside a date is no comment.
  if (ofArticle || (hint & BYLINE) !== 0) hint &= ~OUTSIDE;
  if ((hint & COMMENT) !== 0 && words.some((word) => /^(?:count|num|number|btn|button|link|icon|total)$/.test(word)))
    hint &= ~COMMENT;
  return hint;
}

/** The hints of each element, those of its ancestors included where they hold for all they contain. */
export function markElements(tree: PageTree, tells: ReadonlySet<string> = NO_TELLS): Uint8Array {
  const { count, parent, names, classValue, idValue } = tree;
  let known = knownBy.get(tells);
  if (known === undefined) knownBy.set(tells, (known = new Map()));
  const marks = new Uint8Array(count);
  // What each name says; number 0, no name, says nothing.
  const hints = new Uint8Array(names.count);
  for (let value = 1; value < names.count; value++) hints[value] = hintOf(names.text(value), known, tells);
  for (let element = 1; element < count; element++) {
    // The names of `body` tell what kind of page it is, not what part.
    if (tree.tag[element] === BODY) continue;
    const own = tagHint(tree, element) | hints[classValue[element]] | hints[idValue[element]];
    marks[element] = own | (marks[parent[element]] & ~TELLING);
  }
  return marks;
}

function tagHint(tree: PageTree, element: number): number {
  switch (tree.tag[element]) {
    case A:
      return LINKED;
    case NAV:
    case ASIDE:
    case SELECT:
    case TEXTAREA:
    case BUTTON:
      return OUTSIDE;
    case FIGURE_TAG:
    case FIGCAPTION:
      return FIGURE;
    case FOOTER: {
      for (let up = tree.parent[element]; up > 0; up = tree.parent[up]) if (tree.tag[up] === ARTICLE) return 0;
      return OUTSIDE;
    }
    default:
      return 0;
  }
}
