/** Finds what the page's own style sheets say of an element. */
import { type BoundSelector, bindSelector, matchesSelector } from './selector-match.js';
import type { StyleRule } from './stylesheet.js';
import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';

/** A rule whose names are all on the page. */
interface BoundRule<Effect> {
  readonly selector: BoundSelector;
  readonly specificity: number;
  readonly order: number;
  readonly effect: Effect;
}

const NONE: readonly never[] = [];

/** Rules by the most telling name of their right-most compound, as browsers keep them. */
export class RuleIndex<Effect> {
  /** Rules by a class or an id, as numbers of `tree.singleNames`. What is both on a page is told apart by matching. */
  private readonly byName = new Map<number, BoundRule<Effect>[]>();
  /** By the number of a value of `class` or `id`: 1 where it holds a name of `byName`. Most hold none. */
  private readonly isTold: Uint8Array;
  private readonly byTag = new Map<number, BoundRule<Effect>[]>();
  /** The same for tags. */
  private readonly isTagTold = new Uint8Array(TAG_NAMES.length);

  constructor(
    private readonly tree: PageTree,
    rules: readonly StyleRule<Effect>[],
  ) {
    for (const rule of rules) this.add(rule);
    for (const tag of this.byTag.keys()) this.isTagTold[tag] = 1;
    this.isTold = tree.singleNames.valuesWith(this.byName);
  }

  private add({ compounds, specificity, order, effect }: StyleRule<Effect>): void {
    const selector = bindSelector(this.tree, compounds);
    if (selector === null) return;
    const rule = { selector, specificity, order, effect };
    const [{ id, classes, tag }] = selector;
    if (id !== -1) addTo(this.byName, id, rule);
    else if (classes.length > 0) addTo(this.byName, classes[0], rule);
    else if (tag !== -1) addTo(this.byTag, tag, rule);
  }

  /** The rules that find an element, in the order of the cascade: by specificity, then by order. */
  rulesOn(element: number): readonly BoundRule<Effect>[] {
    const { tree, isTold } = this;
    const classValue = tree.classValue[element];
    const idValue = tree.idValue[element];
    const tag = tree.tag[element];
    return isTold[classValue] + isTold[idValue] + this.isTagTold[tag] === 0
      ? NONE
      : this.matching(element, classValue, idValue, tag);
  }

  /** One rule may be there twice: that changes nothing. */
  private matching(element: number, classValue: number, idValue: number, tag: number): BoundRule<Effect>[] {
    const found: BoundRule<Effect>[] = [];
    if (this.isTold[classValue] === 1) this.collectByNames(element, classValue, found);
    if (this.isTold[idValue] === 1) this.collectByNames(element, idValue, found);
    if (this.isTagTold[tag] === 1) this.collect(element, this.byTag.get(tag), found);
    if (found.length > 1) found.sort((a, b) => a.specificity - b.specificity || a.order - b.order);
    return found;
  }

  private collectByNames(element: number, value: number, found: BoundRule<Effect>[]): void {
    const { parts, starts } = this.tree.singleNames;
    const end = starts[value + 1];
    for (let part = starts[value]; part < end; part++) this.collect(element, this.byName.get(parts[part]), found);
  }

  private collect(element: number, rules: readonly BoundRule<Effect>[] | undefined, found: BoundRule<Effect>[]): void {
    if (rules === undefined) return;
    for (const rule of rules) if (matchesSelector(this.tree, element, rule.selector)) found.push(rule);
  }
}

function addTo<Rule>(rules: Map<number, Rule[]>, key: number, rule: Rule): void {
  const known = rules.get(key);
  if (known === undefined) rules.set(key, [rule]);
  else known.push(rule);
}
