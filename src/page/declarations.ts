/** Reads declarations for what they say of visibility. */
import { eachDeclaration } from './declaration-text.js';
import {
  FONT_SIZE,
  isFaint,
  isOwnSize,
  isTransparent,
  isUnreadable,
  isZero,
  SYSTEM_FONT,
  sameColour,
} from './declaration-values.js';
import { PLACING, Placement } from './placement.js';
import {
  asImportant,
  DISPLAY,
  hidingIn,
  INK,
  OTHER,
  overlay,
  PLACE,
  SIZE,
  showingIn,
  VISIBILITY,
  type VisibilityEffect,
} from './visibility-effect.js';

/** Properties that make letters seen or unseen together with their colour. */
const GROUND: ReadonlySet<string> = new Set([
  'background',
  'background-color',
  'background-clip',
  '-webkit-background-clip',
  'text-shadow',
]);
/** Properties that hide by themselves. */
const SINGLE = ['display', 'visibility', 'opacity', 'filter', 'content-visibility', 'font-size', 'font'];
const ANIMATING: ReadonlySet<string> = new Set([
  'animation',
  'animation-name',
  '-webkit-animation',
  '-webkit-animation-name',
]);
const READ: ReadonlySet<string> = new Set([...SINGLE, ...PLACING, ...ANIMATING]);

const READ_WITH_COLOURS: ReadonlySet<string> = new Set([...READ, ...GROUND, 'color']);

/** Aspects in which animations bring things in. */
const ANIMATED = VISIBILITY | OTHER;
const isAnimation = (value: string): boolean => !/^(?:none|inherit|initial|unset|revert|)$/.test(value);

/**
 * What a declaration block does, 0 where it says nothing of visibility.
 * @param colours colours count, too
 */
export function readDeclarations(body: string, colours = false): VisibilityEffect {
  const normal = new DeclarationReader();
  const important = new DeclarationReader();
  const placement = new Placement();
  let isAnimated = false;
  eachDeclaration(body, colours ? READ_WITH_COLOURS : READ, (name, value, isImportant) => {
    if (ANIMATING.has(name)) isAnimated = isAnimation(value);
    if (PLACING.has(name)) return placement.read(name, value, isImportant);
    // A ground counts for both: the colour may be important and it not.
    const isGround = GROUND.has(name);
    if (isImportant || isGround) important.read(name, value);
    if (!isImportant || isGround) normal.read(name, value);
  });
  // It begins hidden, and where the animation leads to is not followed. What is important no animation changes.
  const own = isAnimated ? normal.effect() & ~ANIMATED : normal.effect();
  const effect = own | asImportant(important.effect());
  return placement.hides() && !isAnimated ? effect | hidingIn(PLACE) : effect;
}

class DeclarationReader {
  private said: VisibilityEffect = 0;
  private colour = '';
  private ground = '';
  private hasOtherInk = false;

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
      default:
    }
  }

  effect(): VisibilityEffect {
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
