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
  /** Rises in source order, across the sheets of a page. */
  readonly order: number;
  readonly important: boolean;
  readonly effect: VisibilityEffect;
}

/** Declarations that may hide, and those that may undo it. A superset: `readDeclarations` decides. */
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*[0.]|font(?:-size)?\s*:[^;}]{0,24}\b0|clip(?:-path)?\s*:|text-indent\s*:\s*-|:\s*-(?:\d{3}|\d{2}(?:\.\d+)?(?:em|rem|v[wh]))|(?:height|width)\s*:\s*0|scale\(\s*0/gi;
const SHOWING = /display\s*:|visibility\s*:|opacity\s*:|font(?:-size)?\s*:/gi;

/**
 * One style sheet, read for what it says of visibility. Goes from declaration to declaration, not from rule to rule:
 * a sheet has thousands of rules and says of a few dozen things that they are hidden.
 */
export class StyleSheet {
  private readonly css: string;
  private readonly hidingBlocks: ReadonlySet<number>;
  private excluded: readonly { start: number; end: number }[] | null = null;

  /** `position`: of the sheet among those of the page. */
  constructor(
    css: string,
    private readonly position: number,
  ) {
    this.css = css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ') : css;
    this.hidingBlocks = blocksWith(this.css, HIDING);
  }

  /** Rules that may hide something that has one of these class names or ids. */
  hidingRules(present: ReadonlySet<string>): StyleRule[] {
    return this.rulesOf(
      [...this.hidingBlocks].filter((open) => concerns(selectorsBefore(this.css, open), present, 'every')),
    );
  }

  /**
   * Rules that hide nothing and may show again what has one of these class names or ids, or is chosen by its element
   * name alone.
   */
  showingRules(touched: ReadonlySet<string>): StyleRule[] {
    const blocks = [...blocksWith(this.css, SHOWING)].filter(
      (open) => !this.hidingBlocks.has(open) && concerns(selectorsBefore(this.css, open), touched, 'some'),
    );
    return this.rulesOf(blocks);
  }

  private rulesOf(blocks: Iterable<number>): StyleRule[] {
    const rules: StyleRule[] = [];
    for (const open of blocks) {
      this.excluded ??= excludedRanges(this.css);
      if (this.excluded.some(({ start, end }) => open > start && open < end)) continue;
      const close = this.css.indexOf('}', open);
      const body = this.css.slice(open + 1, close < 0 ? this.css.length : close);
      addRule(selectorsBefore(this.css, open), body, this.position * 1e9 + open, rules);
    }
    return rules;
  }
}

/** Offsets of the `{` of every block that holds a match. */
function blocksWith(css: string, pattern: RegExp): Set<number> {
  const places = new Set<number>();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(css); match !== null; match = pattern.exec(css)) {
    const close = css.indexOf('}', match.index);
    const open = css.lastIndexOf('{', match.index);
    if (open < 0) continue;
    places.add(open);
    // The block is noted; what else it says does not matter here.
    if (close < 0) break;
    pattern.lastIndex = close;
  }
  return places;
}

function selectorsBefore(css: string, open: number): string {
  const window = css.slice(Math.max(0, open - LONGEST_SELECTORS), open);
  const from = Math.max(window.lastIndexOf('}'), window.lastIndexOf('{'), window.lastIndexOf(';')) + 1;
  return window.slice(from).replace(/<!--|-->/g, ' ');
}

/** A list of selectors longer than this is cut: a sheet without braces must not be read again and again. */
const LONGEST_SELECTORS = 4000;

/** At-rules whose rules do not hold on an ordinary screen: print, widths, animation steps. */
function excludedRanges(css: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (let at = css.indexOf('@'); at >= 0; ) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    const prelude = css.slice(at, Math.min(open, at + 200));
    if (prelude.includes(';') || prelude.includes('}') || appliesOnScreen(prelude)) {
      at = css.indexOf('@', at + 1);
      continue;
    }
    const end = matchingBrace(css, open);
    ranges.push({ start: open, end });
    at = css.indexOf('@', end);
  }
  return ranges;
}

/** Whether one of the selectors has none but these names (`every`), or one of them (`some`), or no name at all. */
function concerns(selectors: string, names: ReadonlySet<string>, wanted: 'every' | 'some'): boolean {
  for (const selector of selectors.includes(',') ? selectors.split(',') : [selectors]) {
    let known = 0;
    let unknown = 0;
    NAME.lastIndex = 0;
    for (let match = NAME.exec(selector); match !== null; match = NAME.exec(selector)) {
      if (names.has(match[1])) known++;
      else unknown++;
    }
    if (unknown === 0 || (wanted === 'some' && known > 0)) return true;
  }
  return false;
}

const NAME = /[.#]([^\s.#:[\]>+~{}()*"'|]+)/g;

/** Media queries that hold on every ordinary screen. Widths are left out: the reader's window is not known. */
function appliesOnScreen(prelude: string): boolean {
  const media = /^@media\s+(.*)$/is.exec(prelude);
  if (media !== null) return media[1].split(',').some((query) => /^(?:only\s+)?(?:all|screen)$/i.test(query.trim()));
  return /^@(?:layer|supports)\b/i.test(prelude);
}

function matchingBrace(css: string, open: number): number {
  let depth = 0;
  let nextOpen = open;
  let nextClose = css.indexOf('}', open);
  while (nextClose >= 0) {
    if (nextOpen >= 0 && nextOpen < nextClose) {
      depth++;
      nextOpen = css.indexOf('{', nextOpen + 1);
    } else {
      if (--depth === 0) return nextClose;
      nextClose = css.indexOf('}', nextClose + 1);
    }
  }
  return css.length;
}

function addRule(prelude: string, body: string, order: number, rules: StyleRule[]): void {
  const { normal, important } = readDeclarations(body);
  if (normal === null && important === null) return;
  for (const selector of prelude.split(',')) {
    const compounds = parseSelector(selector.trim());
    if (compounds === null) continue;
    let specificity = 0;
    for (const { id, classes, tag } of compounds) {
      specificity += (id === null ? 0 : 10_000) + classes.length * 100 + (tag === null ? 0 : 1);
    }
    if (normal !== null) rules.push({ compounds, specificity, order, important: false, effect: normal });
    if (important !== null) rules.push({ compounds, specificity, order, important: true, effect: important });
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
