/**
 * What the names of elements, classes and ids say about the part of the page they stand for. Names are hints:
 * where an element so named holds the article itself, `zones.ts` overrules it.
 */
import { BYLINE, COMMENT, FIGURE, hintOfName, OUTSIDE } from './name-words.js';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

export { BYLINE, COMMENT, FIGURE, OUTSIDE };
/** Inside a link. */
export const LINKED = 8;

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

const NO_TELLS: readonly Buffer[] = [];

/** The hints of each element, those of its ancestors included where they hold for all they contain. */
export function markElements(tree: PageTree, tells: readonly Buffer[] = NO_TELLS): Uint8Array {
  const { count, parent, classValue, idValue } = tree;
  const marks = new Uint8Array(count);
  const hints = hintsOfValues(tree, tells);
  for (let element = 1; element < count; element++) {
    // The names of `body` tell what kind of page it is, not what part.
    if (tree.tag[element] === BODY) continue;
    const own = tagHint(tree, element) | hints[classValue[element]] | hints[idValue[element]];
    marks[element] = own | (marks[parent[element]] & ~TELLING);
  }
  return marks;
}

/** What each value of `class` and `id` says; number 0, no value, says nothing. */
function hintsOfValues(tree: PageTree, tells: readonly Buffer[]): Uint8Array {
  const { bytes, names, singleNames } = tree;
  const hints = new Uint8Array(names.count);
  for (let value = 1; value < names.count; value++) {
    hints[value] = hintOfName(bytes, names.startOf(value), names.endOf(value));
  }
  for (const tell of tells) {
    const name = singleNames.numberAt(tell, 0, tell.length);
    if (name === 0) continue;
    for (let value = 1; value < names.count; value++) if (singleNames.isIn(value, name)) hints[value] |= TELLING;
  }
  return hints;
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
