import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
  const source = join(ROOT, 'src/originals');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
    const target = join(folder, relative(source, join(source, name)).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const options = { presets: ['@babel/preset-typescript'], babelrc: false, configFile: false };
    writeFileSync(target, transformFileSync(join(source, name), options)!.code!);
  }
  return { entry: join(folder, 'index.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
