import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { html, Site } from '../../audit/batch/support/site.js';
import { ROOT, records } from '../program.js';

jest.setTimeout(120_000);

let folder: string;
let site: Site | null = null;
let child: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interrupt-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await site?.stop();
  site = null;
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  /** Resolves when standard error holds the text. */
  said(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
}

function start(...words: string[]): Started {
  const program = spawn(process.execPath, [join(ROOT, 'bin', 'reprintlint.js'), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
  });
  child = program;
  let stdout = '';
  let stderr = '';
  const heard: (() => void)[] = [];
  program.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  program.stderr.on('data', (chunk) => {
    stderr += chunk;
    for (const listener of heard) listener();
  });
  return {
    child: program,
    said: (text) =>
      new Promise((resolve) => {
        const listen = (): void => void (stderr.includes(text) && resolve());
        heard.push(listen);
        listen();
      }),
    ended: new Promise((resolve) => program.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))),
  };
}

const POLITE = ['--allow-private', '--delay', '0', '--ignore-robots', '--reason', 'own server'];

/** The second line waits for the first, of the same host, which is answered when the run was told to end. */
async function interruptedBehindGap(...formats: string[]): Promise<Awaited<Started['ended']>> {
  const asked = new Set<string>();
  let allAsked = (): void => {};
  const all = new Promise<void>((resolve) => {
    allAsked = resolve;
  });
  let answerFirst = (): void => {};
  site = await Site.start((request, response) => {
    asked.add(String(request.url));
    if (request.url === '/first') answerFirst = () => html(response, 'a page');
    else html(response, 'a page');
    if (asked.size === 3) allAsked();
  });
  const list = [site.url(1, '/first'), site.url(1, '/second'), site.url(2, '/third'), site.url(3, '/fourth')];
  writeFileSync(join(folder, 'list.txt'), list.join('\n'));
  const run = start('batch', 'list.txt', '--out', 'audit', '--connections', '1', ...POLITE, ...formats);
  await all;
  run.child.kill('SIGINT');
  await run.said('Ctrl-C again');
  answerFirst();
  return run.ended;
}

test('what is finished behind a page that waits is written on an interrupt, in the order of the list', async () => {
  const { stdout } = await interruptedBehindGap('-f', 'ndjson');
  expect(records(stdout).map(({ target }) => new URL(target).pathname)).toEqual(['/first', '/third', '/fourth']);
});

test('a report that was interrupted says that it is partial', async () => {
  await interruptedBehindGap('-f', 'json=report.json');
  expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).summary).toMatchObject({
    targets: 3,
    waiting: 1,
  });
});

/** A list on standard input that has begun and does not go on. */
async function readingStdin(): Promise<Started> {
  const run = start('batch', '-', '--out', 'audit');
  // More than a pipe holds: when it is gone, the list is being read.
  const lines = 'https://a.example/\n'.repeat(20_000);
  await new Promise((resolve) => run.child.stdin!.write(lines, resolve));
  return run;
}

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('%s ends the reading of a list that says no more', async (signal) => {
  const run = await readingStdin();
  run.child.kill(signal);
  expect(await run.ended).toMatchObject({
    code: 130,
    stderr: '\nreading of the list stopped\nthe list came from standard input: nothing was kept, start again\n',
  });
});

test('what was read of standard input leaves nothing behind', async () => {
  const run = await readingStdin();
  run.child.kill('SIGINT');
  await run.ended;
  expect(existsSync(join(folder, 'audit'))).toBe(false);
});

test('a list whose server does not answer can be read again', async () => {
  let asked = (): void => {};
  const request = new Promise<void>((resolve) => {
    asked = resolve;
  });
  site = await Site.start(() => asked());
  const run = start('batch', site.url(1, '/list.txt'), '--out', 'audit', '--allow-private');
  await request;
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({
    code: 130,
    stderr: '\nreading of the list stopped\ngo on with: reprintlint batch --resume audit\n',
  });
});
