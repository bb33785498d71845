import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { seededRandom } from '../../../src/audit/batch/random.js';
import { BatchProcess, type BatchReport, runBatch } from './support/batch.js';
import { type CompiledSources, compileSources } from './support/compiled.js';
import { html, type Respond, Site } from './support/site.js';

jest.setTimeout(240_000);

let sources: CompiledSources;
let folder: string;
let site: Site | null = null;
beforeAll(() => {
  sources = compileSources();
  folder = mkdtempSync(join(tmpdir(), 'batch-'));
});
afterAll(() => {
  sources.remove();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await site?.stop();
  site = null;
});

let audits = 0;
const newAudit = (): string => join(folder, `audit-${++audits}`);

function writeList(lines: readonly string[]): string {
  const path = join(folder, `list-${++audits}.txt`);
  writeFileSync(path, lines.join('\n'));
  return path;
}

async function start(respond: Respond): Promise<Site> {
  site = await Site.start(respond);
  return site;
}

const shown = (report: BatchReport): (readonly [number, string, string])[] =>
  report.results.map(({ line, page }) => [line, page.target, page.problem?.kind ?? page.verdict] as const);

test('one result for each line, in the order of the list, each page fetched once', async () => {
  const pages = await start((request, response) => {
    if (request.url === '/moved') response.writeHead(301, { location: '/target' }).end();
    else if (request.url === '/missing') response.writeHead(404).end();
    else html(response, request.url === '/bad' ? '[violation]' : 'fine');
  });
  const lines = [
    pages.url(1, '/a'),
    'no address',
    pages.url(2, '/bad'),
    pages.url(1, '/a#again'),
    pages.url(1, '/moved'),
    pages.url(2, '/missing'),
    pages.url(1, '/a'),
  ];
  const report = await runBatch(sources, { folder: newAudit(), list: writeList(lines) });
  expect(shown(report)).toEqual([
    [1, lines[0], 'compliant'],
    [2, lines[1], 'invalid-target'],
    [3, lines[2], 'violation'],
    [4, lines[3], 'compliant'],
    [5, lines[4], 'compliant'],
    [6, lines[5], 'http'],
    [7, lines[6], 'compliant'],
  ]);
  expect(pages.countOf(1, '/a')).toBe(1);
  expect(report.results[4].page.url).toBe(pages.url(1, '/target'));
});

test('results in the order they finish are complete, however late somebody begins to read', async () => {
  const pages = await start((_, response) => html(response, 'fine'));
  const lines = [
    ...Array.from({ length: 20 }, (_, page) => pages.url(1 + (page % 4), `/${page}`)),
    'no address',
    pages.url(1, '/0#again'),
  ];
  const task = { folder: newAudit(), list: writeList(lines), order: 'finished', readLate: true } as const;
  const report = await runBatch(sources, task);
  expect(report.results.map(({ line }) => line).sort((a, b) => a - b)).toEqual(lines.map((_, index) => index + 1));
});

test('as they finish, every line has its result too', async () => {
  const pages = await start((request, response) => {
    setTimeout(() => html(response, 'fine'), request.url === '/0' ? 300 : 0);
  });
  const lines = Array.from({ length: 30 }, (_, n) => pages.url(1 + (n % 10), `/${n % 20}`));
  const report = await runBatch(sources, { folder: newAudit(), list: writeList(lines), order: 'finished' });
  expect(report.results.map(({ line }) => line).sort((a, b) => a - b)).toEqual(lines.map((_, n) => n + 1));
  expect(report.results[0].line).not.toBe(1);
});

