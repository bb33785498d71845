import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@jest/types';

const ROOT = join(import.meta.dirname, '..');
const BUILT = join(ROOT, 'dist', 'index.js');

/**
 * The tests of test/cli start the program as it ships. Builds it where it is missing or older than its sources; not
 * for a run that leaves those tests out.
 */
export default function build({ testPathPatterns }: Config.GlobalConfig): void {
  const { patterns } = testPathPatterns;
  if (patterns.length > 0 && !patterns.some((pattern) => /\bcli\b/.test(pattern))) return;
  if (existsSync(BUILT) && newest(join(ROOT, 'src')) <= statSync(BUILT).mtimeMs) return;
  // Not inherited: `npm test -- --json` keeps its standard output to itself.
  execFileSync(process.execPath, [join(ROOT, 'tools', 'build.mjs')], { stdio: ['ignore', 2, 2] });
}

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => statSync(join(folder, name)).mtimeMs);
  return Math.max(...times);
}
