/**
 * Finds the blocks of a style sheet that are worth reading: a sheet has thousands of rules and says of a few dozen
 * things that they are hidden or shown. It goes from brace to brace and from colon to colon, each looked for by
 * `Buffer.indexOf`: a loop over all bytes takes several times as long, most of all in pictures and fonts written into
 * the sheet.
 */
import { CLOSING_BRACE, COLON, PARENTHESIS, SEMICOLON, SLASH, STAR } from './ascii.js';
import { effectAt, HIDES, isBlank, lastInk, NOTHING, type PossibleEffect, SHOWS } from './declaration-scan.js';

/** A declaration block that may say something of visibility. Offsets into the bytes. */
export interface FoundBlock {
  /** Where its selectors may begin: behind the `{`, `}` or `;` before them. */
  readonly selectorsFrom: number;
  /** Its `{`. */
  readonly open: number;
  /** Its `}`, or the end of the sheet; of a rule of conditions, the `{` of the first block inside of it. */
  readonly close: number;
  /** One of its declarations may hide; without that, one may show what another rule hides. */
  readonly hides: boolean;
}

/** What a block belongs to. */
enum Kind {
  /** Selectors. */
  rule,
  /** A rule of conditions that holds on every ordinary screen. */
  group,
  /** Any other rule of conditions. */
  leftOut,
}

const OPEN = 0x7b;
const AT = 0x40;

/**
 * The blocks of a sheet, in order, those left out that do not hold on an ordinary screen. Null where a comment stands
 * inside a declaration: then the comments have to be taken out first.
 * @param all those that say nothing of visibility, too
 */
export function scanSheet(css: Buffer, all = false): FoundBlock[] | null {
  return new SheetScan(css, all).blocks();
}

/** Finds one byte again and again. What was found is kept until it is passed: a sheet is gone through once. */
class ByteFinder {
  private at = -1;

  constructor(
    private readonly css: Buffer,
    private readonly byte: number,
  ) {}

  /** The first place at or behind `from`, which never falls, or the end. */
  next(from: number): number {
    if (this.at < from) {
      const found = this.css.indexOf(this.byte, from);
      this.at = found < 0 ? this.css.length : found;
    }
    return this.at;
  }
}

class SheetScan {
  private readonly opening: ByteFinder;
  private readonly closing: ByteFinder;
  private readonly colons: ByteFinder;
  private readonly semicolons: ByteFinder;
  private readonly stars: ByteFinder;
  private readonly atSigns: ByteFinder;
  /** Start of the comment that comes next. */
  private comment = -1;

  constructor(
    private readonly css: Buffer,
    private readonly all: boolean,
  ) {
    this.opening = new ByteFinder(css, OPEN);
    this.closing = new ByteFinder(css, CLOSING_BRACE);
    this.colons = new ByteFinder(css, COLON);
    this.semicolons = new ByteFinder(css, SEMICOLON);
    this.stars = new ByteFinder(css, STAR);
    this.atSigns = new ByteFinder(css, AT);
  }

  blocks(): FoundBlock[] | null {
    const { css } = this;
    const found: FoundBlock[] = [];
    /** Behind the last brace. */
    let from = 0;
    /** The `{` of the block that is read, -1 outside of blocks; and what stands before it. */
    let open = -1;
    let preludeFrom = 0;
    /** It is that of a rule of conditions: the blocks inside of it are rules like any others. */
    let isGroup = false;
    const least = this.all ? SHOWS : NOTHING;
    let effect: PossibleEffect = NOTHING;
    for (let at = 0; at < css.length; ) {
      let stop = this.nextStop(at);
      if (open >= 0) effect = this.effectWithin(at, stop, effect);
      if (stop < css.length && css[stop] === SLASH) {
        at = endOfComment(css, stop, css.length);
        if (splitsDeclaration(css, stop, at)) return null;
        if (at < css.length) continue;
        stop = at;
      } else if (open >= 0 && !isGroup && css[stop] === OPEN) {
        // Rules nested in another hold only inside of what that one finds, which is not looked for here.
        at = this.endOfBlock(stop + 1);
        if (at < css.length) continue;
        stop = at;
      }
      if (effect !== NOTHING) {
        const selectorsFrom = this.selectorsFrom(preludeFrom, open);
        found.push({ selectorsFrom, open, close: stop, hides: effect === HIDES });
        effect = NOTHING;
      }
      at = stop + 1;
      open = -1;
      if (stop < css.length && css[stop] === OPEN) {
        const kind = this.kindOf(from, stop);
        if (kind === Kind.leftOut) at = this.endOfBlock(at);
        else {
          open = stop;
          preludeFrom = from;
          effect = least;
          isGroup = kind === Kind.group;
        }
      }
      from = at;
    }
    return found;
  }