test('pages that harm their worker are internal problems, and all others are audited', async () => {
  const pages = await start((request, response) => {
    const harm = { '/5': '[exit]', '/11': '[throw]', '/17': '[hang]' }[request.url ?? ''];
    html(response, harm ?? 'fine');
  });
  const lines = Array.from({ length: 40 }, (_, n) => pages.url(1 + (n % 8), `/${n}`));
  const report = await runBatch(sources, { folder: newAudit(), list: writeList(lines), timeout: 2000 });
  const internal = report.results.filter(({ page }) => page.problem?.kind === 'internal').map(({ line }) => line);
  expect(internal).toEqual([6, 12, 18]);
  expect(report.results.filter(({ page }) => page.verdict === 'compliant')).toHaveLength(37);
});

test('killed ten times at random moments and resumed, the report is that of an uninterrupted run', async () => {
  const respond: Respond = (request, response) => {
    const n = Number(request.url?.slice(1));
    setTimeout(() => {
      if (n % 13 === 5) response.writeHead(404).end();
      else if (n % 11 === 3) response.writeHead(302, { location: `/${n + 1}` }).end();
      else html(response, n % 7 === 0 ? `[violation] ${n}` : `[slow] ${n}`);
    }, 20);
  };
  const pages = await start(respond);
  const lines = Array.from({ length: 400 }, (_, n) =>
    n % 50 === 9 ? `line ${n}` : pages.url(1 + (n % 12), `/${n % 330}`),
  );
  const list = writeList(lines);
  const settings = { politeness: { connections: 2, delay: 40 } };
  const uninterrupted = await runBatch(sources, { folder: newAudit(), list, settings });

  const random = seededRandom(20261124);
  const killed = newAudit();
  for (let kills = 0; kills < 10; kills++) {
    const process = new BatchProcess(sources, { folder: killed, list, settings });
    // Every third time the process dies before the run has begun: while the list is read, or the workers start.
    if (kills % 3 !== 0) await process.running();
    await new Promise((resolve) => setTimeout(resolve, random() * 250));
    process.child.kill('SIGKILL');
    await process.ended();
  }
  const report = await runBatch(sources, { folder: killed, list, settings });
  expect(report.complete).toBe(true);
  expect(report.results).toEqual(uninterrupted.results);
});

test('interrupted, it finishes what is under way; resumed, it ends with the same report', async () => {
  const pages = await start((request, response) => {
    setTimeout(() => html(response, request.url ?? ''), 30);
  });
  const lines = Array.from({ length: 120 }, (_, n) => pages.url(1 + (n % 4), `/${n}`));
  const task = { folder: newAudit(), list: writeList(lines), settings: { politeness: { connections: 1, delay: 20 } } };
  const process = new BatchProcess(sources, task);
  await process.running();
  await new Promise((resolve) => setTimeout(resolve, 500));
  process.child.kill('SIGINT');
  const { code, report } = await process.ended();
  expect({ code, complete: report?.complete }).toEqual({ code: 0, complete: false });
  const done = report!.progress.done;
  expect(done).toBeGreaterThan(0);
  const resumed = await runBatch(sources, task);
  expect(resumed.plan.pending).toBe(120 - done);
  expect(resumed.results.map(({ page }) => page.target)).toEqual(lines);
  expect(lines.map((_, n) => pages.countOf(1 + (n % 4), `/${n}`))).toEqual(lines.map(() => 1));
});

test('a second process on the same audit is refused', async () => {
  let asked = (_answer: () => void): void => {};
  const answer = new Promise<() => void>((resolve) => {
    asked = resolve;
  });
  const pages = await start((_, response) => asked(() => html(response, 'fine')));
  const task = { folder: newAudit(), list: writeList([pages.url(1, '/1')]) };
  const first = new BatchProcess(sources, task);
  await first.running();
  const second = new BatchProcess(sources, task);
  expect(await second.ended()).toEqual({ code: 2, report: null });
  expect(second.errors).toContain(`in-use another process is working on the audit`);
  expect(second.errors).toContain(`pid ${first.child.pid}`);
  (await answer)();
  expect((await first.ended()).report?.complete).toBe(true);
});

