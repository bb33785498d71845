/** Symbols in a link that stand for words: what a reader clicks on without a letter or a picture in the markup. */
import { textOf } from './element-text.js';
import type { GeneratedContent } from './generated-content.js';
import { sheetsOf } from './page-sheets.js';
import { RuleIndex } from './rule-index.js';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const SVG = tagNumber('svg');
const IMG = tagNumber('img');

/**
 * A drawing, or an element that style sheets may draw as one: `<i class="icon-link">`, or the link itself where it has a
 * class and says to a pointer or a screen reader what it is. Sheets from elsewhere are not read, so it counts as seen.
 */
export function mayShowSymbol(
  tree: PageTree,
  hidden: Uint8Array,
  generated: GeneratedSymbols,
  element: number,
): boolean {
  const end = tree.contentEnd[element];
  for (let inner = element + 1; inner < tree.count && tree.tagStart[inner] < end; inner++) {
    // What a picture shows is known, whatever its class.
    if (hidden[inner] !== 0 || tree.tag[inner] === IMG || !tree.isWithin(inner, element)) continue;
    if (tree.tag[inner] === SVG ? tree.contentEnd[inner] > tree.tagEnd[inner] : tree.classOf(inner).trim() !== '')
      return true;
  }
  if (tree.classOf(element).trim() === '') return false;
  const said = (name: string): boolean => textOf(tree.attributeOf(element, name) ?? '').trim() !== '';
  return said('title') || said('aria-label') || generated.isSeenAt(element);
}

/** What the sheets put before or after elements, read when a link asks for it. */
export class GeneratedSymbols {
  private rules: RuleIndex<GeneratedContent> | null = null;

  constructor(private readonly tree: PageTree) {}

  isSeenAt(element: number): boolean {
    this.rules ??= this.readRules();
    return this.rules.rulesOn(element).at(-1)?.effect ?? false;
  }

  private readRules(): RuleIndex<GeneratedContent> {
    const { tree } = this;
    const page = tree.singleNames;
    const names = { page, chosen: page.marked(null) };
    return new RuleIndex(
      tree,
      sheetsOf(tree).flatMap(({ sheet, start }) => sheet.generatingRules(names, start)),
    );
  }
}
