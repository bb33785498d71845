import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearestNames } from '../policy/nearest.js';

/**
 * The commands that a first word was most likely meant to be, where it names nothing: what is no command is taken for
 * a page to check, and the user would read that a file called `chek` is missing.
 */
export function mistypedCommand(word: string | undefined, commands: readonly string[], cwd: string): readonly string[] {
  // Names of pages have a dot, folders a slash, addresses a colon.
  if (word === undefined || !/^[a-z]{3,20}$/i.test(word) || commands.includes(word)) return [];
  const nearest = nearestNames(word, commands);
  return nearest.length === 0 || existsSync(resolve(cwd, word)) ? [] : nearest;
}
