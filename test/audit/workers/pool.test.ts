import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { type AuditPool, ENGINE_FLAGS, type PoolAnswer, type PoolOptions } from '../../../src/audit/workers/pool.js';
import { HEAP_GROWTH } from '../../../src/cli/heap.js';
import type { FetchResult } from '../../../src/source/types.js';
import { AUDITOR, type CompiledSources, compileSources } from '../batch/support/compiled.js';

jest.setTimeout(60_000);

let sources: CompiledSources;
let Pool: typeof AuditPool;
beforeAll(async () => {
  sources = compileSources();
  ({ AuditPool: Pool } = await import(sources.url('audit/workers/pool.js')));
});
afterAll(() => sources.remove());

const pools: AuditPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function newPool(options: Partial<PoolOptions> = {}): AuditPool {
  const pool = new Pool({ auditor: AUDITOR, workers: 2, ...options });
  pool.configure(null);
  pools.push(pool);
  return pool;
}

/** A page with bytes of its own, as the client gives them. */
function page(html: string): FetchResult {
  const bytes = new Uint8Array(Buffer.from(html));
  return { ok: true, fetched: { bytes: new Uint8Array(bytes), url: 'http://a.example/', contentType: null, hops: [] } };
}

function kindOf(answer: PoolAnswer): string {
  if (answer.kind === 'audited') return answer.answer.verdict;
  return answer.kind === 'failed' ? answer.reason : answer.kind;
}

test('pages are audited and each answer goes to its page', async () => {
  const pool = newPool();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => pool.run(`t${n}`, page(n % 3 === 0 ? '[violation]' : '[slow]'))),
  );
  const targets = answers.map((answer) => (answer.kind === 'audited' ? JSON.parse(answer.answer.json).target : null));
  expect(targets).toEqual(Array.from({ length: 50 }, (_, n) => `t${n}`));
  expect(answers.map(kindOf).filter((kind) => kind === 'violation')).toHaveLength(17);
});

test('pages wait until it is told what to audit by', async () => {
  const pool = new Pool({ auditor: AUDITOR, workers: 2 });
  pools.push(pool);
  const answers = [pool.run('t', page('fine')), pool.run('t', page('[violation]'))];
  pool.configure(null);
  expect((await Promise.all(answers)).map(kindOf)).toEqual(['compliant', 'violation']);
});

/** Threads that have started when the pages asked for are done; each page takes until `threads` have. */
async function startedThreads(threads: number, ask: (pool: AuditPool) => Promise<unknown>): Promise<number> {
  const pool = new Pool({ auditor: AUDITOR, workers: 3 });
  pools.push(pool);
  const started = new Int32Array(new SharedArrayBuffer(4));
  pool.configure({ started, threads });
  await ask(pool);
  return started[0];
}

test.each([
  [1, 1],
  [2, 2],
  [9, 3],
])('%i pages at a time start %i of 3 threads', async (pages, threads) => {
  const ask = (pool: AuditPool) =>
    Promise.all(Array.from({ length: pages }, (_, n) => pool.run(`t${n}`, page('[threads]'))));
  expect(await startedThreads(threads, ask)).toBe(threads);
});

test.each([
  [0, 1],
  [2, 2],
  [9, 3],
])('%i pages at a time that are to come start %i of 3 threads', async (pages, threads) => {
  const ask = (pool: AuditPool) => {
    pool.expect(pages);
    return pool.run('t', page('[threads]'));
  };
  expect(await startedThreads(threads, ask)).toBe(threads);
});

test('bytes are transferred, not copied', async () => {
  const pool = newPool();
  const result = page('x'.repeat(100_000));
  const answered = pool.run('t', result);
  await answered;
  expect(result.ok && result.fetched.bytes.byteLength).toBe(0);
});

test('bytes that are part of a larger buffer leave the rest of it alone', async () => {
  const pool = newPool();
  const shared = new Uint8Array(Buffer.from('left[violation]right'));
  const bytes = shared.subarray(4, 15);
  const answer = await pool.run('t', { ok: true, fetched: { bytes, url: null, contentType: null, hops: [] } });
  expect(kindOf(answer)).toBe('violation');
  expect(shared.byteLength).toBe(20);
});

test.each([
  ['throws', '[throw]', 'threw'],
  ['ends its worker', '[exit]', 'died'],
  ['hangs', '[hang]', 'hung'],
  ['eats all memory', '[memory]', 'died'],
])('a page that %s fails alone; the others are audited', async (_, html, reason) => {
  const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };
  const pool = newPool({ timeout: html === '[hang]' ? 1500 : 60_000, limits });
  const pages = Array.from({ length: 12 }, (_, n) => (n === 3 ? html : 'fine'));
  const answers = await Promise.all(pages.map((each, n) => pool.run(`t${n}`, page(each))));
  // A page that lay in the thread of the culprit is lost with it, and would be fetched again.
  const again = await Promise.all(
    answers.map((answer, n) => (answer.kind === 'lost' ? pool.run(`t${n}`, page(pages[n])) : answer)),
  );
  expect(again.map(kindOf)).toEqual(pages.map((_, n) => (n === 3 ? reason : 'compliant')));
});

test('workers that cannot start are an error, not an endless series of new ones', async () => {
  const pool = new Pool({ auditor: AUDITOR, workers: 2 });
  pools.push(pool);
  pool.configure({ broken: true });
  await expect(pool.run('t', page('fine'))).rejects.toThrow('cannot be set up');
});

test.each([...ENGINE_FLAGS, HEAP_GROWTH])('the engine knows the flag %s that batches set', (flag) => {
  const { status, stderr } = spawnSync(process.execPath, [flag, '-e', ''], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
