/** Elements that a block clips or moves away, judged by all that the sheets and their own styles say of their place. */
import { inlinePlacement } from './inline-effects.js';
import { Placement } from './placement.js';
import { RuleIndex } from './rule-index.js';
import type { PlacedSheet } from './stylesheet.js';
import type { PageTree } from './tree.js';

export class Places {
  private readonly rules: RuleIndex<Placement>;
  private readonly elements: ReadonlySet<number>;

  /** `elements`: those that are asked for; of others nothing is known. */
  constructor(
    private readonly tree: PageTree,
    sheets: readonly PlacedSheet[],
    elements: readonly number[],
  ) {
    this.elements = new Set(elements);
    const values = new Uint8Array(tree.names.count);
    for (const element of elements) {
      values[tree.classValue[element]] = 1;
      values[tree.idValue[element]] = 1;
    }
    const page = tree.singleNames;
    const names = { page, chosen: page.marked(values) };
    this.rules = new RuleIndex(
      tree,
      sheets.flatMap(({ sheet, start }) => sheet.placingRules(names, start)),
    );
  }

  /** Whether an element was asked for and stands in its place after all. */
  shows(element: number): boolean {
    if (!this.elements.has(element)) return false;
    const placement = new Placement();
    for (const { effect } of this.rules.rulesOn(element)) placement.lay(effect);
    const { inlineStyles, styleValue } = this.tree;
    const style = styleValue[element];
    const own = style === 0 ? null : inlinePlacement(inlineStyles.text(style));
    if (own !== null) placement.lay(own);
    return !placement.hides();
  }
}
