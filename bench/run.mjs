// `npm run bench`: prints the project's ratios to the limits of its machine and to naive checks, all from this run.
// Ends with 1 when a limit is missed. bench/README.md says what each row is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.mjs';

if (!existsSync(join(root, 'dist', 'audit', 'page.js'))) {
  console.error('dist/ is absent: run `npm run build` first');
  process.exit(2);
}
const { benchOffline } = await import('./offline.mjs');
const { benchStartup } = await import('./startup.mjs');

const { benchWithIndex } = await import('./checking-with-index.mjs');

const limits = [...(await benchOffline()), ...benchStartup(), ...(await benchWithIndex())];
for (const { name, value, atLeast, atMost } of limits) {
  const met = atLeast === undefined ? value <= atMost : value >= atLeast;
  const limit = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  console.log(`${met ? 'met   ' : 'MISSED'}  ${value.toFixed(2).padStart(6)}  (${limit})  ${name}`);
  if (!met) process.exitCode = 1;
}
