import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LOCK, lockForWriting } from '../../../src/originals/disk/lock.js';
import { MANIFEST } from '../../../src/originals/disk/manifest.js';
import { addArticles, openOriginals, removeArticles, verifyOriginals } from '../../../src/originals/index.js';
import { Random } from '../random.js';
import { article, inventedText } from '../texts.js';
import { compileOriginals } from './compiled.js';

let compiled: ReturnType<typeof compileOriginals>;
const folders: string[] = [];
const children: ChildProcess[] = [];

beforeAll(() => {
  compiled = compileOriginals();
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  compiled.remove();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'originals-crash-'));
  folders.push(folder);
  return folder;
}

/**
 * Adds articles 0, 1, 2, … for ever, committing every few and merging often; replaces one in five of the old ones.
 * Between two writers the lock is free, and the test may hold it just then: the program waits its turn.
 */
const PROGRAM = `
  const { OriginalsWriter } = await import(process.argv[1]);
  const [folder, from] = process.argv.slice(2);
  function writerInTurn() {
    for (;;) {
      try {
        return new OriginalsWriter(folder);
      } catch (error) {
        if (error.kind !== 'locked') throw error;
      }
    }
  }
  for (let i = Number(from); ; ) {
    const writer = writerInTurn();
    for (let batch = 0; batch < 7; batch++, i++) {
      const text = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + ((i * 7919 + at * at * 31) % 4000))).join('');
      writer.add({ id: String(i), urls: [], title: 'T' + i, date: null, author: null, editor: null, sourceName: null, inScope: true, text });
      if (i % 5 === 4) writer.add({ id: String(i - 4), urls: [], title: 'again', date: null, author: null, editor: null, sourceName: null, inScope: true, text: text + '又' });
    }
    writer.close();
  }`;

function startWriter(folder: string, from: number): ChildProcess {
  const url = pathToFileURL(compiled.entry).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, url, folder, String(from)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  return child;
}

function isHeldBy(child: ChildProcess, folder: string): boolean {
  try {
    return JSON.parse(readFileSync(join(folder, LOCK), 'utf8')).pid === child.pid;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 20_000) throw new Error('waited in vain');
    await pause(10);
  }
}

test('a writer killed at any moment leaves the last committed index', async () => {
  const random = new Random(20240506);
  const folder = newFolder();
  let committed = 0;
  for (let kill = 0; kill < 10; kill++) {
    const child = startWriter(folder, committed);
    await until(() => isHeldBy(child, folder));
    await pause(5 + random.below(160));
    child.kill('SIGKILL');
    await once(child, 'exit');
    if (!existsSync(join(folder, MANIFEST))) continue;
    expect(verifyOriginals(folder).problems).toEqual([]);
    const index = openOriginals(folder);
    const ids = Array.from(index.articles(), ({ id }) => Number(id)).sort((a, b) => a - b);
    index.close();
    // Whole batches, each article once, and never fewer than before.
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, i) => i));
    expect(ids.length % 7).toBe(0);
    expect(ids.length).toBeGreaterThanOrEqual(committed);
    committed = ids.length;
  }
  expect(committed).toBeGreaterThan(0);
  // The next writer takes the dead one's lock, sweeps, and goes on.
  expect(await addArticles(folder, [article('新', inventedText(1, 5))])).toMatchObject({ added: 1 });
  expect(verifyOriginals(folder).articles).toBe(committed + 1);
}, 60_000);

test('while another program writes, a writer is refused and a reader is served', async () => {
  const folder = newFolder();
  await addArticles(folder, [article('旧', inventedText(2, 5))]);
  const child = startWriter(folder, 0);
  await until(() => isHeldBy(child, folder));
  // The program lets go of the lock for a moment between two writers; then an addition can succeed.
  const refusals: string[] = [];
  await until(() => {
    try {
      removeArticles(folder, ['nobody']);
    } catch (error) {
      refusals.push((error as Error).message);
    }
    const index = openOriginals(folder);
    expect(Array.from(index.articles(), ({ id }) => id)).toContain('旧');
    index.close();
    return refusals.length > 3;
  });
  expect(refusals[0]).toContain(`process ${child.pid} on ${hostname()}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}, 60_000);

const holder = (facts: object) =>
  JSON.stringify({ pid: 1, host: 'elsewhere.example', since: '2024-05-06T00:00:00Z', ...facts });

test.each([
  ['of another machine', holder({})],
  ['of a program that runs', holder({ host: hostname(), pid: process.pid })],
  ['that says nothing', 'not JSON'],
])('a lock %s stays', (_, contents) => {
  const folder = newFolder();
  writeFileSync(join(folder, LOCK), contents);
  expect(() => lockForWriting(folder)).toThrow(expect.objectContaining({ kind: 'locked' }));
});

test('a lock of a program that has ended is taken over', async () => {
  const folder = newFolder();
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeFileSync(join(folder, LOCK), holder({ host: hostname(), pid: child.pid }));
  lockForWriting(folder)();
  expect(existsSync(join(folder, LOCK))).toBe(false);
});

test('a guard left behind long ago is cleared away', async () => {
  const folder = newFolder();
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeFileSync(join(folder, LOCK), holder({ host: hostname(), pid: child.pid }));
  const guard = join(folder, `${LOCK}.guard`);
  mkdirSync(guard);
  expect(() => lockForWriting(folder)).toThrow();
  utimesSync(guard, 0, 0);
  expect(() => lockForWriting(folder)).toThrow();
  lockForWriting(folder)();
});
