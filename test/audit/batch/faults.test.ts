import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { seededRandom } from '../../../src/audit/batch/random.js';
import { BatchRun } from '../../../src/audit/batch/run.js';
import { type BatchSettings, DEFAULT_SETTINGS } from '../../../src/audit/batch/settings.js';
import type { AuditFile } from '../../../src/audit/store/audit-file.js';
import { ResultReader } from '../../../src/audit/store/results.js';
import type { AuditedPage } from '../../../src/audit/types.js';
import type { AuditPool as Pool } from '../../../src/audit/workers/pool.js';
import { createClient, PRODUCT_TOKEN } from '../../../src/fetch/client.js';
import { systemClock } from '../../../src/fetch/scheduler-clock.js';
import type { Lookup } from '../../../src/fetch/types.js';
import type { RobotsBehaviour } from '../../fetch/fault-robots.js';
import {
  type ExtraServer,
  type FaultServer,
  loopbackHost,
  startFaultServer,
  startHttp2OnlyServer,
  startTlsServer,
  unusedPort,
} from '../../fetch/fault-server.js';
import { newAudit, newFolder } from '../store/support.js';
import { runBatch as runInProcess } from './support/batch.js';
import { type CompiledSources, compileSources } from './support/compiled.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(120_000);

const SEED = 20_261_124;
const DAY_IN_SECONDS = 86_400;

let sources: CompiledSources;
let AuditPool: typeof Pool;
let server: FaultServer;
let expired: ExtraServer;
let selfSigned: ExtraServer;
let http2: ExtraServer;
let closedPort: number;
beforeAll(async () => {
  sources = compileSources('everything');
  ({ AuditPool } = await import(sources.url('audit/workers/pool.js')));
  server = await startFaultServer(SEED);
  expired = await startTlsServer({ names: [SECURE], addresses: [], notAfter: new Date(Date.now() - 3_600_000) });
  selfSigned = await startTlsServer({ names: [SECURE], addresses: [] });
  http2 = await startHttp2OnlyServer({ names: [SECURE], addresses: [] });
  closedPort = await unusedPort();
});
afterAll(async () => {
  await Promise.all([server, expired, selfSigned, http2].map((each) => each.close()));
  sources.remove();
});

const files: AuditFile[] = [];
afterEach(() => {
  for (const file of files.splice(0)) file.close();
});

const SECURE = 'secure.partner.example';

