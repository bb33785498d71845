/**
 * What the page's own `<style>` says about visibility. Only rules that show or hide are kept, and only selectors
 * made of names, classes, ids and the two plain combinators: what needs a state (`:hover`), an attribute or
 * a position is not decided here, and a rule that cannot be decided hides nothing.
 */
import type { PageNames } from './page-names.js';
import { endOfComment, type FoundBlock, scanSheet } from './stylesheet-scan.js';

/** What a declaration block does to an element. */
export interface VisibilityEffect {
  /** `display`: true hides, false shows, null says nothing. */
  display: boolean | null;
  /** `visibility`. Inherited, and a descendant can show itself again. */
  visibility: boolean | null;
  /** A font size of zero. Inherited, and undone by a descendant's own size: gaps between columns are closed that way. */
  noSize: boolean | null;
  /**
   * Written in no colour, or in that of its ground. Inherited, and undone by a descendant's own colour. Only an inline
   * style says it: sheets colour everything, one rule over the other.
   */
  noInk: boolean | null;
  /** Hidden by other means: opacity of zero, clipped or moved off the screen. */
  other: boolean | null;
}

/** An effect that says nothing. */
export const noEffect = (): VisibilityEffect => ({
  display: null,
  visibility: null,
  noSize: null,
  noInk: null,
  other: null,
});

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

/** Some of the class names and ids of a page. */
export interface NameSet {
  readonly page: PageNames;
  /** 1 for each of them, by its number. */
  readonly chosen: Uint8Array;
}

/** A list of selectors longer than this is cut: a sheet without braces must not be read again and again. */
const LONGEST_SELECTORS = 4000;

/** One style sheet, read for what it says of visibility. */
export class StyleSheet {
  private readonly css: Buffer;
  private readonly blocks: readonly FoundBlock[];

  /** @param start where it stands on the page */
  constructor(
    css: Buffer,
    private readonly start: number,
  ) {
    const found = scanSheet(css);
    this.css = found === null ? Buffer.from(withoutComments(css.toString('latin1')), 'latin1') : css;
    this.blocks = found ?? scanSheet(this.css) ?? [];
  }

  /** Rules that may hide something that has no names but these. */
  hidingRules(names: NameSet): StyleRule[] {
    return this.rulesOf(true, names);
  }

  /**
   * Rules that hide nothing and may show again what has one of these names, or is chosen by its element name alone.
   */
  showingRules(names: NameSet): StyleRule[] {
    return this.rulesOf(false, names);
  }

  private rulesOf(hiding: boolean, names: NameSet): StyleRule[] {
    const rules: StyleRule[] = [];
    for (const { hides, selectorsFrom, open, close } of this.blocks) {
      if (hides !== hiding) continue;
      const from = Math.max(selectorsFrom, open - LONGEST_SELECTORS);
      const reach = hiding ? Reach.every : Reach.some;
      if (!concerns(this.css, from, open, names, reach)) continue;
      const written = this.text(from, open);
      const selectors = written.includes('--') ? written.replace(/<!--|-->/g, ' ') : written;
      addRule(selectors, this.text(open + 1, close), this.start + open, rules);
    }
    return rules;
  }

  private text(start: number, end: number): string {
    return withoutComments(this.css.toString('utf8', start, end));
  }
}

export const withoutComments = (css: string): string =>
  css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ') : css;

/** CSS Syntax 3, section 4.3.7: `\64 isplay` is `display`. */
export const withoutEscapes = (css: string): string =>
  css.includes('\\')
    ? css.replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, hex: string | undefined, letter: string | undefined) => {
        const code = hex === undefined ? 0 : Number.parseInt(hex, 16);
        return hex === undefined ? letter! : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      })
    : css;

/** How many of the names of a selector have to be among those asked for. */
enum Reach {
  every,
  some,
}

/**
 * Whether one of the selectors between two bytes has as many of some names as it has to have, or no name at all.
 * Where a letter is not ASCII the answer is yes: white space is among those.
 */
function concerns(css: Buffer, start: number, end: number, names: NameSet, reach: Reach): boolean {
  let known = 0;
  let unknown = 0;
  for (let at = start; at < end; ) {
    const byte = css[at++];
    if (byte === COMMA) {
      if (unknown === 0 || (reach === Reach.some && known > 0)) return true;
      known = 0;
      unknown = 0;
    } else if (byte === FULL_STOP || byte === NUMBER_SIGN) {
      const from = at;
      while (at < end && NAME_ENDS[css[at]] === 0) at++;
      if (at === from) continue;
      if (names.chosen[names.page.numberAt(css, from, at)] === 1) known++;
      else unknown++;
    } else if (byte === SLASH && css[at] === STAR) at = endOfComment(css, at - 1, end);
    else if (byte >= 0x80) return true;
  }
  return unknown === 0 || (reach === Reach.some && known > 0);
}

const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const NUMBER_SIGN = 0x23;
const SLASH = 0x2f;
const STAR = 0x2a;

