import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pathFault } from '../../src/source/path-fault.js';
import { readTarget } from '../../src/source/read.js';
import type { FetchResult, Target } from '../../src/source/types.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'read-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fileTarget = (path: string): Target => ({ name: path, kind: 'file', location: path });
const stdinTarget: Target = { name: '-', kind: 'stdin', location: '-' };
const english = { language: 'en' } as const;

async function* chunksOf(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

function problemOf(result: FetchResult): string {
  return result.ok ? 'no problem' : `${result.problem.kind}: ${result.problem.message}`;
}

describe('files', () => {
  test('come byte for byte, with the URL somebody gave', async () => {
    const path = join(root, 'page.html');
    writeFileSync(path, Buffer.from([0xef, 0xbb, 0xbf, 0x80, 0, 0xff]));
    expect(await readTarget(fileTarget(path), { ...english, url: 'https://partner.example/a' })).toEqual({
      ok: true,
      fetched: {
        bytes: Buffer.from([0xef, 0xbb, 0xbf, 0x80, 0, 0xff]),
        url: 'https://partner.example/a',
        contentType: null,
        hops: [],
      },
    });
  });
  test('a hundred megabytes are refused unread', async () => {
    const path = join(root, 'large.html');
    writeFileSync(path, '');
    truncateSync(path, 100 * 2 ** 20);
    expect(problemOf(await readTarget(fileTarget(path), english))).toBe(
      'too-large: 100 MiB, larger than the limit of 8 MiB',
    );
  });
  test('the limit itself is allowed', async () => {
    const path = join(root, 'limit.html');
    writeFileSync(path, 'x'.repeat(100));
    expect((await readTarget(fileTarget(path), { ...english, maximumBytes: 100 })).ok).toBe(true);
  });
  test('an empty one', async () => {
    const path = join(root, 'empty.html');
    writeFileSync(path, '');
    expect(problemOf(await readTarget(fileTarget(path), english))).toBe('empty: there is nothing in it');
  });
  test('a missing one, in Chinese', async () => {
    const path = join(root, 'gone.html');
    expect(problemOf(await readTarget(fileTarget(path), { language: 'zh' }))).toBe(`not-found: 找不到文件“${path}”`);
  });
  test('a link to itself', async () => {
    const path = join(root, 'self.html');
    symlinkSync('self.html', path);
    expect(problemOf(await readTarget(fileTarget(path), english))).toBe(
      `unreadable: ${path} is a symbolic link to itself`,
    );
  });
  test('a name with a NUL', async () => {
    expect(problemOf(await readTarget(fileTarget('a\0.html'), english))).toMatch(/^not-found: /);
  });
  const named = existsSync('/usr/bin/mkfifo') ? test : test.skip;
  named('a pipe, as of a process substitution', async () => {
    const path = join(root, 'pipe');
    execFileSync('mkfifo', [path]);
    const reading = readTarget(fileTarget(path), english);
    writeFileSync(path, '<p>through a pipe</p>');
    const result = await reading;
    expect(result.ok && Buffer.from(result.fetched.bytes).toString()).toBe('<p>through a pipe</p>');
  });
  const zeros = existsSync('/dev/zero') ? test : test.skip;
  zeros('a device that never ends is read up to the limit', async () => {
    expect(problemOf(await readTarget(fileTarget('/dev/zero'), english))).toBe(
      'too-large: larger than the limit of 8 MiB',
    );
  });
  test.each([
    ['EACCES', 'forbidden'],
    ['EPERM', 'forbidden'],
    ['ENOENT', 'missing'],
    ['ENOTDIR', 'missing'],
    ['ENAMETOOLONG', 'missing'],
    ['EIO', 'failed'],
    ['EMFILE', 'failed'],
  ])('%s is %s', (code, kind) => {
    expect(pathFault('a.html', Object.assign(new Error(code), { code })).kind).toBe(kind);
  });
});

describe('standard input', () => {
  test('is joined from its pieces', async () => {
    const result = await readTarget(stdinTarget, {
      ...english,
      stdin: chunksOf('<p>', '来源', '</p>'),
      url: 'https://a.example/',
    });
    expect(result).toEqual({
      ok: true,
      fetched: { bytes: Buffer.from('<p>来源</p>'), url: 'https://a.example/', contentType: null, hops: [] },
    });
  });
  test('without anything', async () => {
    expect(problemOf(await readTarget(stdinTarget, { ...english, stdin: chunksOf() }))).toBe(
      'empty: there is nothing in it',
    );
  });
  test('is not read on behind the limit', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent++;
        yield new Uint8Array(1000);
      }
    }
    expect(problemOf(await readTarget(stdinTarget, { ...english, stdin: endless(), maximumBytes: 2500 }))).toBe(
      'too-large: larger than the limit of 2500 B',
    );
    expect(sent).toBe(3);
  });
  test('that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    }
    expect(problemOf(await readTarget(stdinTarget, { ...english, stdin: broken() }))).toBe(
      'unreadable: reading - failed (EIO)',
    );
  });
});

describe('addresses', () => {
  test('are left to the fetcher', async () => {
    const answer: FetchResult = { ok: false, problem: { kind: 'dns', message: 'x' }, url: null, hops: [] };
    const asked: string[] = [];
    const result = await readTarget(
      { name: 'https://A.example', kind: 'url', location: 'https://a.example/' },
      {
        ...english,
        fetch: async (url) => {
          asked.push(url);
          return answer;
        },
      },
    );
    expect([result, asked]).toEqual([answer, ['https://a.example/']]);
  });
  test('a target with a problem is not read at all', async () => {
    const problem = { kind: 'invalid-target', message: 'not a valid web address' } as const;
    expect(await readTarget({ name: 'http://', kind: 'url', location: 'http://', problem }, english)).toEqual({
      ok: false,
      problem,
      url: null,
      hops: [],
    });
  });
});
