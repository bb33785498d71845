import type { AuditedPage } from '../audit/types.js';
import type { Language, PolicyData } from '../policy/types.js';

/** Colours for a terminal; every function returns its text unchanged where colour is off. Only `cli` knows chalk. */
export interface Palette {
  error(text: string): string;
  review(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  good(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: Language;
  readonly policies: readonly PolicyData[];
  readonly palette: Palette;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** Show pages without findings too. */
  readonly verbose: boolean;
}

/** A format: results in, chunks out. Pure: nothing is printed or written here. */
export type Reporter = (
  pages: AsyncIterable<AuditedPage>,
  context: ReportContext,
) => AsyncIterable<string | Uint8Array>;
