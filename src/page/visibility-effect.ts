/**
 * What styles say of visibility, as the bits of one number: of each aspect whether they say anything, and whether they
 * hide; the same again for what is marked `!important`. 0 says nothing. Thousands of elements take a few of them each,
 * and to lay one over the other are a few operations on bits.
 */
export type VisibilityEffect = number;

/** `display`. */
export const DISPLAY = 1;
/** `visibility`. Inherited, and a descendant can show itself again. */
export const VISIBILITY = 2;
/** A font size of zero. Inherited, and undone by a descendant's own size: gaps between columns are closed that way. */
export const SIZE = 4;
/**
 * Written in no colour, or in that of its ground. Inherited, and undone by a descendant's own colour. Only an inline
 * style says it: sheets colour everything, one rule over the other.
 */
export const INK = 8;
/** Hidden by other means, an opacity of zero most of all. */
export const OTHER = 16;
/**
 * Clipped or moved off the screen: by several properties together mostly, each of which another rule may undo. Blocks
 * only say that they hide in it; all that the rules say of an element is looked at where one does (`placement.ts`).
 */
export const PLACE = 32;
const ALL = DISPLAY | VISIBILITY | SIZE | INK | OTHER | PLACE;

/** How far the bits of the aspects of which something is said are from those in which it hides. */
const SAID = 6;
const IMPORTANT = 12;
const ALL_SAID = (ALL << SAID) | (ALL << (SAID + IMPORTANT));
const ALL_NORMAL = ALL | (ALL << SAID);

/** Hides in some aspects. */
export const hidingIn = (aspects: number): VisibilityEffect => aspects | (aspects << SAID);
/** Shows again what is hidden in some aspects. */
export const showingIn = (aspects: number): VisibilityEffect => aspects << SAID;
/** Without what is said of some aspects, settled. */
export const silentIn = (effect: VisibilityEffect, aspects: number): VisibilityEffect => effect & ~hidingIn(aspects);
/** The same marked `!important`. */
export const asImportant = (effect: VisibilityEffect): VisibilityEffect => effect << IMPORTANT;

/** `over` where it says something, else `under`; what is important apart from what is not. */
export function overlay(under: VisibilityEffect, over: VisibilityEffect): VisibilityEffect {
  const said = over & ALL_SAID;
  return (under & ~(said | (said >> SAID))) | over;
}

/** What is important over what is not. */
export const settled = (effect: VisibilityEffect): VisibilityEffect =>
  overlay(effect & ALL_NORMAL, effect >> IMPORTANT);

/** The aspects in which a settled effect hides. */
export const hiddenIn = (effect: VisibilityEffect): number => effect & ALL;
/** Those of which it says something. */
export const toldOf = (effect: VisibilityEffect): number => effect >> SAID;
