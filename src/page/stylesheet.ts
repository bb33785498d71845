/**
 * What the page's own `<style>` says about visibility. Only rules that show or hide are kept, and only selectors
 * made of names, classes, ids and the two plain combinators: what needs a state (`:hover`), an attribute or
 * a position is not decided here, and a rule that cannot be decided hides nothing.
 */

/** What a declaration block does to an element. */
export interface VisibilityEffect {
  /** `display`: true hides, false shows, null says nothing. */
  display: boolean | null;
  /** `visibility`. Inherited, and a descendant can show itself again. */
  visibility: boolean | null;
  /** A font size of zero. Inherited, and undone by a descendant's own size: gaps between columns are closed that way. */
  noSize: boolean | null;
  /** Hidden by other means: opacity of zero, clipped or moved off the screen. */
  other: boolean | null;
}

export interface Compound {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  /** How it stands to the compound on its left. */
  readonly combinator: ' ' | '>' | null;
}

export interface StyleRule {
  /** Right-most compound first. */
  readonly compounds: readonly Compound[];
  readonly specificity: number;
  readonly important: boolean;
  readonly effect: VisibilityEffect;
}

/** Declarations that may hide, and those that may undo it. A superset: `readDeclarations` decides. */
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*[0.]|font(?:-size)?\s*:[^;]*\b0|clip(?:-path)?\s*:|text-indent\s*:\s*-|:\s*-\d{2}|(?:height|width)\s*:\s*0|scale\(\s*0/i;
const SHOWING = /display\s*:|visibility\s*:|opacity\s*:|font(?:-size)?\s*:/i;

/**
 * Rules of one style sheet that speak of visibility, in source order. `hiding`: only those that may hide; enough to
 * know that nothing is hidden, which is true of most elements of most pages.
 */
export function parseStyleSheet(css: string, which: 'hiding' | 'all'): StyleRule[] {
  const rules: StyleRule[] = [];
  if (!HIDING.test(css) && which === 'hiding') return rules;
  const plain = css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ') : css;
  readRules(plain, rules, which, 0);
  return rules;
}

function readRules(css: string, rules: StyleRule[], which: 'hiding' | 'all', nesting: number): void {
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) return;
    const before = css.slice(at, open);
    // A statement such as `@import …;` ends before the rule begins.
    const prelude = before.slice(before.lastIndexOf(';') + 1).trimStart();
    const isAtRule = prelude.startsWith('@');
    const close = isAtRule ? matchingBrace(css, open) : endOfRule(css, open);
    const body = css.slice(open + 1, close);
    if (isAtRule) {
      if (nesting < 4 && appliesOnScreen(prelude)) readRules(body, rules, which, nesting + 1);
    } else if (HIDING.test(body) || (which === 'all' && SHOWING.test(body))) {
      addRule(prelude.replace(/<!--|-->/g, ' '), body, rules);
    }
    at = close + 1;
  }
}

/** Nested rules are rare and have their own braces; the body then ends with the outer one. */
function endOfRule(css: string, open: number): number {
  const close = css.indexOf('}', open);
  if (close < 0) return css.length;
  const inner = css.indexOf('{', open + 1);
  return inner >= 0 && inner < close ? matchingBrace(css, open) : close;
}

/** Media queries that hold on every ordinary screen. Widths are left out: the reader's window is not known. */
function appliesOnScreen(prelude: string): boolean {
  const media = /^@media\s+(.*)$/is.exec(prelude);
  if (media !== null) return media[1].split(',').some((query) => /^(?:only\s+)?(?:all|screen)$/i.test(query.trim()));
  return /^@(?:layer|supports)\b/i.test(prelude);
}

function matchingBrace(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    const unit = css.charCodeAt(at);
    if (unit === 123) depth++;
    else if (unit === 125 && --depth === 0) return at;
  }
  return css.length;
}

function addRule(prelude: string, body: string, rules: StyleRule[]): void {
  const { normal, important } = readDeclarations(body);
  if (normal === null && important === null) return;
  for (const selector of prelude.split(',')) {
    const compounds = parseSelector(selector.trim());
    if (compounds === null) continue;
    let specificity = 0;
    for (const { id, classes, tag } of compounds) {
      specificity += (id === null ? 0 : 10_000) + classes.length * 100 + (tag === null ? 0 : 1);
    }
    if (normal !== null) rules.push({ compounds, specificity, important: false, effect: normal });
    if (important !== null) rules.push({ compounds, specificity, important: true, effect: important });
  }
}