test('on a re-run an unchanged page is not sent again and keeps its result', async () => {
  const sent: (string | undefined)[] = [];
  const pages = await start((request, response) => {
    sent.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else html(response, '[violation]', { etag: '"v1"' });
  });
  const task = { folder: newAudit(), list: writeList([pages.url(1, '/1')]) };
  const first = await runBatch(sources, task);
  const second = await runBatch(sources, { ...task, reopen: ['violation'] });
  expect(sent).toEqual([undefined, '"v1"']);
  expect(second.progress.notModified).toBe(1);
  expect(second.results).toEqual(first.results);
});

test('under another policy the page is asked for without conditions', async () => {
  const sent: (string | undefined)[] = [];
  const pages = await start((request, response) => {
    sent.push(request.headers['if-none-match']);
    html(response, 'fine', { etag: '"v1"' });
  });
  const task = { folder: newAudit(), list: writeList([pages.url(1, '/1')]) };
  await runBatch(sources, task);
  await runBatch(sources, { ...task, reopen: [], policy: 'stricter' });
  expect(sent).toEqual([undefined, undefined]);
});

test('failures are not cached: a page that failed is asked for again, and may be well', async () => {
  const pages = await start((_, response, count) => {
    if (count === 1) response.writeHead(404, { etag: '"v1"' }).end();
    else html(response, 'fine');
  });
  const task = { folder: newAudit(), list: writeList([pages.url(1, '/1')]) };
  expect(shown(await runBatch(sources, task))[0][2]).toBe('http');
  expect(shown(await runBatch(sources, { ...task, reopen: ['unaudited'] }))[0][2]).toBe('compliant');
});

test('a host that refuses does not hold the others up', async () => {
  const order: string[] = [];
  const pages = await start((request, response, count) => {
    order.push(request.headers.host!.startsWith('127.0.0.1:') ? 'busy' : 'calm');
    if (request.headers.host!.startsWith('127.0.0.1:') && count === 1) {
      response.writeHead(429, { 'retry-after': '2' }).end();
    } else html(response, 'fine');
  });
  const lines = [pages.url(1, '/1'), ...Array.from({ length: 60 }, (_, n) => pages.url(2 + (n % 6), `/${n}`))];
  const report = await runBatch(sources, { folder: newAudit(), list: writeList(lines) });
  expect(report.results.every(({ page }) => page.verdict === 'compliant')).toBe(true);
  expect(order.filter((name) => name === 'busy')).toHaveLength(2);
  expect(order.at(-1)).toBe('busy');
});

test('hosts that need no pause take turns, more of them than requests are made at a time', async () => {
  const asked: string[] = [];
  const pages = await start((request, response) => {
    asked.push(String(request.headers.host).split(':')[0]);
    setTimeout(() => html(response, 'fine'), 20);
  });
  const hosts = 6;
  const pagesEach = 12;
  const lines = Array.from({ length: hosts * pagesEach }, (_, n) => pages.url(1 + (n % hosts), `/${n}`));
  await runBatch(sources, { folder: newAudit(), list: writeList(lines), settings: { concurrency: 2 } });
  const firstOfLastHost = asked.indexOf(`127.0.0.${hosts}`);
  expect(firstOfLastHost).toBeGreaterThan(0);
  expect(firstOfLastHost).toBeLessThan(asked.lastIndexOf('127.0.0.1'));
});

test('a sample is the same for the same seed, in the order of the list', async () => {
  const pages = await start((_, response) => html(response, 'fine'));
  const list = writeList(Array.from({ length: 200 }, (_, n) => pages.url(1 + (n % 20), `/${n}`)));
  const selection = { sample: { size: 10, seed: 7 } };
  const lines = [];
  for (let i = 0; i < 2; i++) {
    const { results } = await runBatch(sources, { folder: newAudit(), list, selection });
    lines.push(results.map(({ line }) => line));
  }
  expect(lines[0]).toHaveLength(10);
  expect(lines[0]).toEqual([...lines[0]].sort((a, b) => a - b));
  expect(lines[1]).toEqual(lines[0]);
});
