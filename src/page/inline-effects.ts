/** What inline styles (`style="…"`) say of visibility. */
import { withoutComments, withoutEscapes } from './declaration-text.js';
import { readDeclarations } from './declarations.js';
import { type Placement, readPlacement } from './placement.js';
import type { PageTree } from './tree.js';
import type { VisibilityEffect } from './visibility-effect.js';

const SAYS_SOMETHING =
  /none|hidden|collapse|visib|display|opacity|font|color|zoom|clip|indent|-\d{2}|height|width|transform|left|top|\\/i;

/** Styles read before: pages repeat those of other pages. Bounded, for any page may bring new ones. */
const known = new Map<string, VisibilityEffect>();
const MOST_KNOWN = 5000;
const LONGEST_KNOWN = 500;

/** The effects of the inline styles of a page, by their number in `tree.inlineStyles`. */
export function inlineEffectsOf({ inlineStyles }: PageTree): Int32Array {
  const effects = new Int32Array(inlineStyles.count);
  for (let style = 1; style < effects.length; style++) effects[style] = effectOf(inlineStyles.text(style));
  return effects;
}

function effectOf(style: string): VisibilityEffect {
  const before = known.get(style);
  if (before !== undefined) return before;
  const effect = SAYS_SOMETHING.test(style) ? read(style) : 0;
  if (known.size >= MOST_KNOWN) known.clear();
  if (style.length < LONGEST_KNOWN) known.set(style, effect);
  return effect;
}

const read = (style: string): VisibilityEffect => readDeclarations(plainText(style), true);

/** What an inline style says of the place of its element. */
export const inlinePlacement = (style: string): Placement | null => readPlacement(plainText(style));

function plainText(style: string): string {
  const css = style.includes('&') ? style.replace(/&(?:amp|quot|#39);/g, ' ') : style;
  return withoutEscapes(withoutComments(css));
}
