/** Which elements a reader sees: attributes, inline style, and the page's own style sheets. */
import { inlineEffectsOf } from './inline-effects.js';
import { sheetsOf } from './page-sheets.js';
import { type Places, placesOf } from './places.js';
import { RuleIndex } from './rule-index.js';
import { isUnrendered, tagNumber } from './tags.js';
import type { PageTree } from './tree.js';
import {
  DISPLAY,
  hiddenIn,
  hidingIn,
  INK,
  OTHER,
  overlay,
  PLACE,
  settled,
  silentIn,
  toldOf,
  type VisibilityEffect,
} from './visibility-effect.js';

const BODY = tagNumber('body');
const INPUT = tagNumber('input');
const DIALOG = tagNumber('dialog');
const A = tagNumber('a');

/** Aspects in which an element hides all it holds. Other aspects are undone further in. */
const GONE = DISPLAY | OTHER | PLACE;

/** 1 where an element and what it holds cannot be seen. A row for each element of the tree. */
export function hiddenElements(tree: PageTree): Uint8Array {
  const sheets = sheetsOf(tree);
  const inline = inlineEffectsOf(tree);
  if (sheets.length === 0) {
    const none: Styles = { inline, rules: new RuleIndex(tree, []), places: null };
    return withShellShown(tree, none, cascade(tree, none, null, null));
  }
  const page = tree.singleNames;
  const present = { page, chosen: page.marked(null) };
  const hidingRules = sheets.flatMap(({ sheet, start }) => sheet.hidingRules(present, start));
  const met = { names: new Uint8Array(tree.names.count), placed: [] };
  let styles: Styles = { inline, rules: new RuleIndex(tree, hidingRules), places: null };
  let hidden = cascade(tree, styles, null, met);
  // Something is hidden by a rule that another rule may undo: read those that could.
  if (met.names.includes(1)) {
    const undone = { page, chosen: page.marked(met.names) };
    const showingRules =
      hidingRules.length === 0 ? [] : sheets.flatMap(({ sheet, start }) => sheet.showingRules(undone, start));
    const places = met.placed.length === 0 ? null : placesOf(tree, sheets, met.placed);
    if (showingRules.length > 0 || places !== null) {
      const rules = showingRules.length === 0 ? styles.rules : new RuleIndex(tree, [...hidingRules, ...showingRules]);
      styles = { inline, rules, places };
      hidden = cascade(tree, styles, null, null);
    }
  }
  return withShellShown(tree, styles, hidden);
}

/** All that is said of the elements of a page. */
interface Styles {
  /** Effects of the inline styles, by their number. */
  readonly inline: Int32Array;
  readonly rules: RuleIndex<VisibilityEffect>;
  readonly places: Places | null;
}

/** What a further rule could change. */
interface Met {
  /** 1 for the names of the elements that are hidden, or in something that is. */
  readonly names: Uint8Array;
  /** Elements that a block clips or moves away. */
  readonly placed: number[];
}

/**
 * 1 where an element cannot be seen.
 * @param shown elements whose own effects are left out
 * @param met takes in what a further rule could change
 */
function cascade(
  tree: PageTree,
  { inline, rules, places }: Styles,
  shown: ReadonlySet<number> | null,
  met: Met | null,
): Uint8Array {
  const { count, parent, tag } = tree;
  /** The aspects in which each element is hidden. */
  const state = new Uint8Array(count);
  for (let element = 1; element < count; element++) {
    const inherited = state[parent[element]];
    if ((inherited & GONE) !== 0 || isUnrendered(tag[element])) {
      state[element] = GONE;
      continue;
    }
    const styled = overlay(effectOf(rules.rulesOn(element)), inline[tree.styleValue[element]]);
    let effect = overlay(isHiddenByAttribute(tree, element) ? hidingIn(DISPLAY) : 0, settled(styled));
    if (places !== null && (hiddenIn(effect) & PLACE) !== 0 && places.shows(element)) effect = silentIn(effect, PLACE);
    if (met !== null && (inherited !== 0 || hiddenIn(effect) !== 0)) {
      met.names[tree.classValue[element]] = 1;
      met.names[tree.idValue[element]] = 1;
      if ((hiddenIn(effect) & PLACE) !== 0 && mayHoldText(tree, element)) met.placed.push(element);
    }
    // A link has a colour of its own.
    const before = tag[element] === A ? inherited & ~INK : inherited;
    const counts = effect !== 0 && tag[element] !== BODY && !shown?.has(element);
    state[element] = counts ? (before & ~toldOf(effect)) | hiddenIn(effect) : before;
  }
  for (let element = 1; element < count; element++) if (state[element] !== 0) state[element] = 1;
  return state;
}

function effectOf(rules: readonly { readonly effect: VisibilityEffect }[]): VisibilityEffect {
  let effect = 0;
  for (let index = 0; index < rules.length; index++) effect = overlay(effect, rules[index].effect);
  return effect;
}

/** Boxes of nothing that end a row of columns are empty, or hold a blank. */
const mayHoldText = (tree: PageTree, element: number): boolean =>
  tree.contentEnd[element] - tree.tagEnd[element] > '&nbsp;'.length;

function isHiddenByAttribute(tree: PageTree, element: number): boolean {
  const tag = tree.tag[element];
  if (tree.hidden[element] === 1 && tag !== INPUT) return true;
  return tag === DIALOG && tree.attributeOf(element, 'open') === null;
}

/** Where most of the text is hidden, the page shows it by script: nobody publishes an empty sheet. */
function withShellShown(tree: PageTree, styles: Styles, hidden: Uint8Array): Uint8Array {
  const shown = hiddenHolders(tree, hidden);
  return shown.size > 0 ? cascade(tree, styles, shown, null) : hidden;
}

/** HTML units of visible text (navigation and footer included) on a page that shows its article by script. */
const MOST_OF_A_SHELL = 2500;

/** The outermost hidden elements that together with others hide more than they leave, and hold a good part of it. */
function hiddenHolders(tree: PageTree, hidden: Uint8Array): Set<number> {
  const holders = new Set<number>();
  if (!mayHideMost(tree, hidden)) return holders;
  const lengthOf = new Map<number, number>();
  let all = 0;
  let unseen = 0;
  for (let run = 0; run < tree.runs; run++) {
    const length = tree.markup.lengthOf(tree.runStart[run], tree.runEnd[run]);
    all += length;
    let element = tree.runElement[run];
    if (hidden[element] === 0) continue;
    unseen += length;
    while (tree.parent[element] > 0 && hidden[tree.parent[element]] === 1) element = tree.parent[element];
    if (!isUnrendered(tree.tag[element])) lengthOf.set(element, (lengthOf.get(element) ?? 0) + length);
  }
  if (unseen * 2 <= all) return holders;
  // Keyword spam is hidden in masses beside an article that is not.
  if (all - unseen > MOST_OF_A_SHELL) return holders;
  for (const [element, length] of lengthOf) if (length * 2 > all) holders.add(element);
  return holders;
}

/** Looks at bytes alone: a character has at most three for each of its units. */
function mayHideMost(tree: PageTree, hidden: Uint8Array): boolean {
  let seen = 0;
  let unseen = 0;
  for (let run = 0; run < tree.runs; run++) {
    const length = tree.runEnd[run] - tree.runStart[run];
    if (hidden[tree.runElement[run]] !== 0) unseen += length;
    else seen += length;
  }
  return unseen > seen / 3 && seen <= 3 * MOST_OF_A_SHELL;
}
