import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

/** A CSS selector that leads to an element: from the nearest id, by names and positions among like siblings. */
export function selectorOf(tree: PageTree, element: number): string {
  const parts: string[] = [];
  for (let at = element; at > 0; at = tree.parent[at]) {
    const id = tree.idOf(at);
    const name =
      TAG_NAMES[tree.tag[at]] ||
      tree.markup
        .text(tree.tagStart[at] + 1, tree.tagEnd[at])
        .split(/[\s/>]/)[0]
        .toLowerCase();
    if (IDENTIFIER.test(id)) {
      parts.unshift(`${name}#${id}`);
      break;
    }
    parts.unshift(name === 'body' ? name : `${name}${classPart(tree, at)}${positionOf(tree, at)}`);
  }
  return parts.join(' > ');
}

function classPart(tree: PageTree, element: number): string {
  const first = classesOf(tree, element).find((name) => IDENTIFIER.test(name));
  return first === undefined ? '' : `.${first}`;
}

const NO_CLASSES: readonly string[] = [];

/** The classes of an element, as written. */
function classesOf(tree: PageTree, element: number): readonly string[] {
  const value = tree.classOf(element);
  if (value === '') return NO_CLASSES;
  return /[\s]/.test(value) ? value.split(/\s+/).filter((name) => name !== '') : [value];
}

/** `:nth-of-type(n)` where the element has siblings of its kind. */
function positionOf(tree: PageTree, element: number): string {
  const parent = tree.parent[element];
  const tag = tree.tag[element];
  let index = 0;
  let count = 0;
  for (let sibling = parent + 1; sibling < tree.count; sibling++) {
    if (tree.tagStart[sibling] >= tree.contentEnd[parent] && parent > 0) break;
    if (tree.parent[sibling] !== parent || tree.tag[sibling] !== tag) continue;
    count++;
    if (sibling === element) index = count;
    if (count > index && index > 0) break;
  }
  return count > 1 ? `:nth-of-type(${index})` : '';
}
