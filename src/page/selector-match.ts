/** Finds elements by selectors that were parsed (`selector-syntax.ts`), their names as the numbers they have on a page. */
import type { Compound } from './selector-syntax.js';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const HTML = tagNumber('html');

/** A compound as it is compared with an element; -1 where it says nothing of its tag or id. */
interface BoundCompound {
  readonly tag: number;
  readonly id: number;
  readonly classes: readonly number[];
  readonly combinator: Compound['combinator'];
}

/** A selector bound to a page, right-most compound first. */
export type BoundSelector = readonly BoundCompound[];

/** Binds a selector to a page; null where one of its names is not on it: then it finds nothing. */
export function bindSelector(tree: PageTree, compounds: readonly Compound[]): BoundSelector | null {
  const { singleNames: names } = tree;
  const bound: BoundCompound[] = [];
  for (const compound of compounds) {
    const tag = compound.tag === null ? -1 : tagNumber(compound.tag);
    const id = compound.id === null ? -1 : names.numberOf(compound.id);
    // Number 0 are the elements that HTML does not know: which they are is not kept.
    if (tag === 0 || id === 0) return null;
    // Filled one by one: arrays that `map` makes are of another kind to the engine than empty ones.
    const classes: number[] = [];
    for (const name of compound.classes) {
      const number = names.numberOf(name);
      if (number === 0) return null;
      classes.push(number);
    }
    bound.push({ tag, id, classes, combinator: compound.combinator });
  }
  return bound;
}

/** Steps one selector may take on one element. Hostile sheets have selectors that would take billions. */
const MOST_STEPS = 2000;
let steps = 0;

/** Whether a selector finds an element. */
export function matchesSelector(tree: PageTree, element: number, selector: BoundSelector): boolean {
  steps = 0;
  return matches(tree, element, selector, 0);
}

function matches(tree: PageTree, element: number, selector: BoundSelector, index: number): boolean {
  const compound = selector[index];
  if (++steps > MOST_STEPS || !matchesCompound(tree, element, compound)) return false;
  if (index + 1 === selector.length) return true;
  for (let up = tree.parent[element]; up > 0; up = tree.parent[up]) {
    if (matches(tree, up, selector, index + 1)) return true;
    if (compound.combinator === '>') return false;
  }
  // `html` and `head` are no rows of the tree: a selector that begins with `html` holds everywhere.
  const left = selector[index + 1];
  return left.tag === HTML && left.id === -1 && left.classes.length === 0 && index + 2 === selector.length;
}

function matchesCompound(tree: PageTree, element: number, { tag, id, classes }: BoundCompound): boolean {
  if (tag !== -1 && tree.tag[element] !== tag) return false;
  const { singleNames: names } = tree;
  if (id !== -1 && !names.isWhole(tree.idValue[element], id)) return false;
  for (let index = 0; index < classes.length; index++) {
    if (!names.isIn(tree.classValue[element], classes[index])) return false;
  }
  return true;
}
