import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The saved pages beside the project, or its own fixtures where those are absent. */
export function loadPages() {
  const corpus = join(root, '..', 'shared', 'corpus', 'news');
  const folder = existsSync(corpus) ? corpus : join(root, 'fixtures');
  const paths = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => join(folder, name));
  return { name: folder === corpus ? 'corpus/news' : 'fixtures', pages: paths.map((path) => readFileSync(path)) };
}
