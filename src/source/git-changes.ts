/** Which files of a git checkout have changed since a revision. Git is started without a shell. */
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Language, Localized } from '../policy/types.js';

const run = promisify(execFile);

/** The user's error: no git, no checkout, no such revision. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly exitCode = 2;
}

export interface GitOptions {
  /** A folder of the checkout. */
  readonly cwd: string;
  /** Environment for git: `PATH`, `HOME`, `SSH_AUTH_SOCK`, … */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
}

/**
 * Absolute real paths of files that differ from where the branch left `ref`: committed, staged, edited and untracked
 * ones (ignored files are not). Deleted files are left out.
 * @throws {GitError}
 */
export async function changedFiles(ref: string, { cwd, env, language }: GitOptions): Promise<ReadonlySet<string>> {
  const git = (folder: string, args: readonly string[]): Promise<string> => runGit(folder, args, env);
  const fail = (message: Localized): never => {
    throw new GitError(message[language]);
  };
  const top = (
    await git(cwd, ['rev-parse', '--show-toplevel']).catch((error) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return fail({
          zh: '--changed-since 需要 git，但没有找到',
          en: '--changed-since needs git, which was not found',
        });
      }
      return fail({ zh: `${cwd} 不在 git 仓库中`, en: `${cwd} is not in a git checkout` });
    })
  ).replace(/\r?\n$/, '');
  // A revision may not pass for an option; from here on only its hash is used.
  const hash = (
    await git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(() =>
      fail({
        zh: `git 中没有“${ref}”这个版本（浅克隆时请先取回，如 fetch-depth: 0）`,
        en: `git has no revision "${ref}" (a shallow clone has to fetch it first: fetch-depth: 0)`,
      }),
    )
  ).trim();
  // What others have changed on the branch meanwhile is not this branch's change.
  const base = (await git(cwd, ['merge-base', hash, 'HEAD']).catch(() => hash)).trim();
  const listed = await Promise.all([
    git(top, ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--diff-filter=d', base, '--']),
    git(top, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]).catch((error) => fail({ zh: `git 出错：${lineOf(error)}`, en: `git failed: ${lineOf(error)}` }));
  const names = listed.flatMap((text) => text.split('\0').filter((name) => name !== ''));
  return new Set(names.flatMap((name) => realPath(join(top, name)) ?? []));
}

/** The file a path leads to; null where there is none. */
export function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

async function runGit(cwd: string, args: readonly string[], env: GitOptions['env']): Promise<string> {
  // A checkout must not be able to start programs of its choice through its own settings.
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const { stdout } = await run('git', [...safe, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
    timeout: 60_000,
    windowsHide: true,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  });
  return stdout;
}

const lineOf = (error: unknown): string =>
  error instanceof Error ? error.message.trim().split('\n').at(-1)! : String(error);
