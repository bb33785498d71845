import type { Block } from './blocks.js';
import type { CreditCandidate, CreditKind, Span, Zone } from './types.js';

/** Some units of a line: `from` (inclusive) to `to` (exclusive). */
export interface BlockRange {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
}

/**
 * A credit whose place in the HTML is worked out when it is asked for: of most candidates nobody is told.
 *
 * A class, no literal with a getter: for each such literal V8 makes a hidden class of its own that holds the getter's
 * closure, in memory that only a full collection clears. With it stayed the whole page, and a batch spent a tenth of
 * its time on moving dead pages there and collecting them.
 */
export class PlacedCredit implements CreditCandidate {
  readonly name: string;
  readonly names: readonly string[];
  readonly openList: boolean;
  readonly label: string | null;
  readonly separator: string | null;
  readonly raw: string;
  readonly kind: CreditKind;
  readonly zone: Zone;
  readonly visible: boolean;
  readonly order: number;
  readonly element: number;

  /** `first`: where it begins, with its label where it has one; `last`: where the name stands, if anywhere. */
  constructor(
    credit: Omit<CreditCandidate, 'span'>,
    private readonly first: BlockRange,
    private readonly last: BlockRange,
  ) {
    this.name = credit.name;
    this.names = credit.names;
    this.openList = credit.openList;
    this.label = credit.label;
    this.separator = credit.separator;
    this.raw = credit.raw;
    this.kind = credit.kind;
    this.zone = credit.zone;
    this.visible = credit.visible;
    this.order = credit.order;
    this.element = credit.element;
  }

  /** The same, of another kind. A copy made by `...` would have no place. */
  as(kind: CreditKind): PlacedCredit {
    return new PlacedCredit({ ...this, kind }, this.first, this.last);
  }

  get span(): Span {
    const first = spanOf(this.first);
    if (this.last.to <= this.last.from) return first;
    return { start: first.start, end: Math.max(first.end, spanOf(this.last).end) };
  }
}

const spanOf = ({ block, from, to }: BlockRange): Span => block.spanOf(from, Math.max(to, from + 1));
