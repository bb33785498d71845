import { type NormalisedText, normalise } from './normalise.js';
import { GramTable, type Run } from './runs.js';
import { compareFigures, type FiguredText, placeFigures } from './template.js';
import type { FigureComparison, IndexedArticle, PageText } from './types.js';

/** A run this long is no chance in Chinese; shorter ones count only beside others. */
const CERTAIN_RUN = 13;
/** How far apart, in normalised units, runs are still one passage with edits in it. */
const NEAR = 60;

/** A page made ready for comparison with many originals; what is costly is made when first asked for. */
export class PageSide {
  readonly normalised: NormalisedText;
  #table: GramTable | undefined;
  #figures: FiguredText | undefined;

  constructor(readonly page: PageText) {
    this.normalised = normalise(page.text);
  }

  get table(): GramTable {
    return (this.#table ??= new GramTable(this.normalised.units));
  }

  get figures(): FiguredText {
    return (this.#figures ??= placeFigures(this.normalised));
  }
}

/** What an original and a page have in common, before anybody judges it. */
export class Measured {
  readonly normalised: NormalisedText;
  readonly runs: readonly Run[];
  readonly matched: number;
  readonly longestRun: number;
  #table: GramTable | undefined;
  #figures: FiguredText | undefined;
  #comparison: FigureComparison | undefined;

  constructor(
    readonly article: IndexedArticle,
    readonly side: PageSide,
  ) {
    this.normalised = normalise(article.text);
    this.runs = trustworthy(side.table.runsOf(this.normalised.units));
    this.matched = this.runs.reduce((sum, run) => sum + run.length, 0);
    this.longestRun = this.runs.reduce((longest, run) => Math.max(longest, run.length), 0);
  }

  get length(): number {
    return this.normalised.units.length;
  }

  get containment(): number {
    return this.length === 0 ? 0 : this.matched / this.length;
  }

  get figures(): FigureComparison {
    return (this.#comparison ??= compareFigures(this.#ownFigures, this.side.figures, this.runs));
  }

  /** How much of the other original this one has, 0 to 1, and how the other's figures stand in it. */
  covers(other: Measured): { share: number; figures: FigureComparison } {
    this.#table ??= new GramTable(this.normalised.units);
    const runs = trustworthy(this.#table.runsOf(other.normalised.units));
    const common = runs.reduce((sum, run) => sum + run.length, 0);
    return {
      share: other.length === 0 ? 0 : common / other.length,
      figures: compareFigures(other.#ownFigures, this.#ownFigures, runs),
    };
  }

  get #ownFigures(): FiguredText {
    return (this.#figures ??= placeFigures(this.normalised));
  }
}

/**
 * Drops short runs that stand alone. Eight equal characters are a phrase anybody uses (新冠肺炎疫情防控);
 * between longer equal runs, in the same order, they are what an editor has left standing.
 */
export function trustworthy(runs: readonly Run[]): Run[] {
  return runs.filter((run, index) => {
    if (run.length >= CERTAIN_RUN) return true;
    return follows(runs[index - 1], run) || follows(run, runs[index + 1]);
  });
}

/** The two runs are near each other in both texts, in the same order. */
function follows(first: Run | undefined, second: Run | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  const apart = second.original - first.original - first.length;
  const apartOnPage = second.page - first.page - first.length;
  return apart <= NEAR && apartOnPage >= 0 && apartOnPage <= NEAR;
}
