// Compiles src/ to dist/. Run by `npm run prepare`, so that a fresh clone works after `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

// Made beside dist/ and put in its place when complete: a program that runs meanwhile never sees half of it.
const made = join(root, `.scratch-build-${process.pid}`);
const old = `${made}-old`;
const compiler = [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.json'), '--outDir', made];
try {
  // The compiler tells what is wrong by itself; a trace of this program would add nothing.
  if (spawnSync(process.execPath, compiler, { stdio: 'inherit' }).status === 0) await complete();
  else process.exitCode = 1;
} catch (error) {
  // Mistakes in rules/ are the author's to mend, and come with their places.
  if (error.exitCode === undefined) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true });
}

async function complete() {
  // The policies that ship are validated once, here, and kept as JSON: reading YAML and checking a schema
  // would cost more than the whole audit of a page.
  const { writePrebuiltPolicies } = await import(pathToFileURL(join(made, 'policy', 'prebuild.js')).href);
  await writePrebuiltPolicies();
  const { storedPlatforms } = await import(pathToFileURL(join(made, 'policy', 'platforms.js')).href);
  const { file, text } = await storedPlatforms();
  writeFileSync(file, text);
  const { bundle } = await import('./bundle.mjs');
  await bundle(made);
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(made, dist);
}
