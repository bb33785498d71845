/**
 * What declarations say of where a box stands and how large it is, property by property: that is how they hide together
 * (nothing high, what is over it clipped) and how a later rule undoes one half of it (`height:auto`).
 */
import { eachDeclaration } from './declaration-text.js';
import { isFarOff, isZero } from './declaration-values.js';

const LEFT = 1;
const TOP = 2;
const RIGHT = 4;
const BOTTOM = 8;
const MARGIN_LEFT = 16;
const MARGIN_TOP = 32;
const INDENT = 64;
const POSITION = 128;
const CLIP = 256;
const CLIP_PATH = 512;
const TRANSFORM = 1024;
const OVERFLOW = 2048;
const HEIGHT = 4096;
const MAX_HEIGHT = 8192;
const WIDTH = 16384;
const MAX_WIDTH = 32768;
const ZOOM = 65536;

/** Scaled to nothing, or moved off any screen, along one of the axes of the screen. */
const SCALED_AWAY = /scale(?:x|y|3d)?\(\s*(?:[^,()]*,)?\s*(?:0+(?:\.0*)?|\.0+)%?\s*[,)]/;
const MOVED_AWAY = /translate(?:x|y|3d)?\(\s*(?:[^,()]*,)?\s*-(?:\d{4}|\d{3}v[wh])/;

/** Of what stands for several properties it is only asked whether it undoes them. */
const never = (): boolean => false;

/** By property: its bits, and the values that hide, alone or together with others. */
const PROPERTIES: ReadonlyMap<string, readonly [bits: number, hides: (value: string) => boolean]> = new Map([
  ['left', [LEFT, isFarOff]],
  ['top', [TOP, isFarOff]],
  ['right', [RIGHT, isFarOff]],
  ['bottom', [BOTTOM, isFarOff]],
  ['margin-left', [MARGIN_LEFT, isFarOff]],
  ['margin-top', [MARGIN_TOP, isFarOff]],
  ['text-indent', [INDENT, isFarOff]],
  ['position', [POSITION, (value) => /^(?:absolute|fixed|relative)$/.test(value)]],
  ['clip', [CLIP, (value) => /^rect\(\s*(?:0|1px)(?:px)?[\s,]/.test(value)]],
  ['clip-path', [CLIP_PATH, (value) => /^inset\(\s*(?:50|100)%|^circle\(\s*0|^polygon\(\s*0 0\s*\)/.test(value)]],
  ['transform', [TRANSFORM, (value) => SCALED_AWAY.test(value) || MOVED_AWAY.test(value)]],
  ['overflow', [OVERFLOW, (value) => value === 'hidden' || value === 'clip']],
  ['height', [HEIGHT, isZero]],
  ['max-height', [MAX_HEIGHT, isZero]],
  ['width', [WIDTH, isZero]],
  ['max-width', [MAX_WIDTH, isZero]],
  ['zoom', [ZOOM, isZero]],
  ['margin', [MARGIN_LEFT | MARGIN_TOP, never]],
  ['inset', [LEFT | TOP | RIGHT | BOTTOM, never]],
]);

/** The properties that a `Placement` reads. */
export const PLACING: ReadonlySet<string> = new Set(PROPERTIES.keys());

/**
 * Values that a browser takes for one of them. Others it passes over, so that they undo nothing, hacks for old browsers
 * among them; and what is inherited or computed from a variable is not known.
 */
const KNOWN_PART =
  /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[a-z]+|%)?|auto|none|normal|static|sticky|visible|scroll|initial|(?:-\w+-)?(?:(?:min|max|fit)-content|fill-available)|(?!var)[a-z][\w-]*\(.*\))$/;
const isKnown = (value: string): boolean =>
  KNOWN_PART.test(value) ||
  (value.includes(' ') && value.split(/\s+/).every((part) => KNOWN_PART.test(part) && !isFarOff(part)));

/** What is said of some properties, and where it goes so far that it may hide. */
class Layer {
  said = 0;
  extreme = 0;

  lay(said: number, extreme: number): void {
    this.said |= said;
    this.extreme = (this.extreme & ~said) | extreme;
  }

  has(properties: number): boolean {
    return (this.extreme & properties) !== 0;
  }
}

/** One declaration after the other, and one rule over the other, the important ones over all. */
export class Placement {
  private readonly normal = new Layer();
  private readonly important = new Layer();

  read(name: string, value: string, isImportant: boolean): void {
    const [bits, hides] = PROPERTIES.get(name)!;
    const isExtreme = hides(value);
    if (isExtreme || isKnown(value)) (isImportant ? this.important : this.normal).lay(bits, isExtreme ? bits : 0);
  }

  /** Lays what another says over this. */
  lay({ normal, important }: Placement): void {
    this.normal.lay(normal.said, normal.extreme);
    this.important.lay(important.said, important.extreme);
  }

  get isSilent(): boolean {
    return (this.normal.said | this.important.said) === 0;
  }

  /** Whether it says of something that it does not hide. */
  get undoes(): boolean {
    return ((this.normal.said & ~this.normal.extreme) | (this.important.said & ~this.important.extreme)) !== 0;
  }

  hides(): boolean {
    if ((this.normal.extreme | this.important.extreme) === 0) return false;
    const all = new Layer();
    all.lay(this.normal.said, this.normal.extreme);
    all.lay(this.important.said, this.important.extreme);
    if (all.has(MARGIN_LEFT | MARGIN_TOP | INDENT | CLIP_PATH | TRANSFORM | ZOOM)) return true;
    if (all.has(POSITION) && all.has(LEFT | TOP | RIGHT | BOTTOM | CLIP)) return true;
    return all.has(OVERFLOW) && all.has(HEIGHT | MAX_HEIGHT | WIDTH | MAX_WIDTH);
  }
}

/** What a declaration block says of it; null where that is nothing. */
export function readPlacement(body: string): Placement | null {
  const placement = new Placement();
  eachDeclaration(body, PLACING, (name, value, isImportant) => placement.read(name, value, isImportant));
  return placement.isSilent ? null : placement;
}
