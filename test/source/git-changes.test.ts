import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changedFiles } from '../../src/source/git-changes.js';

const env = { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: tmpdir(), HOME: tmpdir() };

describe('in a checkout', () => {
  let folder = '';
  const git = (...words: string[]): string => {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@t.example', '-c', 'init.defaultBranch=main'];
    return execFileSync('git', [...who, ...words], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };
  const write = (name: string, text: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const changed = async (ref: string, cwd = folder): Promise<string[]> =>
    [...(await changedFiles(ref, { cwd, env, language: 'en' }))].map((path) => relative(folder, path)).sort();

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprintlint-git-')));
    git('init', '-q');
    for (const name of ['same.html', 'edited.html', 'deleted.html', 'staged.html', 'sub/committed.html'])
      write(name, '1');
    write('.gitignore', 'ignored.html\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    git('checkout', '-qb', 'branch');
    write('sub/committed.html', '2');
    write('名 称"\n.html', 'committed with a hard name');
    git('add', '.');
    git('commit', '-qm', 'second');
    git('checkout', '-q', 'main');
    write('elsewhere.html', 'changed on main meanwhile');
    git('add', '.');
    git('commit', '-qm', 'third');
    git('checkout', '-q', 'branch');
    write('staged.html', '2');
    git('add', 'staged.html');
    write('edited.html', '2');
    write('untracked.html', '1');
    write('ignored.html', '1');
    rmSync(join(folder, 'deleted.html'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const all = ['edited.html', 'staged.html', 'sub/committed.html', 'untracked.html', '名 称"\n.html'].sort();

  test('changes since the branch left another are found, whatever their state', async () => {
    expect(await changed('main')).toEqual(all);
  });

  test('they are found from a folder of the checkout, too', async () => {
    expect(await changed('main', join(folder, 'sub'))).toEqual(all);
  });

  test.each(['nothing', '--output=x', '-h', '$(touch x)', ''])('%j is no revision', async (ref) => {
    await expect(changed(ref)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('no revision') });
  });

  test('the checkout cannot make git start a program', async () => {
    git('config', 'core.fsmonitor', `touch ${join(folder, 'started')}`);
    git('config', 'diff.external', `touch ${join(folder, 'started')}`);
    expect(await changed('main')).not.toContain('started');
    expect(await changed('main')).not.toContain('started');
  });
});

test('outside a checkout there is nothing to compare with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprintlint-git-'));
  try {
    await expect(changedFiles('HEAD', { cwd: folder, env, language: 'en' })).rejects.toThrow(
      'is not in a git checkout',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a machine without git says so', async () => {
  await expect(changedFiles('HEAD', { cwd: tmpdir(), env: { PATH: '/nowhere' }, language: 'en' })).rejects.toThrow(
    'needs git',
  );
});
