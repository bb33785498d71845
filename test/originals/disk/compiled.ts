import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@babel/core';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * The originals engine as JavaScript, for programs that a test starts: a test must not need the build.
 * Below node_modules, so that the packages it imports are found.
 */
export function compileOriginals(): { entry: string; remove(): void } {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'originals-'));
  const source = join(ROOT, 'src');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    // The engine, and of what lies beside the rooms what it needs.
    if (!name.startsWith('originals') && name !== 'folder.ts') continue;
    if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const options = { presets: ['@babel/preset-typescript'], babelrc: false, configFile: false };
    writeFileSync(target, transformFileSync(join(source, name), options)!.code!);
  }
  return {
    entry: join(folder, 'originals', 'index.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
