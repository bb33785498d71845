import { resolve } from 'node:path';
import type { Language } from '../policy/types.js';
import { changedFiles, realPath } from '../source/git-changes.js';
import type { Target } from '../source/types.js';
import type { Surroundings } from './io.js';
import { projectMessagesIn } from './project-messages.js';
import { UsageError } from './usage-error.js';

/**
 * The targets that have changed since a git revision. A file that is not there is let through: it must be told.
 * @throws {GitError | UsageError} no checkout, no such revision, a target that is no file
 */
export async function* selectChanged(
  targets: AsyncIterable<Target>,
  ref: string,
  language: Language,
  { cwd, env }: Surroundings,
): AsyncGenerator<Target> {
  const changed = await changedFiles(ref, { cwd, env, language });
  for await (const target of targets) {
    if (target.kind !== 'file') throw new UsageError(projectMessagesIn(language).changedNeedsFiles(target.name));
    const path = realPath(resolve(cwd, target.location));
    if (path === null || target.problem !== undefined || changed.has(path)) yield target;
  }
}
