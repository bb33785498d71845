// Compiles src/ to dist/. Run by `npm run prepare`, so that a fresh clone works after `npm ci`.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.json')], {
  stdio: 'inherit',
});
// The policies that ship are validated once, here, and kept as JSON: reading YAML and checking a schema
// would cost more than the whole audit of a page.
const { writePrebuiltPolicies } = await import(pathToFileURL(join(root, 'dist', 'policy', 'prebuild.js')).href);
await writePrebuiltPolicies();
const { storedPlatforms } = await import(pathToFileURL(join(root, 'dist', 'policy', 'platforms.js')).href);
const { file, text } = await storedPlatforms();
writeFileSync(file, text);
