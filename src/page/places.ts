/** Elements that a block clips or moves away, judged by all that the sheets and their own styles say of their place. */
import { inlinePlacement } from './inline-effects.js';
import type { PlacedSheet } from './page-sheets.js';
import { Placement } from './placement.js';
import { RuleIndex } from './rule-index.js';
import type { PageTree } from './tree.js';

/** `elements`: those that are asked for. Null where nothing is said that puts one of them in its place again. */
export function placesOf(tree: PageTree, sheets: readonly PlacedSheet[], elements: readonly number[]): Places | null {
  const values = new Uint8Array(tree.names.count);
  for (const element of elements) {
    values[tree.classValue[element]] = 1;
    values[tree.idValue[element]] = 1;
  }
  const page = tree.singleNames;
  const names = { page, chosen: page.marked(values) };
  const rules = sheets.flatMap(({ sheet, start }) => sheet.placingRules(names, start));
  const mayUndo =
    rules.some(({ effect }) => effect.undoes) || elements.some((element) => styleOf(tree, element)?.undoes);
  return mayUndo ? new Places(tree, new RuleIndex(tree, rules), new Set(elements)) : null;
}

export class Places {
  constructor(
    private readonly tree: PageTree,
    private readonly rules: RuleIndex<Placement>,
    /** Of others nothing is known. */
    private readonly elements: ReadonlySet<number>,
  ) {}

  /** Whether an element was asked for and stands in its place after all. */
  shows(element: number): boolean {
    if (!this.elements.has(element)) return false;
    const placement = new Placement();
    for (const { effect } of this.rules.rulesOn(element)) placement.lay(effect);
    const own = styleOf(this.tree, element);
    if (own !== null) placement.lay(own);
    return !placement.hides();
  }
}

function styleOf({ inlineStyles, styleValue }: PageTree, element: number): Placement | null {
  const style = styleValue[element];
  return style === 0 ? null : inlinePlacement(inlineStyles.text(style));
}
