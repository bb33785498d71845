import type { Block } from './blocks.js';
import type { PageTree } from './tree.js';
import type { CompiledVocabulary } from './vocabulary.js';
import type { ArticleRange } from './zones.js';

/** What the finders need to know of the page. */
export interface CreditContext {
  readonly tree: PageTree;
  readonly blocks: readonly Block[];
  readonly marks: Uint8Array;
  readonly range: ArticleRange;
  /** The element around the whole body; marks on it say nothing about a part of it. */
  readonly bodyElement: number;
  readonly vocabulary: CompiledVocabulary;
}

/** A label as it stands in a line. */
export interface CreditLabel {
  readonly start: number;
  readonly end: number;
  readonly about: 'article' | 'picture' | 'material';
  readonly verbal: boolean;
  /** Bracket directly before it, or ''. */
  readonly opener: string;
  /** Nothing but a bracket or blank stands between it and the start of its field. */
  readonly opensField: boolean;
}
