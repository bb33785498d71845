/**
 * The rules of the page's own `<style>` that show or hide. What their selectors need beyond names is not decided here,
 * and a rule that cannot be decided hides nothing.
 */
import { SLASH, STAR } from './ascii.js';
import { hashStep } from './attribute-values.js';
import { withoutComments, withoutNested } from './declaration-text.js';
import { readDeclarations } from './declarations.js';
import { type GeneratedContent, readGenerated } from './generated-content.js';
import type { PageNames } from './page-names.js';
import { type Placement, readPlacement } from './placement.js';
import { type Compound, parseSelector } from './selector-syntax.js';
import { endOfComment, type FoundBlock, scanSheet } from './stylesheet-scan.js';
import type { VisibilityEffect } from './visibility-effect.js';

export interface StyleRule<Effect = VisibilityEffect> {
  /** Right-most compound first. */
  readonly compounds: readonly Compound[];
  readonly specificity: number;
  /** Rises in source order, across the sheets of a page. */
  readonly order: number;
  readonly effect: Effect;
}

/** Some of the class names and ids of a page. */
export interface NameSet {
  readonly page: PageNames;
  /** 1 for each of them, by its number. */
  readonly chosen: Uint8Array;
}

/** A list of selectors longer than this is cut: a sheet without braces must not be read again and again. */
const LONGEST_SELECTORS = 4000;

/** How many of the names of a selector have to be among those asked for. */
enum Reach {
  every,
  some,
}

/** A rule wherever its sheet stands. */
type SheetRule<Effect> = Omit<StyleRule<Effect>, 'order'>;

/** Reads the rules of some blocks of a sheet, each once and only when it is asked for. */
class RuleReader<Effect> {
  /** The rules of the blocks that were read. */
  private readonly known: (readonly SheetRule<Effect>[] | undefined)[] = [];

  constructor(
    private readonly css: Buffer,
    private readonly blocks: readonly FoundBlock[],
    /** What a declaration block does; null where it says nothing. */
    private readonly read: (body: string) => Effect | null,
    /** The selector of the element that a selector is about; null where that is none. */
    private readonly subject: (selector: string) => string | null = (selector) => selector,
  ) {}

  /** Adds the rules of the blocks whose selectors have as many of some names as they have to have. */
  rules(isWanted: (block: FoundBlock) => boolean, reach: Reach, names: NameSet, start: number): StyleRule<Effect>[] {
    const rules: StyleRule<Effect>[] = [];
    for (let index = 0; index < this.blocks.length; index++) {
      const block = this.blocks[index];
      if (!isWanted(block)) continue;
      const from = Math.max(block.selectorsFrom, block.open - LONGEST_SELECTORS);
      if (!concerns(this.css, from, block.open, names, reach)) continue;
      for (const { compounds, specificity, effect } of (this.known[index] ??= this.rulesOf(block, from))) {
        rules.push({ compounds, specificity, order: start + block.open, effect });
      }
    }
    return rules;
  }

  private rulesOf({ open, close }: FoundBlock, selectorsFrom: number): SheetRule<Effect>[] {
    const effect = this.read(withoutNested(this.text(open + 1, close)));
    return effect === null ? [] : rulesWith(effect, this.text(selectorsFrom, open), this.subject);
  }

  private text(start: number, end: number): string {
    return withoutComments(this.css.toString('utf8', start, end));
  }
}

/** `.more::after`: what is put before or after an element. */
const GENERATED = /^(.*[^:\s>])::?(?:before|after)$/is;

const hides = (block: FoundBlock): boolean => block.hides;
const onlyShows = (block: FoundBlock): boolean => !block.hides;
const any = (): boolean => true;

/** One style sheet, read for what it says of visibility. */
export class StyleSheet {
  private readonly css: Buffer;
  private readonly visibility: RuleReader<VisibilityEffect>;
  private placement: RuleReader<Placement> | null = null;

  constructor(private readonly source: Buffer) {
    const found = scanSheet(source);
    this.css = found === null ? Buffer.from(withoutComments(source.toString('latin1')), 'latin1') : source;
    this.visibility = new RuleReader(this.css, found ?? scanSheet(this.css) ?? [], (body) => {
      const effect = readDeclarations(body);
      return effect === 0 ? null : effect;
    });
  }

  /** Whether it is the sheet that stands in some bytes. */
  isWrittenIn(source: Buffer): boolean {
    return this.source.equals(source);
  }

  /**
   * Rules that may hide something that has no names but these.
   * @param start where the sheet stands on the page
   */
  hidingRules(names: NameSet, start: number): StyleRule[] {
    return this.visibility.rules(hides, Reach.every, names, start);
  }

  /**
   * Rules that hide nothing and may show again what has one of these names, or is chosen by its element name alone.
   * @param start where the sheet stands on the page
   */
  showingRules(names: NameSet, start: number): StyleRule[] {
    return this.visibility.rules(onlyShows, Reach.some, names, start);
  }

  /**
   * What all rules say of the place of what has one of these names, or is chosen by its element name alone. Half the
   * rules of a sheet say something of it, so that they are looked for only where there is a reason.
   * @param start where the sheet stands on the page
   */
  placingRules(names: NameSet, start: number): StyleRule<Placement>[] {
    this.placement ??= new RuleReader(this.css, this.allBlocks, readPlacement);
    return this.placement.rules(any, Reach.some, names, start);
  }

  /**
   * Rules that put something seen before or after what has no names but these.
   * @param start where the sheet stands on the page
   */
  generatingRules(names: NameSet, start: number): StyleRule<GeneratedContent>[] {
    const originating = (selector: string): string | null => GENERATED.exec(selector)?.[1] ?? null;
    const reader = new RuleReader(this.css, this.allBlocks, readGenerated, originating);
    return reader.rules(any, Reach.every, names, start);
  }

  private get allBlocks(): readonly FoundBlock[] {
    return scanSheet(this.css, true) ?? [];
  }
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
      let hash = 0;
      for (; at < end && NAME_ENDS[css[at]] === 0; at++) hash = hashStep(hash, css[at]);
      if (at === from) continue;
      if (names.chosen[names.page.numberOfHashed(css, from, at, hash)] === 1) known++;
      else unknown++;
    } else if (byte === SLASH && css[at] === STAR) at = endOfComment(css, at - 1, end);
    else if (byte >= 0x80) return true;
  }
  return unknown === 0 || (reach === Reach.some && known > 0);
}

const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const NUMBER_SIGN = 0x23;

/** By byte: whether it ends a class name or id of a selector. */
const NAME_ENDS = new Uint8Array(256).fill(1, 0x80);
for (const letter of ' \t\n\v\f\r,.#:[]>+~{}()*"\'|/<') NAME_ENDS[letter.charCodeAt(0)] = 1;

function rulesWith<Effect>(
  effect: Effect,
  prelude: string,
  subject: (selector: string) => string | null,
): SheetRule<Effect>[] {
  const rules: SheetRule<Effect>[] = [];
  // Sheets used to be hidden from old browsers by the marks of an HTML comment.
  const selectors = prelude.includes('--') ? prelude.replace(/<!--|-->/g, ' ') : prelude;
  for (const selector of selectors.split(',')) {
    const element = subject(selector.trim());
    const compounds = element === null ? null : parseSelector(element);
    if (compounds === null) continue;
    let specificity = 0;
    for (const { id, classes, tag } of compounds) {
      specificity += (id === null ? 0 : 10_000) + classes.length * 100 + (tag === null ? 0 : 1);
    }
    rules.push({ compounds, specificity, effect });
  }
  return rules;
}