/** Names of the tests; every other one does not exist. */
const lookup: Lookup = async (name) => {
  const address = {
    [SECURE]: '127.0.0.1',
    'inward.partner.example': '::1',
    'metadata.partner.example': '169.254.169.254',
  }[name];
  if (address === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
  return [{ address, family: address.includes(':') ? 6 : 4 }];
};

interface Batch {
  readonly pages: readonly AuditedPage[];
  readonly run: BatchRun;
  readonly file: AuditFile;
}

/** A real batch over the lines: audit file, scheduler, client, worker threads, the audit itself. */
async function runBatch(lines: readonly string[], politeness: Partial<BatchSettings> = {}): Promise<Batch> {
  const file = newAudit(lines, join(newFolder(), 'audit'));
  files.push(file);
  const pool = new AuditPool({ auditor: sources.url('audit/workers/page-auditor.js'), workers: 2 });
  pool.configure({ policy: 'beijiang-news', profile: null, language: 'en' });
  const client = createClient({
    language: 'en',
    // The servers of the tests; every other private address is refused.
    allowPrivate: [
      '127.0.0.1',
      '127.9.9.8',
      '127.9.9.9',
      ...lines.flatMap((line) => /\b127\.\d+\.\d+\.\d+/.exec(line)?.[0] ?? []),
    ],
    lookup,
    totalTimeout: 6_000,
    maximumBytes: 2 ** 20,
  });
  try {
    const run = new BatchRun({
      file,
      client,
      productToken: PRODUCT_TOKEN,
      pool,
      settings: {
        ...DEFAULT_SETTINGS,
        language: 'en',
        politeness: { connections: 2, delay: 0 },
        ...politeness,
        attempts: 2,
        backoff: { base: 50, cap: 200 },
      },
      policy: 'test',
      clock: systemClock,
      random: seededRandom(SEED),
    });
    expect(await run.run()).toBe(true);
    return { run, file, pages: [...new ResultReader(file).all()].map(({ page }) => page) };
  } finally {
    await Promise.all([pool.close(), client.close()]);
  }
}

/** A row's outcome in a word: its problem, or whose article was read. */
const outcomeOf = ({ problem, source }: AuditedPage): string => problem?.kind ?? source?.name ?? 'no source';

const READ = '北疆新闻';

/** What is asked of a host of its own, what its robots.txt is, and what its row says in the end. */
interface Fault {
  readonly path: string | (() => string);
  readonly outcome: string;
  readonly robots?: RobotsBehaviour;
}

const robotsText = (body: string): RobotsBehaviour => ({ kind: 'text', body });

const FAULTS: Readonly<Record<string, Fault>> = {
  'an ordinary page': { path: '/article', outcome: READ },
  'slow drip': { path: '/drip?interval=50', outcome: 'timeout' },
  'an answer that never begins': { path: '/hang', outcome: 'timeout' },
  'reset mid-body': { path: '/reset', outcome: 'connection' },
  'closed at once': { path: '/close-at-once', outcome: 'connection' },
  'nobody listens': { path: () => `http://127.9.9.9:${closedPort}/`, outcome: 'connection' },
  'Content-Length too large': { path: '/short', outcome: 'connection' },
  'Content-Length too small': { path: '/long', outcome: 'empty' },
  'chunked garbage': { path: '/chunked-garbage', outcome: 'connection' },
  'chunked, cut off': { path: '/chunked-cut', outcome: 'connection' },
  'headers without end': { path: '/huge-header', outcome: 'connection' },
  'gzip bomb': { path: '/gzip-bomb?mebibytes=4', outcome: 'too-large' },
  'gzip bomb in gzip': { path: '/double-bomb?mebibytes=4', outcome: 'too-large' },
  'body without end': { path: '/endless', outcome: 'too-large' },
  'unknown content coding': { path: '/unknown-coding', outcome: 'decode' },
  'gzip that is none': { path: '/gzip-not', outcome: 'decode' },
  'gzip, twice': { path: '/double-gzip', outcome: READ },
  'gzip in brotli': { path: '/gzip-then-br', outcome: READ },
  'redirect loop': { path: '/loop-a', outcome: 'redirects' },
  'redirect to nowhere': { path: '/redirect-nowhere', outcome: 'redirects' },
  'relative redirect': { path: '/redirect?to=article', outcome: READ },
  'redirect in GBK octets': { path: '/redirect-gbk', outcome: 'no source' },
  'redirect to a private address': { path: '/redirect?to=http://10.0.0.1/', outcome: 'private-address' },
  'redirect to a name of a private address': {
    path: '/redirect?to=http://metadata.partner.example/',
    outcome: 'private-address',
  },
  '429 with seconds': { path: '/flaky?code=429&retry-after=1', outcome: READ },
  '429 with a date': { path: '/flaky?code=429&retry-after-date=2', outcome: READ },
  '429 with garbage': { path: '/flaky?code=429&retry-after=soon', outcome: READ },
  '429 for a day': { path: `/flaky?code=429&retry-after=${DAY_IN_SECONDS}`, outcome: 'http' },
  '503, then the page': { path: '/flaky?code=503', outcome: READ },
  '503 and again': { path: '/flaky?code=503&times=9', outcome: 'http' },
  '404': { path: '/no-such-page', outcome: 'http' },
  'robots.txt allows': { path: '/article', robots: robotsText('User-agent: *\nDisallow: /private/\n'), outcome: READ },
  'robots.txt forbids': { path: '/article', robots: robotsText('User-agent: *\nDisallow: /art\n'), outcome: 'robots' },
  'robots.txt forbids what it redirects to': {
    path: '/redirect?to=/article',
    robots: robotsText('User-agent: *\nDisallow: /article\n'),
    outcome: 'robots',
  },
  'robots.txt 404': { path: '/article', robots: { kind: 'status', status: 404 }, outcome: READ },
  'robots.txt 429': { path: '/article', robots: { kind: 'status', status: 429, retryAfter: '700' }, outcome: 'http' },
  'robots.txt 503': { path: '/article', robots: { kind: 'status', status: 503 }, outcome: 'robots' },
  'robots.txt never answers': { path: '/article', robots: { kind: 'hang' }, outcome: 'robots' },
  'robots.txt of 10 MB, forbidden at its head': {
    path: '/article',
    robots: { kind: 'large', bytes: 10 * 2 ** 20, head: 'User-agent: *\nDisallow: /article\n' },
    outcome: 'robots',
  },
  'robots.txt of 10 MB, allowed': {
    path: '/article',
    robots: { kind: 'large', bytes: 10 * 2 ** 20, head: 'User-agent: *\nAllow: /article\n' },
    outcome: READ,
  },
  'robots.txt redirects to one that forbids': {
    path: '/article',
    robots: { kind: 'redirects', times: 3, body: 'User-agent: *\nDisallow: /\n' },
    outcome: 'robots',
  },
  'robots.txt redirects into a private address': {
    path: '/article',
    robots: { kind: 'redirect', location: 'http://10.0.0.1/robots.txt' },
    outcome: 'private-address',
  },
  'header says UTF-8, body is GBK': { path: '/charset-header-lies', outcome: READ },
  'meta after 4 KB': { path: '/charset-late-meta', outcome: READ },
  'no charset anywhere': { path: '/charset-none', outcome: READ },
  'UTF-16 with a byte order mark': { path: '/charset-utf16', outcome: READ },
  'IP literal': { path: () => 'http://10.0.0.1/', outcome: 'private-address' },
  'IP literal, decimal': { path: () => 'http://167772161/', outcome: 'private-address' },
  'IP literal, IPv6': { path: () => `http://[::1]:${server.port}/article`, outcome: 'private-address' },
  'IP literal, IPv4 in IPv6': { path: () => 'http://[::ffff:10.0.0.1]/', outcome: 'private-address' },
  'name that resolves to loopback': {
    path: () => `http://inward.partner.example:${server.port}/article`,
    outcome: 'private-address',
  },
  'name that does not exist': { path: () => 'http://absent.partner.example/', outcome: 'dns' },
  'expired certificate': { path: () => `https://${SECURE}:${expired.port}/article`, outcome: 'tls' },
  'self-signed certificate': { path: () => `https://${SECURE}:${selfSigned.port}/article`, outcome: 'tls' },
  'TLS on a port without it': { path: () => `https://127.9.9.8:${server.port}/article`, outcome: 'tls' },
  'HTTP/2 only': { path: () => `https://${SECURE}:${http2.port}/article`, outcome: 'tls' },
  'challenge with status 200': { path: '/challenge', outcome: 'blocked' },
  'challenge with status 403': { path: '/status?code=403', outcome: 'blocked' },
  'page served as octet-stream': { path: '/octet-stream', outcome: READ },
  'page without a type': { path: '/no-type', outcome: READ },
  PDF: { path: '/pdf', outcome: 'not-html' },
  'PDF served as HTML': { path: '/pdf-as-html', outcome: 'not-html' },
  'film without end': { path: '/film', outcome: 'not-html' },
  'no bytes': { path: '/empty', outcome: 'empty' },
  'no address': { path: () => '见附件', outcome: 'invalid-target' },
};

describe('one batch over every fault', () => {
  const names = Object.keys(FAULTS);
  const hostOf = (name: string): string => loopbackHost(names.indexOf(name) + 1);
  let batch: Batch;
  beforeAll(async () => {
    const lines = names.map((name) => {
      const { path, robots } = FAULTS[name];
      if (robots !== undefined) server.robots(hostOf(name), robots);
      const made = typeof path === 'string' ? path : path();
      return made.startsWith('/') ? server.url(made, hostOf(name)) : made;
    });
    // Behind the page that asks for a day's wait, one that must not be asked for.
    const lasting = hostOf('429 for a day');
    batch = await runBatch([...lines, server.url('/article?again', lasting)], {
      hosts: [{ host: lasting, delay: 0, connections: 1 }],
    });
  });

  test('every line has its result', () => {
    expect(batch.pages).toHaveLength(names.length + 1);
  });

  test.each(names.map((name, index) => [name, FAULTS[name].outcome, index] as const))('%s: %s', (_, outcome, index) => {
    expect(outcomeOf(batch.pages[index])).toBe(outcome);
  });

  test('a host that asks for a day is left alone', () => {
    const paths = server.requests(hostOf('429 for a day')).map(({ path }) => path);
    expect(paths.filter((path) => path === '/article?again')).toEqual([]);
    expect(batch.pages.at(-1)?.problem).toMatchObject({ kind: 'http', status: 429 });
  });

  test.each([
    ['429 with seconds', 1_000],
    ['429 with a date', 1_000],
  ])('%s: nothing is asked meanwhile', (name, least) => {
    const [first, second] = server.requests(hostOf(name)).filter(({ path }) => path.startsWith('/flaky'));
    // The server's clock and the client's timer round differently.
    expect(second.arrived - first.arrived).toBeGreaterThanOrEqual(least - 20);
  });

  const kept = names.filter((name) => FAULTS[name].robots !== undefined && FAULTS[name].outcome !== READ);
  test.each(kept)('%s: the page itself is never asked for', (name) => {
    const paths = server.requests(hostOf(name)).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('/article'))).toEqual([]);
  });
});

