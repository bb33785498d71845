import { alignRuns, LOCAL } from './align.js';
import { type NormalisedText, normalise } from './normalise.js';
import { GramTable, type Run, trustworthy } from './runs.js';
import { compareFigures, type PlacedFigure, placeFigures } from './template.js';
import type { FigureComparison, IndexedArticle, PageText } from './types.js';

/** A page made ready for comparison with many originals; what is costly is made when first asked for. */
export class PageSide {
  readonly normalised: NormalisedText;
  #table: GramTable | undefined;
  #figures: PlacedFigure[] | undefined;

  constructor(readonly page: PageText) {
    this.normalised = normalise(page.text);
  }

  get table(): GramTable {
    return (this.#table ??= new GramTable(this.normalised.units));
  }

  get figures(): PlacedFigure[] {
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
  #figures: PlacedFigure[] | undefined;
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
    return (this.#comparison ??= this.#compareFigures(this.side.normalised.units, this.side.figures, this.runs));
  }

  /** How much of the other original this one has, 0 to 1, and how the other's figures stand in it. */
  covers(other: Measured): { share: number; figures: FigureComparison } {
    this.#table ??= new GramTable(this.normalised.units);
    const runs = trustworthy(this.#table.runsOf(other.normalised.units));
    const common = runs.reduce((sum, run) => sum + run.length, 0);
    return {
      share: other.length === 0 ? 0 : common / other.length,
      figures: other.#compareFigures(this.normalised.units, this.#ownFigures, runs),
    };
  }

  #compareFigures(page: Uint16Array, figures: readonly PlacedFigure[], runs: readonly Run[]): FigureComparison {
    return compareFigures(this.#ownFigures, figures, alignRuns(this.normalised.units, page, runs, LOCAL));
  }

  get #ownFigures(): PlacedFigure[] {
    return (this.#figures ??= placeFigures(this.normalised));
  }
}
