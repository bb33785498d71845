/** Which elements a reader sees: attributes, inline style, and the page's own style sheets. */
import { type BoundSelector, bindSelector, matchesSelector } from './selector-match.js';
import {
  noEffect,
  readDeclarations,
  type StyleRule,
  StyleSheet,
  type VisibilityEffect,
  withoutComments,
  withoutEscapes,
} from './stylesheet.js';
import { isUnrendered, tagNumber } from './tags.js';
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
  const inline = new InlineEffects(tree);
  if (sheets.length === 0) {
    const none = new RuleIndex(tree, []);
    return withShellShown(tree, inline, none, cascade(tree, none, inline, null, null));
  }
  const page = tree.singleNames;
  const present = { page, chosen: page.marked(null) };
  const hidingRules = sheets.flatMap((sheet) => sheet.hidingRules(present));
  const touched = new Uint8Array(tree.names.count);
  let rules = new RuleIndex(tree, hidingRules);
  let state = cascade(tree, rules, inline, null, touched);
  // Something is hidden by a rule that another rule may undo: read those that could.
  if (hidingRules.length > 0 && touched.includes(1)) {
    const undone = { page, chosen: page.marked(touched) };
    const showingRules = sheets.flatMap((sheet) => sheet.showingRules(undone));
    if (showingRules.length > 0) {
      rules = new RuleIndex(tree, [...hidingRules, ...showingRules]);
      state = cascade(tree, rules, inline, null, null);
    }
  }
  return withShellShown(tree, inline, rules, state);
}

/** Where most of the text is hidden, the page shows it by script: nobody publishes an empty sheet. */
function withShellShown(tree: PageTree, inline: InlineEffects, rules: RuleIndex, state: Uint8Array): Uint8Array {
  const shown = hiddenHolders(tree, state);
  return shown.size > 0 ? cascade(tree, rules, inline, shown, null) : state;
}

function sheetsOf(tree: PageTree): StyleSheet[] {
  return tree.styles
    .filter((element) => /^\s*(?:all|screen|)\s*$/i.test(tree.attributeOf(element, 'media') ?? ''))
    .map((element) => {
      const start = tree.tagEnd[element];
      return new StyleSheet(tree.bytes.subarray(start, tree.contentEnd[element]), start);
    });
}

/** `touched` marks the names of the elements whose visibility a further rule could change. */
function cascade(
  tree: PageTree,
  rules: RuleIndex,
  inline: InlineEffects,
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
    const effect = combinedEffect(tree, element, bySheet, inline.effectsOf(tree.styleValue[element]));
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
  let seen = 0;
  let unseen = 0;
  for (let run = 0; run < tree.runs; run++) {
    const length = tree.runEnd[run] - tree.runStart[run];
    if (hidden[tree.runElement[run]] !== 0) unseen += length;
    else seen += length;
  }
  return unseen > seen / 3 && seen <= 3 * MOST_OF_A_SHELL;
}

function combinedEffect(
  tree: PageTree,
  element: number,
  bySheet: SheetEffect | null,
  inline: Effects | null,
): VisibilityEffect | null {
  const attribute =
    (tree.hidden[element] === 1 && tree.tag[element] !== INPUT) ||
    (tree.tag[element] === DIALOG && tree.attributeOf(element, 'open') === null);
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

/** What the inline styles of a page do. */
class InlineEffects {
  /** By the number of the style; undefined where it was not read yet. */
  private readonly known: (Effects | null | undefined)[] = [null];

  constructor(private readonly tree: PageTree) {}

  effectsOf(style: number): Effects | null {
    const known = this.known[style];
    if (known !== undefined) return known;
    const effects = inlineEffect(this.tree.inlineStyles.text(style));
    this.known[style] = effects;
    return effects;
  }
}

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

interface BoundRule extends StyleRule {
  readonly selector: BoundSelector;
}

/** Finds the rules for an element by the most telling name of their right-most compound, as browsers do. */
class RuleIndex {
  /** Rules by the value of `class` that holds their right-most name, as a number of `tree.names`; most values have none. */
  private readonly byClass: (readonly BoundRule[])[];
  private readonly byId: (readonly BoundRule[])[];
  private readonly byTag: BoundRule[][] = [];
  private readonly isEmpty: boolean;

  constructor(tree: PageTree, rules: readonly StyleRule[]) {
    const idRules: BoundRule[][] = [];
    const classRules: BoundRule[][] = [];
    for (const rule of rules) {
      const selector = bindSelector(tree, rule.compounds);
      if (selector === null) continue;
      const bound = { ...rule, selector };
      const [{ id, classes, tag }] = selector;
      if (id !== -1) (idRules[id] ??= []).push(bound);
      else if (classes.length > 0) (classRules[classes[0]] ??= []).push(bound);
      else if (tag !== -1) (this.byTag[tag] ??= []).push(bound);
    }
    this.isEmpty = rules.length === 0;
    this.byClass = rulesByValue(tree, classRules);
    this.byId = rulesByValue(tree, idRules);
  }

  effectOn(tree: PageTree, element: number): SheetEffect | null {
    if (this.isEmpty) return null;
    let found: BoundRule[] | null = null;
    const byClass = this.byClass[tree.classValue[element]];
    if (byClass !== undefined) found = collect(tree, element, byClass, found);
    const byId = this.byId[tree.idValue[element]];
    if (byId !== undefined) found = collect(tree, element, byId, found);
    const byTag = this.byTag[tree.tag[element]];
    if (byTag !== undefined) found = collect(tree, element, byTag, found);
    return found === null ? null : this.combine(found);
  }

  /** The cascade: normal before important, then by specificity, then by order. */
  private combine(rules: BoundRule[]): SheetEffect {
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

/** The rules of all the names in each value of `class` or `id`; most values have none. */
function rulesByValue(tree: PageTree, byName: readonly (readonly BoundRule[])[]): (readonly BoundRule[])[] {
  const byValue: BoundRule[][] = [];
  if (byName.length === 0) return byValue;
  const { parts, starts } = tree.singleNames;
  /** The last value in which a name stood: it may stand twice in one. */
  const addedTo: number[] = [];
  for (let value = 1; value < tree.names.count; value++) {
    for (let part = starts[value]; part < starts[value + 1]; part++) {
      const name = parts[part];
      const rules = byName[name];
      if (rules === undefined || addedTo[name] === value) continue;
      addedTo[name] = value;
      const found = (byValue[value] ??= []);
      for (const rule of rules) found.push(rule);
    }
  }
  return byValue;
}

function collect(
  tree: PageTree,
  element: number,
  rules: readonly BoundRule[],
  before: BoundRule[] | null,
): BoundRule[] | null {
  let found = before;
  for (const rule of rules) if (matchesSelector(tree, element, rule.selector)) (found ??= []).push(rule);
  return found;
}

const NO_CLASSES: readonly string[] = [];

/** The classes of an element, as written. */
export function classesOf(tree: PageTree, element: number): readonly string[] {
  const value = tree.classOf(element);
  if (value === '') return NO_CLASSES;
  return /[\s]/.test(value) ? value.split(/\s+/).filter((name) => name !== '') : [value];
}