test('requests to one host are never closer than its delay', async () => {
  const delay = 40;
  const hosts = [2_000, 2_001, 2_002].map(loopbackHost);
  const random = seededRandom(SEED);
  const lines = Array.from({ length: 60 }, (_, n) => {
    const path = ['/article', '/redirect?to=/article', '/slow?milliseconds=30', '/flaky?code=503'][
      Math.floor(random() * 4)
    ];
    return server.url(`${path}${path.includes('?') ? '&' : '?'}key=${n}`, hosts[n % hosts.length]);
  });
  const { file, pages } = await runBatch(lines, { politeness: { connections: 2, delay } });
  expect(pages.map(outcomeOf).filter((outcome) => outcome !== READ)).toEqual([]);
  const gaps = hosts.flatMap((host) => {
    const rows = file.database
      .prepare(
        `SELECT a.started_at FROM attempts a JOIN pages p ON p.id = a.page JOIN hosts h ON h.id = p.host
         WHERE h.name = ? ORDER BY 1`,
      )
      .all(host);
    return rows.slice(1).map(([at], n) => Number(at) - Number(rows[n][0]));
  });
  expect(gaps.length).toBeGreaterThan(lines.length - 1);
  // Times are kept in whole milliseconds.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(delay - 1);
});

test('100,000 hosts: each line has its result, and the few that are there are read', async () => {
  const lines = Array.from({ length: 100_000 }, (_, n) =>
    n % 250 === 0 ? server.url('/article', loopbackHost(10_000 + n)) : `http://host-${n}.partner.example/${n}.html`,
  );
  const list = join(newFolder(), 'list.txt');
  writeFileSync(list, lines.join('\n'));
  const task = { folder: join(newFolder(), 'audit'), list, countOnly: true };
  const { plan, outcomes } = await runInProcess(sources, task);
  expect({ hosts: plan.hosts, outcomes }).toEqual({ hosts: 100_000, outcomes: { dns: 99_600, compliant: 400 } });
});
