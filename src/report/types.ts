import type { RunNote } from '../audit/notes.js';
import type { AuditedPage, InspectedPage } from '../audit/types.js';
import type { Language, PolicyData, Severity } from '../policy/types.js';

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

/** A line of a list: where a target was named. */
export interface ListedAt {
  /** Path of the list, relative to `baseDirectory` where it lies below it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** What a report of an unfinished audit lacks. */
export interface Unfinished {
  /** Lines of the list without a result; more than 0. */
  readonly waiting: number;
  /** What goes on with the audit, as a shell takes it. */
  readonly command: string;
}

export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: Language;
  readonly policies: readonly PolicyData[];
  readonly palette: Palette;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** The report is shown on a terminal: long lines are broken at its edge. Never set for a pipe or a file. */
  readonly terminal?: boolean;
  /** Show pages without findings too. */
  readonly verbose: boolean;
  /** The least severity that makes a build fail (`--fail-on`); `error` when absent. JUnit counts failures by it. */
  readonly failOn?: Severity;
  /** The same for one target, where settings differ from place to place; `failOn` for all when absent. */
  failOnOf?(target: string): Severity;
  /** Absolute directory that SARIF and workflow commands name files from; absent: file targets stay as given. */
  readonly baseDirectory?: string;
  /** Where a target was listed; null for one named on the command line. A URL is annotated at that line. */
  listedAt?(target: string): ListedAt | null;
  /** When the audit was made, as a person may read it. Reports for filing show it; the reporter knows no clock. */
  readonly date?: string;
  /** What holds for the whole run, not for a page of it (`auth-unknown`: no authorisation list was given). */
  readonly notes?: readonly RunNote[];
  /**
   * Lines of the list that have no result in this report, and the command that goes on with the audit; null where every
   * line has one. Asked when the last page has passed: a run may be under way meanwhile. Absent: nothing can be missing.
   */
  unfinished?(): Unfinished | null;
  /** Nothing beside the results (`--quiet`): the text report leaves notes out that are only for information. */
  readonly quiet?: boolean;
}

/** A format: results in, chunks out. Pure: nothing is printed or written here. */
export type Reporter = (
  pages: AsyncIterable<AuditedPage>,
  context: ReportContext,
) => AsyncIterable<string | Uint8Array>;

/** The same for `inspect`. Every Reporter of AuditedPage that prints whole records (json, ndjson) is one too. */
export type InspectReporter = (
  pages: AsyncIterable<InspectedPage>,
  context: ReportContext,
) => AsyncIterable<string | Uint8Array>;
