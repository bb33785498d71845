import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFileSync } from '@babel/core';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** The auditor for tests, as the URL a worker imports. */
export const AUDITOR = new URL('./auditor.mjs', import.meta.url).href;

/** What a batch with the auditor for tests is made of, and one that audits pages. */
const MACHINERY = /^(?:audit|fetch|source)[\\/]|^[^\\/]+$/;
const EVERYTHING = /^(?!cli[\\/]|report[\\/]|config[\\/]|fix[\\/])/;

export interface CompiledSources {
  /** URL of a compiled module (`audit/batch/run.js`), or, of '', of the folder they are in. */
  url(module: string): string;
  remove(): void;
}

/**
 * The sources as plain JavaScript in a folder of their own within the project: worker threads and child processes
 * cannot run what only jest can read, and the tests must not depend on a build.
 */
export function compileSources(made: 'machinery' | 'everything' = 'machinery'): CompiledSources {
  const rooms = made === 'machinery' ? MACHINERY : EVERYTHING;
  const folder = mkdtempSync(join(ROOT, '.scratch-test-'));
  const source = join(ROOT, 'src');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || !rooms.test(name)) continue;
    const target = join(folder, 'dist', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformFileSync(join(source, name), { cwd: ROOT })?.code ?? '');
  }
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'rules'), join(folder, 'rules'), 'junction');
  return {
    url: (module) => `${pathToFileURL(join(folder, 'dist')).href}/${module}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
