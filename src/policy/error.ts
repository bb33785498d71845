import type { Language, Localized } from './types.js';

/** One mistake in a file of the user's (a policy, a config), with the place to mend. Lines and columns are 1-based. */
export interface Mistake {
  /** The file as the user named it. */
  readonly file: string;
  /** null: the file as a whole. */
  readonly position: { readonly line: number; readonly column: number } | null;
  readonly message: Localized;
}

/**
 * `file:line:column message`, as compilers print it, so that editors and terminals can jump to the place;
 * `file: message` for the file as a whole.
 */
export function describeMistake({ file, position, message }: Mistake, language: Language): string {
  if (position === null) return `${file}${language === 'zh' ? '：' : ': '}${message[language]}`;
  return `${file}:${position.line}:${position.column} ${message[language]}`;
}

/** The user's error: a file that does not exist or is not right. Carries every mistake, in file order. */
export class MistakesError extends Error {
  /** What the program ends with (design §5). */
  readonly exitCode = 2;

  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map((mistake) => describeMistake(mistake, 'en')).join('\n'));
  }

  /** One line per mistake. */
  describe(language: Language): string {
    return this.mistakes.map((mistake) => describeMistake(mistake, language)).join('\n');
  }
}

/** A policy that does not exist or is not right. */
export class PolicyError extends MistakesError {
  override readonly name = 'PolicyError';
}
