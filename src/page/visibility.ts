/** Which elements a reader sees: attributes, inline style, and the page's own style sheets. */
import {
  type Compound,
  parseStyleSheet,
  readDeclarations,
  type StyleRule,
  type VisibilityEffect,
} from './stylesheet.js';
import { isUnrendered, TAG_NAMES, tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const BODY = tagNumber('body');
const INPUT = tagNumber('input');

/** What hides an element itself, as bits. */
const GONE = 1;
const INVISIBLE = 2;
const NO_SIZE = 4;

/** 1 where an element and what it holds cannot be seen. A row for each element of the tree. */
export function hiddenElements(tree: PageTree): Uint8Array {
  const sheets = new StyleSheets(tree);
  let hidden = cascade(tree, sheets, null);
  // Where most of the text is hidden, the page shows it by script: nobody publishes an empty sheet.
  const shown = hiddenHolders(tree, hidden);
  if (shown.size > 0) hidden = cascade(tree, sheets, shown);
  return hidden;
}

function cascade(tree: PageTree, sheets: StyleSheets, shown: ReadonlySet<number> | null): Uint8Array {
  const { count, parent } = tree;
  const state = new Uint8Array(count);
  for (let element = 1; element < count; element++) {
    const inherited = state[parent[element]];
    if ((inherited & GONE) !== 0 || isUnrendered(tree.tag[element])) {
      state[element] = inherited | GONE;
      continue;
    }
    state[element] = inherited;
    const effect = ownEffect(tree, element, sheets, inherited !== 0);
    if (effect === null || tree.tag[element] === BODY || shown?.has(element)) continue;
    let own = inherited;
    if (effect.display === true || effect.other === true) own |= GONE;
    // These two alone can be undone further in.
    if (effect.visibility !== null) own = effect.visibility ? own | INVISIBLE : own & ~INVISIBLE;
    if (effect.noSize !== null) own = effect.noSize ? own | NO_SIZE : own & ~NO_SIZE;
    state[element] = own;
  }
  for (let element = 1; element < count; element++) if (state[element] !== 0) state[element] = 1;
  return state;
}

/** The outermost hidden elements that together with others hide more than they leave, and hold a good part of it. */
function hiddenHolders(tree: PageTree, hidden: Uint8Array): Set<number> {
  const holders = new Set<number>();
  const lengthOf = new Map<number, number>();
  let all = 0;
  let unseen = 0;
  for (let run = 0; run < tree.runs; run++) {
    const length = tree.runEnd[run] - tree.runStart[run];
    all += length;
    let element = tree.runElement[run];
    if (hidden[element] === 0) continue;
    unseen += length;
    while (tree.parent[element] > 0 && hidden[tree.parent[element]] === 1) element = tree.parent[element];
    if (!isUnrendered(tree.tag[element])) lengthOf.set(element, (lengthOf.get(element) ?? 0) + length);
  }
  if (unseen * 2 <= all) return holders;
  for (const [element, length] of lengthOf) if (length * 2 > all) holders.add(element);
  return holders;
}

/** The page's own sheets. What may hide is read at once; what may undo it only where something is hidden. */
class StyleSheets {
  private readonly texts: readonly string[];
  private readonly hiding: RuleIndex;
  private all: RuleIndex | null = null;

  constructor(tree: PageTree) {
    this.texts = tree.styles
      .filter((element) => /^\s*(?:all|screen|)\s*$/i.test(tree.attributeOf(element, 'media') ?? ''))
      .map((element) => tree.html.slice(tree.tagEnd[element], tree.contentEnd[element]));
    this.hiding = new RuleIndex(this.texts.flatMap((css) => parseStyleSheet(css, 'hiding')));
  }

  /** `inherits`: something hides the element from above that a rule of its own could undo. */
  effectOn(tree: PageTree, element: number, inherits: boolean): SheetEffect | null {
    if (!inherits && !this.hiding.matchesAny(tree, element)) return null;
    this.all ??= new RuleIndex(this.texts.flatMap((css) => parseStyleSheet(css, 'all')));
    return this.all.effectOn(tree, element);
  }
}

function ownEffect(tree: PageTree, element: number, sheets: StyleSheets, inherits: boolean): VisibilityEffect | null {
  const attribute = tree.hidden[element] === 1 && tree.tag[element] !== INPUT;
  const start = tree.styleStart[element];
  const inline = tree.styleEnd[element] > start ? inlineEffect(tree.html.slice(start, tree.styleEnd[element])) : null;
  const bySheet = sheets.effectOn(tree, element, inherits || attribute || inline !== null);
  if (bySheet === null && inline === null && !attribute) return null;
  const effect: VisibilityEffect = { display: attribute ? true : null, visibility: null, noSize: null, other: null };
  overlay(effect, bySheet?.normal ?? null);
  overlay(effect, inline?.normal ?? null);
  overlay(effect, bySheet?.important ?? null);
  overlay(effect, inline?.important ?? null);
  return effect;
}

const SAYS_SOMETHING =
  /none|hidden|collapse|visib|display|opacity|font|clip|indent|-\d{2}|height|width|transform|left|top/i;

type Effects = ReturnType<typeof readDeclarations>;

/** Pages repeat their inline styles, thousands of times in a table. Bounded: any page may bring new ones. */
const inlineEffects = new Map<string, Effects | null>();
const INLINE_LIMIT = 5000;

function inlineEffect(style: string): Effects | null {
  const before = inlineEffects.get(style);
  if (before !== undefined) return before;
  let effects: Effects | null = null;
  if (SAYS_SOMETHING.test(style)) {
    effects = readDeclarations(style.includes('&') ? style.replace(/&(?:amp|quot|#39);/g, ' ') : style);
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
  private readonly byTag = new Map<number, StyleRule[]>();
  private readonly order = new Map<StyleRule, number>();
  /** Rules whose right-most class is in a `class` value, by that value: most have none. */
  private readonly byValue = new Map<string, readonly StyleRule[]>();

  constructor(rules: readonly StyleRule[]) {
    for (const [index, rule] of rules.entries()) {
      this.order.set(rule, index);
      const [target] = rule.compounds;
      if (target.id !== null) add(this.byId, target.id, rule);
      else if (target.classes.length > 0) add(this.byClass, target.classes[0], rule);
      else if (target.tag !== null) add(this.byTag, tagNumber(target.tag), rule);
    }
  }

  private rulesOfValue(value: string): readonly StyleRule[] {
    let rules = this.byValue.get(value);
    if (rules === undefined) {
      rules = [...new Set(value.split(/\s+/).flatMap((name) => this.byClass.get(name) ?? []))];
      this.byValue.set(value, rules);
    }
    return rules;
  }

  matchesAny(tree: PageTree, element: number): boolean {
    if (this.order.size === 0) return false;
    let found = false;
    this.candidates(tree, element, (rule) => {
      found ||= matches(tree, element, rule.compounds, 0);
    });
    return found;
  }

  /** Rules whose right-most compound may be the element. */
  private candidates(tree: PageTree, element: number, visit: (rule: StyleRule) => void): void {
    if (this.byId.size > 0 && tree.idEnd[element] > tree.idStart[element]) {
      this.byId.get(tree.html.slice(tree.idStart[element], tree.idEnd[element]).trim())?.forEach(visit);
    }
    if (this.byClass.size > 0 && tree.classEnd[element] > tree.classStart[element]) {
      this.rulesOfValue(tree.html.slice(tree.classStart[element], tree.classEnd[element])).forEach(visit);
    }
    if (this.byTag.size > 0) this.byTag.get(tree.tag[element])?.forEach(visit);
  }

  effectOn(tree: PageTree, element: number): SheetEffect | null {
    const matching: StyleRule[] = [];
    this.candidates(tree, element, (rule) => {
      if (matches(tree, element, rule.compounds, 0)) matching.push(rule);
    });
    if (matching.length === 0) return null;
    const result: SheetEffect = { normal: null, important: null };
    const ranked = matching.sort(
      (a, b) => a.specificity - b.specificity || this.order.get(a)! - this.order.get(b)!,
    );
    for (const rule of ranked) {
      const layer = rule.important ? 'important' : 'normal';
      const effect = (result[layer] ??= { display: null, visibility: null, noSize: null, other: null });
      overlay(effect, rule.effect);
    }
    return result;
  }
}

function add<Key>(index: Map<Key, StyleRule[]>, key: Key, rule: StyleRule): void {
  const rules = index.get(key);
  if (rules === undefined) index.set(key, [rule]);
  else rules.push(rule);
}

const NO_CLASSES: readonly string[] = [];

/** The classes of an element, as written. */
export function classesOf(tree: PageTree, element: number): readonly string[] {
  const start = tree.classStart[element];
  const end = tree.classEnd[element];
  if (end <= start) return NO_CLASSES;
  const value = tree.html.slice(start, end);
  return /[\s]/.test(value) ? value.split(/\s+/).filter((name) => name !== '') : [value];
}

/** Whether a parsed selector (right-most compound first) finds the element. */
export const matchesSelector = (tree: PageTree, element: number, compounds: readonly Compound[]): boolean =>
  matches(tree, element, compounds, 0);

function matches(tree: PageTree, element: number, compounds: readonly Compound[], index: number): boolean {
  const compound = compounds[index];
  if (!matchesCompound(tree, element, compound)) return false;
  if (index + 1 === compounds.length) return true;
  for (let up = tree.parent[element]; up > 0; up = tree.parent[up]) {
    if (matches(tree, up, compounds, index + 1)) return true;
    if (compound.combinator === '>') return false;
  }
  // `html` and `head` are no rows of the tree: a selector that begins with `html` holds everywhere.
  const left = compounds[index + 1];
  return left.tag === 'html' && left.id === null && left.classes.length === 0 && index + 2 === compounds.length;
}

function matchesCompound(tree: PageTree, element: number, { tag, id, classes }: Compound): boolean {
  if (tag !== null && TAG_NAMES[tree.tag[element]] !== tag) return false;
  if (id !== null && tree.html.slice(tree.idStart[element], tree.idEnd[element]).trim() !== id) return false;
  if (classes.length === 0) return true;
  const own = classesOf(tree, element);
  return classes.every((name) => own.includes(name));
}
