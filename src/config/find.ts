/** Imports nothing but Node: a project without a config must not pay for one. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Names looked for in each folder, in this order. */
export const CONFIG_NAMES: readonly string[] = [
  'reprintlint.config.yaml',
  'reprintlint.config.yml',
  'reprintlint.config.json',
];

/** The nearest config at or above a folder (absolute path), up to the root of the file system; null where there is none. */
export function findConfig(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of CONFIG_NAMES) {
      const file = join(at, name);
      if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    }
    if (dirname(at) === at) return null;
  }
}
