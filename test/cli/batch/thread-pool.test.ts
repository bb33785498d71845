import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { reprintlint } from '../program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let folder: string;
let counting: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thread-pool-'));
  counting = join(folder, 'counting.cjs');
  writeFileSync(
    counting,
    `process.on('exit', () => process.stderr.write('threads ' + require('node:fs').readdirSync('/proc/self/task').length));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Threads of the program at its end: libuv starts those of its pool all at once, when the first is needed. */
async function threads(words: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const { stderr } = await reprintlint(words, { cwd: folder, env: { ...env, NODE_OPTIONS: `--require=${counting}` } });
  return Number(/threads (\d+)$/.exec(stderr)?.[1]);
}

// Only Linux tells a process's threads in a file.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a batch has threads enough to look up a name for each of its requests', async () => {
  expect(await threads(['batch', '--resume', 'none'])).toBeGreaterThan(128);
});

onLinux.each<[string, readonly string[], Record<string, string>]>([
  ['another command', ['report', 'none'], {}],
  ['a batch whose user has set the size', ['batch', '--resume', 'none'], { UV_THREADPOOL_SIZE: '3' }],
])('%s does not start them', async (_name, words, env) => {
  expect(await threads(words, env)).toBeLessThan(64);
});
