/** Which elements a reader sees: attributes, inline style, and the page's own style sheets. */
import {
  type Compound,
  noEffect,
  readDeclarations,
  type StyleRule,
  StyleSheet,
  type VisibilityEffect,
  withoutComments,
  withoutEscapes,
} from './stylesheet.js';
import { isUnrendered, TAG_NAMES, tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const BODY = tagNumber('body');
const INPUT = tagNumber('input');
const DIALOG = tagNumber('dialog');
const A = tagNumber('a');

/** What hides an element itself, as bits. */
const GONE = 1;
const INVISIBLE = 2;
const NO_SIZE = 4;
const NO_INK = 8;

/** 1 where an element and what it holds cannot be seen. A row for each element of the tree. */
export function hiddenElements(tree: PageTree): Uint8Array {
  const sheets = sheetsOf(tree);
  const present = sheets.length === 0 ? NO_NAMES : namesOn(tree, null);
  const hidingRules = sheets.flatMap((sheet) => sheet.hidingRules(present));
  const touched = new Uint8Array(tree.names.count);
  let rules = new RuleIndex(hidingRules);
  let state = cascade(tree, rules, null, touched);
  // Something is hidden by a rule that another rule may undo: read those that could.
  if (hidingRules.length > 0 && touched.includes(1)) {
    const names = namesOn(tree, touched);
    const showingRules = sheets.flatMap((sheet) => sheet.showingRules(names));
    if (showingRules.length > 0) {
      rules = new RuleIndex([...hidingRules, ...showingRules]);
      state = cascade(tree, rules, null, null);
    }
  }
  // Where most of the text is hidden, the page shows it by script: nobody publishes an empty sheet.
  const shown = hiddenHolders(tree, state);
  return shown.size > 0 ? cascade(tree, rules, shown, null) : state;
}

function sheetsOf(tree: PageTree): StyleSheet[] {
  return tree.styles
    .filter((element) => /^\s*(?:all|screen|)\s*$/i.test(tree.attributeOf(element, 'media') ?? ''))
    .map((element) => new StyleSheet(tree.bytes, tree.tagEnd[element], tree.contentEnd[element]));
}

/** `touched` marks the names of the elements whose visibility a further rule could change. */
function cascade(
  tree: PageTree,
  rules: RuleIndex,
  shown: ReadonlySet<number> | null,
  touched: Uint8Array | null,
): Uint8Array {
  const { count, parent } = tree;
  const state = new Uint8Array(count);
  for (let element = 1; element < count; element++) {
    const inherited = state[parent[element]];
    if ((inherited & GONE) !== 0 || isUnrendered(tree.tag[element])) {
      state[element] = inherited | GONE;
      continue;
    }
    // A link has a colour of its own.
    state[element] = tree.tag[element] === A ? inherited & ~NO_INK : inherited;
    const bySheet = rules.effectOn(tree, element);
    const effect = combinedEffect(tree, element, bySheet);
    if (touched !== null && (inherited !== 0 || (effect !== null && hides(effect)))) {
      touched[tree.classValue[element]] = 1;
      touched[tree.idValue[element]] = 1;
    }
    if (effect === null || tree.tag[element] === BODY || shown?.has(element)) continue;
    let own = state[element];
    if (effect.display === true || effect.other === true) own |= GONE;
    // These alone can be undone further in.
    if (effect.visibility !== null) own = effect.visibility ? own | INVISIBLE : own & ~INVISIBLE;
    if (effect.noSize !== null) own = effect.noSize ? own | NO_SIZE : own & ~NO_SIZE;
    if (effect.noInk !== null) own = effect.noInk ? own | NO_INK : own & ~NO_INK;
    state[element] = own;
  }
  for (let element = 1; element < count; element++) if (state[element] !== 0) state[element] = 1;
  return state;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Every class name and id of the page, or those marked. */
function namesOn({ names }: PageTree, marked: Uint8Array | null): Set<string> {
  const found = new Set<string>();
  for (let value = 1; value < names.count; value++) {
    if (marked !== null && marked[value] === 0) continue;
    for (const name of splitNames(names.text(value))) found.add(name);
  }
  return found;
}

/** White space other than blanks parts class names too, and is rare. */
const splitNames = (value: string): string[] => (/[ \t\n\f\r]/.test(value) ? value.split(/[ \t\n\f\r]+/) : [value]);

const hides = ({ display, visibility, noSize, noInk, other }: VisibilityEffect): boolean =>
  display === true || visibility === true || noSize === true || noInk === true || other === true;

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
  let all = 0;
  let unseen = 0;
  for (let run = 0; run < tree.runs; run++) {
    const length = tree.runEnd[run] - tree.runStart[run];
    all += length;
    if (hidden[tree.runElement[run]] !== 0) unseen += length;
  }
  return unseen * 2 > all / 3;
}

function combinedEffect(tree: PageTree, element: number, bySheet: SheetEffect | null): VisibilityEffect | null {
  const attribute =
    (tree.hidden[element] === 1 && tree.tag[element] !== INPUT) ||
    (tree.tag[element] === DIALOG && tree.attributeOf(element, 'open') === null);
  const style = tree.styleValue[element];
  const inline = style === 0 ? null : inlineEffect(tree.inlineStyles.text(style));
  if (bySheet === null && inline === null && !attribute) return null;
  if (!attribute && (bySheet === null || inline === null)) {
    const { normal, important } = (bySheet ?? inline)!;
    if (normal === null || important === null) return normal ?? important;
  }
  const effect = noEffect();
  if (attribute) effect.display = true;
  overlay(effect, bySheet?.normal ?? null);
  overlay(effect, inline?.normal ?? null);
  overlay(effect, bySheet?.important ?? null);
  overlay(effect, inline?.important ?? null);
  return effect;
}

const SAYS_SOMETHING =
  /none|hidden|collapse|visib|display|opacity|font|color|zoom|clip|indent|-\d{2}|height|width|transform|left|top|\\/i;

type Effects = ReturnType<typeof readDeclarations>;

/** Pages repeat their inline styles, thousands of times in a table. Bounded: any page may bring new ones. */
const inlineEffects = new Map<string, Effects | null>();
const INLINE_LIMIT = 5000;

function inlineEffect(style: string): Effects | null {
  const before = inlineEffects.get(style);
  if (before !== undefined) return before;
  let effects: Effects | null = null;
  if (SAYS_SOMETHING.test(style)) {
    const css = style.includes('&') ? style.replace(/&(?:amp|quot|#39);/g, ' ') : style;
    effects = readDeclarations(withoutEscapes(withoutComments(css)), true);
    if (effects.normal === null && effects.important === null) effects = null;
  }
  if (inlineEffects.size >= INLINE_LIMIT) inlineEffects.clear();
  if (style.length < 500) inlineEffects.set(style, effects);
  return effects;
}

function overlay(effect: VisibilityEffect, over: VisibilityEffect | null): void {
  if (over === null) return;
  effect.display = over.display ?? effect.display;
  effect.visibility = over.visibility ?? effect.visibility;
  effect.noSize = over.noSize ?? effect.noSize;
  effect.noInk = over.noInk ?? effect.noInk;
  effect.other = over.other ?? effect.other;
}

interface SheetEffect {
  normal: VisibilityEffect | null;
  important: VisibilityEffect | null;
}

/** Finds the rules for an element by the most telling name of their right-most compound, as browsers do. */
class RuleIndex {
  private readonly byId = new Map<string, StyleRule[]>();
  private readonly byClass = new Map<string, StyleRule[]>();
  private readonly byTag: StyleRule[][] = [];
  private readonly isEmpty: boolean;
  /** Rules whose right-most class is in a `class` value, by the number of that value: most have none. */
  private readonly byValue: (readonly StyleRule[])[] = [];

  constructor(rules: readonly StyleRule[]) {
    this.isEmpty = rules.length === 0;
    for (const rule of rules) {
      const [target] = rule.compounds;
      if (target.id !== null) add(this.byId, target.id, rule);
      else if (target.classes.length > 0) add(this.byClass, target.classes[0], rule);
      else if (target.tag !== null) (this.byTag[tagNumber(target.tag)] ??= []).push(rule);
    }
  }

  effectOn(tree: PageTree, element: number): SheetEffect | null {
    if (this.isEmpty) return null;
    let found: StyleRule[] | null = null;
    const classValue = tree.classValue[element];
    if (classValue !== 0 && this.byClass.size > 0) {
      const rules = this.rulesOfValue(tree, classValue);
      if (rules.length > 0) found = collect(tree, element, rules, found);
    }
    if (this.byId.size > 0 && tree.idValue[element] !== 0) {
      const rules = this.byId.get(tree.idOf(element));
      if (rules !== undefined) found = collect(tree, element, rules, found);
    }
    const byTag = this.byTag[tree.tag[element]];
    if (byTag !== undefined) found = collect(tree, element, byTag, found);
    return found === null ? null : this.combine(found);
  }

  private rulesOfValue(tree: PageTree, value: number): readonly StyleRule[] {
    let rules = this.byValue[value];
    if (rules === undefined) {
      const names = splitNames(tree.names.text(value));
      const found = names.flatMap((name) => this.byClass.get(name) ?? []);
      rules = found.length > 1 ? [...new Set(found)] : found;
      this.byValue[value] = rules;
    }
    return rules;
  }

  /** The cascade: normal before important, then by specificity, then by order. */
  private combine(rules: StyleRule[]): SheetEffect {
    const result: SheetEffect = { normal: null, important: null };
    if (rules.length === 1) {
      const [{ important, effect }] = rules;
      result[important ? 'important' : 'normal'] = effect;
      return result;
    }
    rules.sort((a, b) => a.specificity - b.specificity || a.order - b.order);
    for (const rule of rules) {
      const layer = rule.important ? 'important' : 'normal';
      const effect = (result[layer] ??= noEffect());
      overlay(effect, rule.effect);
    }
    return result;
  }
}

function collect(
  tree: PageTree,
  element: number,
  rules: readonly StyleRule[],
  before: StyleRule[] | null,
): StyleRule[] | null {
  let found = before;
  for (const rule of rules) if (matches(tree, element, rule.compounds, 0)) (found ??= []).push(rule);
  return found;
}

function add(index: Map<string, StyleRule[]>, key: string, rule: StyleRule): void {
  const rules = index.get(key);
  if (rules === undefined) index.set(key, [rule]);
  else rules.push(rule);
}

const NO_CLASSES: readonly string[] = [];

/** The classes of an element, as written. */
export function classesOf(tree: PageTree, element: number): readonly string[] {
  const value = tree.classOf(element);
  if (value === '') return NO_CLASSES;
  return /[\s]/.test(value) ? value.split(/\s+/).filter((name) => name !== '') : [value];
}

/** Whether a parsed selector (right-most compound first) finds the element. */
export const matchesSelector = (tree: PageTree, element: number, compounds: readonly Compound[]): boolean =>
  matches(tree, element, compounds, 0);

/** Steps one selector may take on one element. Hostile sheets have selectors that would take billions. */
const MOST_STEPS = 2000;
let steps = 0;

function matches(tree: PageTree, element: number, compounds: readonly Compound[], index: number): boolean {
  if (index === 0) steps = 0;
  const compound = compounds[index];
  if (++steps > MOST_STEPS || !matchesCompound(tree, element, compound)) return false;
  if (index + 1 === compounds.length) return true;
  for (let up = tree.parent[element]; up > 0; up = tree.parent[up]) {
    if (matches(tree, up, compounds, index + 1)) return true;
    if (compound.combinator === '>') return false;
  }
  // `html` and `head` are no rows of the tree: a selector that begins with `html` holds everywhere.
  const left = compounds[index + 1];
  return left.tag === 'html' && left.id === null && left.classes.length === 0 && index + 2 === compounds.length;
}

function hasClass(tree: PageTree, element: number, name: string): boolean {
  const value = tree.classOf(element);
  for (let at = value.indexOf(name); at >= 0; at = value.indexOf(name, at + 1)) {
    const after = at + name.length;
    if ((at === 0 || value.charCodeAt(at - 1) <= 32) && (after === value.length || value.charCodeAt(after) <= 32)) {
      return true;
    }
  }
  return false;
}

function matchesCompound(tree: PageTree, element: number, { tag, id, classes }: Compound): boolean {
  if (tag !== null && TAG_NAMES[tree.tag[element]] !== tag) return false;
  if (id !== null && tree.idOf(element) !== id) return false;
  for (const name of classes) if (!hasClass(tree, element, name)) return false;
  return true;
}
