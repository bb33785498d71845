/** Options that say what is known of originals, for `check` and `inspect`. */
import type { Command } from 'commander';
import type { Language } from '../policy/types.js';
import { originalsMessagesIn } from './originals-messages.js';
import { UsageError } from './usage-error.js';

/** As commander hands them over. */
export interface OriginalOptions {
  readonly original?: string;
  readonly originalUrl?: string;
  readonly follow?: boolean;
  readonly originals?: string;
}

export function addOriginalOptions(command: Command, language: Language): Command {
  const say = originalsMessagesIn(language);
  return command
    .option('--original <url|file>', say.original)
    .option('--original-url <url>', say.originalUrl)
    .option('--follow', say.follow)
    .option('--originals <folder>', say.originals);
}

/** Whether the engine that compares with originals is needed at all. @throws {UsageError} */
export function wantsOriginals(options: OriginalOptions, language: Language): boolean {
  const { original, originalUrl, follow, originals } = options;
  if (originalUrl !== undefined && original === undefined)
    throw new UsageError(originalsMessagesIn(language).originalUrlAlone);
  return original !== undefined || follow === true || originals !== undefined;
}
