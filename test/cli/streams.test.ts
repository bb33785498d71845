import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { COMPLIANT, type Folder, temporaryFolder, WRONG } from './pages.js';
import { records, reprintlint, shell } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

const PAGES = 1000;
const nameOf = (index: number): string => `${String(index).padStart(4, '0')}.html`;

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
  for (let index = 0; index < PAGES; index++) folder.file(nameOf(index), index % 7 === 0 ? WRONG : COMPLIANT);
});
afterAll(() => folder.remove());

test(`${PAGES} targets give ${PAGES} lines, in their order, all of them through a pipe`, async () => {
  const { code, stdout } = await shell('$reprintlint . --format ndjson -q | cat', { cwd: folder.path });
  expect(code).toBe(0); // of cat
  expect(Buffer.byteLength(stdout)).toBeGreaterThan(64 * 1024);
  expect(records(stdout).map(({ target, verdict }) => [target, verdict])).toEqual(
    Array.from({ length: PAGES }, (_, index) => [nameOf(index), index % 7 === 0 ? 'violation' : 'compliant']),
  );
});

test('results keep the order of the targets, however long each takes', async () => {
  const slow = folder.file('large.page', WRONG.replace('</body>', `${'<p>很长的一页。</p>'.repeat(100_000)}</body>`));
  const order = [slow, nameOf(3), '-', nameOf(1), nameOf(2)];
  const { stdout } = await reprintlint([...order, '-f', 'ndjson'], { cwd: folder.path, stdin: COMPLIANT });
  expect(records(stdout).map(({ target }) => target)).toEqual(order);
});

describe('a reader who has seen enough', () => {
  test.each(['text', 'ndjson', 'json', 'csv', 'html'])('ends a %s report quietly', async (format) => {
    const line = `{ $reprintlint . -f ${format} -v; echo "exit $?" >&2; } | head -1`;
    const { stdout, stderr } = await shell(line, { cwd: folder.path });
    expect(stdout.split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr.split('\n').filter((line) => !/^auth-unknown /.test(line))).toEqual([
      expect.stringMatching(/^exit [013]$/),
      '',
    ]);
  });

  test.each(['explain', 'explain credit-missing', 'policies', '--help', 'inspect . -f ndjson'])(
    'ends "%s" quietly',
    async (words) => {
      const { stderr } = await shell(`{ $reprintlint ${words}; echo "exit $?" >&2; } | head -c 1`, {
        cwd: folder.path,
      });
      expect(stderr).toMatch(/^exit 0\n$/);
    },
  );

  test('of one report does not cut another', async () => {
    await shell('$reprintlint . -f ndjson=whole.ndjson -f text -v | head -1', { cwd: folder.path });
    const whole = readFileSync(join(folder.path, 'whole.ndjson'), 'utf8');
    expect(records(whole).length).toBe(PAGES);
  });

  test('of the hints is no reason to fall over', async () => {
    const { code } = await shell(`$reprintlint ${nameOf(0)} 2>&- >/dev/null`, { cwd: folder.path });
    expect(code).toBe(1);
  });
});

test('a full disk is told in one line', async () => {
  const { code, stderr } = await shell(`$reprintlint . -f ndjson -q > /dev/full`, { cwd: folder.path });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^reprintlint: .*ENOSPC.*\n$/)]);
});

test('what holds for the whole run is told once: in the report that tells it, else on standard error', async () => {
  const told = async (...words: string[]): Promise<[number, number]> => {
    const { stdout, stderr } = await reprintlint([nameOf(0), ...words], { cwd: folder.path });
    return [stdout.split('auth-unknown').length - 1, stderr.split('auth-unknown').length - 1];
  };
  expect(await told()).toEqual([1, 0]);
  expect(await told('-f', 'ndjson')).toEqual([0, 1]);
  expect(await told('-q')).toEqual([0, 0]);
});

test('a file never gets the colours of the terminal', async () => {
  await reprintlint([nameOf(0), '--color', '-f', 'ndjson', '-f', 'text=report.txt'], { cwd: folder.path });
  expect(readFileSync(join(folder.path, 'report.txt'), 'utf8')).not.toContain('\u001b');
});
