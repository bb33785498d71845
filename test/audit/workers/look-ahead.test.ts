import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lookAhead } from '../../../src/audit/workers/look-ahead.js';
import type { Target } from '../../../src/source/types.js';

const folder = mkdtempSync(join(tmpdir(), 'look-ahead-'));
beforeAll(() => {
  writeFileSync(join(folder, 'small.html'), '<p>');
  writeFileSync(join(folder, 'large.html'), Buffer.alloc(2 ** 20));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): Target => ({ name, kind: 'file', location: join(folder, name) });
const repeated = (target: Target, count: number): Target[] => Array.from({ length: count }, () => target);

async function* stream(targets: readonly Target[]): AsyncGenerator<Target> {
  yield* targets;
}

test.each<[string, readonly Target[], boolean]>([
  ['a few small files', repeated(file('small.html'), 100), false],
  ['many small files', repeated(file('small.html'), 128), true],
  ['a few large files', repeated(file('large.html'), 24), true],
  ['files that are not there', repeated(file('absent.html'), 30), false],
  ['nothing', [], false],
])('%s: every target comes through', async (_, targets, many) => {
  const ahead = await lookAhead(stream(targets));
  const seen: Target[] = [];
  for await (const target of ahead.targets) seen.push(target);
  expect({ many: ahead.many, seen: seen.length }).toEqual({ many, seen: targets.length });
});

test('what is endless is only looked into', async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<Target> {
    for (;;) {
      asked++;
      yield file('small.html');
    }
  }
  const { many, targets } = await lookAhead(endless());
  const first = await targets[Symbol.asyncIterator]().next();
  expect({ many, asked, first: first.value }).toEqual({ many: true, asked: 128, first: file('small.html') });
});
