/** Reads declarations for what they say of visibility. */
import {
  asImportant,
  DISPLAY,
  hidingIn,
  INK,
  OTHER,
  overlay,
  SIZE,
  showingIn,
  VISIBILITY,
  type VisibilityEffect,
} from './visibility-effect.js';

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

/** The declarations of a block without the rules nested in it. */
export function withoutNested(body: string): string {
  if (!body.includes('{')) return body;
  let kept = '';
  /** The declaration that is read, or the selectors of a nested rule. */
  let from = 0;
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const letter = body[at];
    if (letter === '{') depth++;
    else if (letter === '}' && depth > 0) {
      depth--;
      if (depth === 0) from = at + 1;
    } else if (letter === ';' && depth === 0) {
      kept += body.slice(from, at + 1);
      from = at + 1;
    }
  }
  return depth === 0 ? kept + body.slice(from) : kept;
}

/**
 * What a declaration block does, 0 where it says nothing of visibility.
 * @param colours colours count, too
 */
export function readDeclarations(body: string, colours = false): VisibilityEffect {
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
  return normal.effect() | asImportant(important.effect());
}

/** Properties that hide together with others. */
const COMBINING =
  'position overflow height max-height width max-width left top right bottom clip text-shadow ' +
  'background background-color background-clip -webkit-background-clip';
/** Properties that hide by themselves. */
const SINGLE =
  'display visibility opacity filter content-visibility zoom color font-size font clip-path transform text-indent ' +
  'margin-left margin-top';
/** All that `DeclarationReader` reads. */
const ROLES: ReadonlyMap<string, 'combined' | 'single'> = new Map([
  ...COMBINING.split(' ').map((name) => [name, 'combined'] as const),
  ...SINGLE.split(' ').map((name) => [name, 'single'] as const),
]);
const COLOURING: ReadonlySet<string> = new Set([
  'color',
  'background',
  'background-color',
  'background-clip',
  'text-shadow',
]);

const ZERO = /^0*\.?0*(?:px|em|rem|%|pt|vh|vw)?$/;
const isZero = (value: string): boolean => /0/.test(value) && ZERO.test(value);
/** A size nobody can read. */
const isUnreadable = (value: string): boolean =>
  isZero(value) || /^(?:0*\.\d+|0*1(?:\.\d+)?)p[xt]$/.test(value) || /^0*\.0\d*r?em$/.test(value);
/** A size that does not depend on that of the element around. */
const isOwnSize = (value: string): boolean =>
  value.endsWith('rem') || !/(?:em|ex|ch|%)$|^(?:inherit|unset|smaller|larger|revert(?:-layer)?)$/.test(value);
/** The size in a `font`: before it stand words and a weight, behind it a height of lines and, always, a family. */
const FONT_SIZE =
  /(?:^|\s)(0|(?:\d+\.?\d*|\.\d+)(?:[a-z]+|%)|medium|smaller|larger|(?:x{0,3}-)?(?:small|large))(?:\s*\/\s*\S+)?\s+\S/;
const SYSTEM_FONT = /^(?:caption|icon|menu|message-box|small-caption|status-bar)$/;
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

/** Scaled to nothing, or moved off any screen, along one of the axes of the screen. */
const SCALED_AWAY = /scale(?:x|y|3d)?\(\s*(?:[^,()]*,)?\s*(?:0+(?:\.0*)?|\.0+)%?\s*[,)]/;
const MOVED_AWAY = /translate(?:x|y|3d)?\(\s*(?:[^,()]*,)?\s*-(?:\d{4}|\d{3}v[wh])/;

class DeclarationReader {
  private said: VisibilityEffect = 0;
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
        this.say(DISPLAY, value === 'none');
        break;
      case 'visibility':
        if (value === 'hidden' || value === 'collapse') this.say(VISIBILITY, true);
        else if (value === 'visible') this.say(VISIBILITY, false);
        break;
      case 'opacity':
        this.say(OTHER, isFaint(value));
        break;
      case 'filter':
        if (/^opacity\(\s*0*\.?0*%?\s*\)/.test(value)) this.say(OTHER, true);
        break;
      case 'content-visibility':
        if (value === 'hidden') this.say(OTHER, true);
        break;
      case 'zoom':
        if (isZero(value)) this.say(OTHER, true);
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
        if (isUnreadable(value)) this.say(SIZE, true);
        else if (isOwnSize(value)) this.say(SIZE, false);
        break;
      case 'font': {
        const size = FONT_SIZE.exec(value)?.[1] ?? (SYSTEM_FONT.test(value) ? 'medium' : 'inherit');
        if (isZero(size)) this.say(SIZE, true);
        else if (!isUnreadable(size) && isOwnSize(size)) this.say(SIZE, false);
        break;
      }
      case 'clip':
        if (/^rect\(\s*(?:0|1px)(?:px)?[\s,]/.test(value)) this.offScreen = true;
        break;
      case 'clip-path':
        if (/^inset\(\s*(?:50|100)%|^circle\(\s*0|^polygon\(\s*0 0\s*\)/.test(value)) this.say(OTHER, true);
        break;
      case 'transform':
        if (SCALED_AWAY.test(value) || MOVED_AWAY.test(value)) this.say(OTHER, true);
        break;
      case 'text-indent':
        if (isFarOff(value)) this.say(OTHER, true);
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

  effect(): VisibilityEffect {
    if ((this.offScreen && this.positioned) || (this.noHeight && this.clipsOverflow)) this.say(OTHER, true);
    if (this.colour !== '' && this.colour !== 'inherit') {
      const unseen = isTransparent(this.colour) || sameColour(this.colour) === sameColour(this.ground);
      this.say(INK, unseen && !this.hasOtherInk);
    }
    return this.said;
  }

  private say(aspect: number, hides: boolean): void {
    this.said = overlay(this.said, hides ? hidingIn(aspect) : showingIn(aspect));
  }
}