const COMPOUND = /^([a-z][a-z0-9-]*|\*)?((?:[.#][\p{L}\p{N}_-]+)*)$/iu;

/** A selector of names, classes and ids with the two plain combinators, right-most compound first; null for any other. */
export function parseSelector(selector: string): Compound[] | null {
  if (selector === '' || /[:[\]+~\\&]/.test(selector)) return null;
  const parts = selector.replace(/\s*>\s*/g, ' > ').split(/\s+/);
  const compounds: Compound[] = [];
  let combinator: ' ' | '>' | null = null;
  for (const part of parts) {
    if (part === '>') {
      combinator = '>';
      continue;
    }
    const match = COMPOUND.exec(part);
    if (match === null) return null;
    const names = match[2].match(/[.#][^.#]+/g) ?? [];
    const tag = match[1] === undefined || match[1] === '*' ? null : match[1].toLowerCase();
    if (tag === null && names.length === 0 && parts.length === 1) return null;
    compounds.push({
      tag,
      id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
      classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
      combinator,
    });
    combinator = ' ';
  }
  return compounds.reverse();
}

/** Effects of a declaration block, those marked `!important` apart; null where it says nothing of visibility. */
export function readDeclarations(body: string): {
  normal: VisibilityEffect | null;
  important: VisibilityEffect | null;
} {
  const normal = new DeclarationReader();
  const important = new DeclarationReader();
  for (const declaration of body.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const plain = value.replace(/\s*!\s*important$/, '');
    const isImportant = plain !== value;
    // What only hides together with something else (a position, a clipped overflow) counts for both.
    if (isImportant || COMBINING.test(name)) important.read(name, plain);
    if (!isImportant || COMBINING.test(name)) normal.read(name, plain);
  }
  return { normal: normal.effect(), important: important.effect() };
}

const COMBINING = /^(?:position|overflow|(?:max-)?(?:height|width)|left|top|right|bottom|clip)$/;

const ZERO = /^0*\.?0*(?:px|em|rem|%|pt|vh|vw)?$/;
const isZero = (value: string): boolean => /0/.test(value) && ZERO.test(value);
/** A distance that leaves any screen. */
const isFarOff = (value: string): boolean => {
  const match = /^-(\d+(?:\.\d+)?)(px|em|rem|pt|vw|vh|%)?$/.exec(value);
  if (match === null) return false;
  const distance = Number(match[1]);
  const unit = match[2] ?? 'px';
  return unit === 'px' || unit === 'pt'
    ? distance >= 900
    : unit === '%' || unit === 'vw' || unit === 'vh'
      ? distance >= 100
      : distance >= 60;
};

class DeclarationReader {
  private display: boolean | null = null;
  private visibility: boolean | null = null;
  private noSize: boolean | null = null;
  private other: boolean | null = null;
  private positioned = false;
  private offScreen = false;
  private clipsOverflow = false;
  private noHeight = false;

  read(name: string, value: string): void {
    switch (name) {
      case 'display':
        this.display = value === 'none';
        break;
      case 'visibility':
        if (value === 'hidden' || value === 'collapse') this.visibility = true;
        else if (value === 'visible') this.visibility = false;
        break;
      case 'opacity':
        this.other = isZero(value);
        break;
      case 'font-size':
        if (isZero(value)) this.noSize = true;
        else if (!/(?:em|%)$/.test(value) || value.endsWith('rem')) this.noSize = false;
        break;
      case 'font':
        if (/(?:^|\s)0(?:px|em|pt|%)?(?:\/|\s)/.test(value)) this.noSize = true;
        break;
      case 'clip':
        if (/^rect\(\s*(?:0|1px)(?:px)?[\s,]/.test(value)) this.offScreen = true;
        break;
      case 'clip-path':
        if (/^inset\(\s*(?:50|100)%|^circle\(\s*0|^polygon\(\s*0 0\s*\)/.test(value)) this.other = true;
        break;
      case 'transform':
        if (/scale\(\s*0\s*[,)]|translate[xy]?\(\s*-\d{4}/.test(value)) this.other = true;
        break;
      case 'text-indent':
        if (isFarOff(value)) this.other = true;
        break;
      case 'left':
      case 'top':
      case 'right':
      case 'bottom':
      case 'margin-left':
      case 'margin-top':
        if (isFarOff(value)) this.offScreen = true;
        if (name.startsWith('margin') && isFarOff(value)) this.positioned = true;
        break;
      case 'position':
        if (value === 'absolute' || value === 'fixed' || value === 'relative') this.positioned = true;
        break;
      case 'overflow':
        this.clipsOverflow = value === 'hidden' || value === 'clip';
        break;
      case 'height':
      case 'max-height':
      case 'width':
      case 'max-width':
        if (isZero(value)) this.noHeight = true;
        break;
      default:
    }
  }

  effect(): VisibilityEffect | null {
    if ((this.offScreen && this.positioned) || (this.noHeight && this.clipsOverflow)) this.other = true;
    const { display, visibility, noSize, other } = this;
    if (display === null && visibility === null && noSize === null && other === null) return null;
    return { display, visibility, noSize, other };
  }
}
