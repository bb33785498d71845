import { type Mistake, MistakesError } from '../../policy/error.js';

/** 1-based. Of a table: row, and number of the column. Of a YAML file: line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Field {
  /** Trimmed; never ''. */
  readonly text: string;
  readonly position: Position;
}

/** One row of a table, or one item of a YAML list, by the fields its reader knows. Fields left empty are absent. */
export interface FileRecord<Name extends string> {
  readonly position: Position;
  readonly fields: Partial<Record<Name, Field>>;
}

/** The fields of a kind of file, each with the headings it may have: the first is the YAML key, all are headings. */
export type Headings<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** What a file held. Where there are mistakes, the records are those that could be read all the same. */
export interface Records<Name extends string> {
  readonly records: readonly FileRecord<Name>[];
  readonly mistakes: readonly Mistake[];
}

/** A file of records that cannot be used: it cannot be read, or has mistakes. */
export class RecordsError extends MistakesError {
  override readonly name = 'RecordsError';
}