  /** The next brace or start of a comment, or the end. */
  private nextStop(from: number): number {
    return Math.min(this.opening.next(from), this.closing.next(from), this.nextComment(from));
  }

  private nextComment(from: number): number {
    if (this.comment >= from) return this.comment;
    const { css } = this;
    let star = this.stars.next(from + 1);
    while (star < css.length && css[star - 1] !== SLASH) star = this.stars.next(star + 1);
    this.comment = star < css.length ? star - 1 : star;
    return this.comment;
  }

  /** What the declarations between two bytes may do, if that is more than `before`. */
  private effectWithin(from: number, to: number, before: PossibleEffect): PossibleEffect {
    let effect = before;
    for (let colon = this.colons.next(from); colon < to && effect !== HIDES; colon = this.colons.next(colon + 1)) {
      const other = effectAt(this.css, colon);
      if (other !== NOTHING) effect = other;
    }
    return effect;
  }

  private selectorsFrom(from: number, open: number): number {
    return this.semicolons.next(from) < open ? preludeIn(this.css, from, open).start : from;
  }

  private kindOf(from: number, open: number): Kind {
    if (this.atSigns.next(from) >= open) return Kind.rule;
    const { atSign } = preludeIn(this.css, from, open);
    if (atSign < 0) return Kind.rule;
    const prelude = this.css.toString('latin1', atSign, Math.min(open, atSign + LONGEST_PRELUDE));
    return appliesOnScreen(prelude) ? Kind.group : Kind.leftOut;
  }

  /** The offset behind the `}` of a block, that of its content given. */
  private endOfBlock(content: number): number {
    const { css } = this;
    let depth = 1;
    for (let at = content; at < css.length; ) {
      const stop = this.nextStop(at);
      at = css[stop] === SLASH ? endOfComment(css, stop, css.length) : stop + 1;
      if (css[stop] === OPEN) depth++;
      else if (css[stop] === CLOSING_BRACE && --depth === 0) return at;
    }
    return css.length;
  }
}

/** What stands before a block: where it starts behind the last statement, and its first `@`, -1 where it has none. */
function preludeIn(css: Buffer, from: number, open: number): { start: number; atSign: number } {
  let start = from;
  let atSign = -1;
  for (let at = from; at < open; at++) {
    const byte = css[at];
    if (byte === SEMICOLON) {
      start = at + 1;
      atSign = -1;
    } else if (byte === AT) {
      if (atSign < 0) atSign = at;
    } else if (byte === SLASH && css[at + 1] === STAR) at = endOfComment(css, at, open) - 1;
  }
  return { start, atSign };
}

const LONGEST_PRELUDE = 200;

/** Media queries that hold on every ordinary screen: the reader's window is not known. */
function appliesOnScreen(prelude: string): boolean {
  const plain = prelude.replace(/\/\*[\s\S]*?\*\//g, ' ');
  const media = /^@media\s+(.*)$/is.exec(plain);
  if (media !== null) return media[1].split(',').some((query) => holdsOnEveryScreen(query.trim()));
  // What a browser must not support, or only one kind of browser does, is not known to hold.
  if (/^@supports\b/i.test(plain)) return !/\bnot\b|\(\s*-/i.test(plain);
  return /^@layer\b/i.test(plain);
}

/** Pixels of the narrowest screen that pages are made for, and of the widest. */
const NARROWEST = 320;
const WIDEST = 4000;

function holdsOnEveryScreen(query: string): boolean {
  const [type, ...features] = query.toLowerCase().split(/\s+and\s+/);
  if (type.startsWith('(')) features.unshift(type);
  else if (!/^(?:only\s+)?(?:all|screen)$/.test(type)) return false;
  return features.every((feature) => {
    const width = /^\(\s*(min|max)-width\s*:\s*(\d+)(?:px)?\s*\)$/.exec(feature);
    if (width === null) return false;
    return width[1] === 'min' ? Number(width[2]) <= NARROWEST : Number(width[2]) >= WIDEST;
  });
}

/** The offset behind the comment at `start`. */
export function endOfComment(css: Buffer, start: number, end: number): number {
  for (let slash = css.indexOf(SLASH, start + 3); slash >= 0 && slash < end; slash = css.indexOf(SLASH, slash + 1)) {
    if (css[slash - 1] === STAR) return slash + 1;
  }
  return end;
}

function splitsDeclaration(css: Buffer, from: number, to: number): boolean {
  const before = css[lastInk(css, from)];
  if (before === COLON || before === PARENTHESIS) return true;
  let after = to;
  while (after < css.length && isBlank(css[after])) after++;
  return after < css.length && css[after] === COLON;
}