/** By byte: whether it ends a class name or id of a selector. */
const NAME_ENDS = new Uint8Array(256).fill(1, 0x80);
for (const letter of ' \t\n\v\f\r,.#:[]>+~{}()*"\'|/<') NAME_ENDS[letter.charCodeAt(0)] = 1;

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

/**
 * Effects of a declaration block, those marked `!important` apart; null where it says nothing of visibility.
 * @param colours colours count, too
 */
export function readDeclarations(
  body: string,
  colours = false,
): {
  normal: VisibilityEffect | null;
  important: VisibilityEffect | null;
} {
  const normal = new DeclarationReader();
  const important = new DeclarationReader();
  for (const declaration of body.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const role = ROLES.get(name);
    if (role === undefined || (!colours && COLOURING.has(name))) continue;
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const plain = value.includes('!') ? value.replace(/\s*!\s*important$/, '') : value;
    const isImportant = plain !== value;
    // What only hides together with something else (a position, a clipped overflow) counts for both.
    if (isImportant || role === 'combined') important.read(name, plain);
    if (!isImportant || role === 'combined') normal.read(name, plain);
  }
  return { normal: normal.effect(), important: important.effect() };
}

const words = (list: string): string[] => list.split(' ');
/** Properties that hide together with others. */
const COMBINING = words(
  'position overflow height max-height width max-width left top right bottom clip text-shadow ' +
    'background background-color background-clip -webkit-background-clip',
);
/** Properties that hide by themselves. */
const SINGLE = words(
  'display visibility opacity filter content-visibility zoom color font-size font clip-path transform text-indent ' +
    'margin-left margin-top',
);
/** All that `DeclarationReader` reads. */
const ROLES: ReadonlyMap<string, 'combined' | 'single'> = new Map([
  ...COMBINING.map((name) => [name, 'combined'] as const),
  ...SINGLE.map((name) => [name, 'single'] as const),
]);
const COLOURING: ReadonlySet<string> = new Set(words('color background background-color background-clip text-shadow'));

const ZERO = /^0*\.?0*(?:px|em|rem|%|pt|vh|vw)?$/;
const isZero = (value: string): boolean => /0/.test(value) && ZERO.test(value);
/** A size nobody can read. */
const isUnreadable = (value: string): boolean =>
  isZero(value) || /^(?:0*\.\d+|0*1(?:\.\d+)?)p[xt]$/.test(value) || /^0*\.0\d*r?em$/.test(value);
/** An opacity below which nothing is seen. */
const isFaint = (value: string): boolean =>
  isZero(value) || (/^(?:\d*\.)?\d+%?$/.test(value) && Number.parseFloat(value) <= (value.endsWith('%') ? 5 : 0.05));
/** A colour that is fully transparent (CSS Color 4). */
function isTransparent(value: string): boolean {
  if (value === 'transparent' || /^#(?:[\da-f]{3}0|[\da-f]{6}00)$/.test(value)) return true;
  const alpha = /^(?:rgb|hsl)a?\((.*)\)$/
    .exec(value)?.[1]
    .trim()
    .split(/[\s,/]+/)[3];
  return alpha !== undefined && isZero(alpha);
}

/** One notation for the colours that grounds and letters usually have; others are compared as they are written. */
function sameColour(value: string): string {
  const name = value === 'white' ? '#fff' : value === 'black' ? '#000' : value;
  const rgb = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(name);
  if (rgb !== null)
    return `#${rgb
      .slice(1)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')}`;
  return /^#[\da-f]{3}$/.test(name) ? name.replace(/[\da-f]/g, '$&$&') : name;
}

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
  private noInk: boolean | null = null;
  private other: boolean | null = null;
  private colour = '';
  private ground = '';
  private hasOtherInk = false;
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
        this.other = isFaint(value);
        break;
      case 'filter':
        if (/^opacity\(\s*0*\.?0*%?\s*\)/.test(value)) this.other = true;
        break;
      case 'content-visibility':
        if (value === 'hidden') this.other = true;
        break;
      case 'zoom':
        if (isZero(value)) this.other = true;
        break;
      case 'color':
        this.colour = value;
        break;
      case 'background':
      case 'background-color':
        this.ground = value;
        break;
      case '-webkit-background-clip':
      case 'background-clip':
      case 'text-shadow':
        // Letters cut out of a picture, or seen by their shadow.
        this.hasOtherInk = true;
        break;
      case 'font-size':
        if (isUnreadable(value)) this.noSize = true;
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
    if (this.colour !== '' && this.colour !== 'inherit') {
      const unseen = isTransparent(this.colour) || sameColour(this.colour) === sameColour(this.ground);
      this.noInk = unseen && !this.hasOtherInk;
    }
    const { display, visibility, noSize, noInk, other } = this;
    if (display === null && visibility === null && noSize === null && noInk === null && other === null) return null;
    return { display, visibility, noSize, noInk, other };
  }
}
