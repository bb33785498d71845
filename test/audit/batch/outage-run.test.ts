import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Outage } from '../../../src/audit/batch/outage.js';
import { BatchRun } from '../../../src/audit/batch/run.js';
import { DEFAULT_SETTINGS } from '../../../src/audit/batch/settings.js';
import type { AuditFile } from '../../../src/audit/store/audit-file.js';
import { countTargets } from '../../../src/audit/store/results.js';
import type { AuditPool as Pool } from '../../../src/audit/workers/pool.js';
import type { Connectivity } from '../../../src/fetch/connectivity.js';
import type { Client, HopAnswer } from '../../../src/fetch/types.js';
import { FakeClock } from '../../fetch/scheduler/fake-clock.js';
import { newAudit } from '../store/support.js';
import { AUDITOR, type CompiledSources, compileSources } from './support/compiled.js';

// Time for a busy machine; the clock of the batches is moved by hand.
jest.setTimeout(60_000);

let sources: CompiledSources;
let AuditPool: typeof Pool;
beforeAll(async () => {
  sources = compileSources();
  ({ AuditPool } = await import(sources.url('audit/workers/pool.js')));
});
afterAll(() => sources.remove());

const PAGES = 400;
/** One page in ten is on a host that has died. */
const lines = Array.from({ length: PAGES }, (_, n) => `http://${n % 10 === 0 ? 'dead' : 'host'}-${n}.example/`);

interface Network {
  /** The network of the machine, at a time and after so many requests. */
  plugged(now: number, requests: number): boolean;
  /** A host that answers all the same: one of the machine's own. */
  readonly near?: string;
}

interface Ended {
  readonly run: BatchRun;
  readonly complete: boolean;
  readonly requests: number;
  readonly changes: readonly (Outage['reason'] | null)[];
}

async function runBatch(file: AuditFile, { plugged, near }: Network): Promise<Ended> {
  const clock = new FakeClock();
  let requests = 0;
  const online = (): boolean => plugged(clock.now(), requests);
  const client: Pick<Client, 'request'> = {
    request: async (url) => {
      requests++;
      const { hostname } = new URL(url);
      if (hostname !== near && (hostname.startsWith('dead') || !online())) {
        // What a resolver says that reaches nobody, and what it says of a name that does not exist.
        const transient = !online();
        return { ok: false, url, problem: { kind: 'dns', message: hostname }, transient };
      }
      const answer: Partial<HopAnswer> = { ok: true, url, status: 200, headers: {}, location: null, retryAfter: null };
      return { ...answer, bytes: new TextEncoder().encode('<p>fine</p>'), contentType: 'text/html' } as HopAnswer;
    },
  };
  const pool = new AuditPool({ auditor: AUDITOR, workers: 1 });
  pool.configure(null);
  const changes: (Outage['reason'] | null)[] = [];
  try {
    const run = new BatchRun({
      file,
      client,
      pool,
      clock,
      random: () => 0.5,
      productToken: 'reprintlint',
      policy: 'p',
      settings: { ...DEFAULT_SETTINGS, language: 'en', ignoreRobots: 'a test', concurrency: 8 },
      connectivity: async (): Promise<Connectivity> => (online() ? 'online' : 'no-address'),
    });
    run.onOutage = (outage) => changes.push(outage?.reason ?? null);
    let over = false;
    const ended = run.run().finally(() => {
      over = true;
    });
    while (!over) {
      await clock.advance(500);
      // The workers live in real time.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return { run, complete: await ended, requests, changes };
  } finally {
    await pool.close();
    file.transaction.commit();
  }
}

const verdicts = (file: AuditFile): Record<string, number> =>
  Object.fromEntries(
    file.database
      .prepare('SELECT coalesce(problem, verdict), count(*) FROM results GROUP BY 1 ORDER BY 1')
      .all()
      .map(([outcome, count]) => [String(outcome), Number(count)]),
  );

test('a network that goes and comes back leaves no trace in the results', async () => {
  const file = newAudit(lines);
  let lost = Number.POSITIVE_INFINITY;
  const ended = await runBatch(file, {
    plugged: (now, requests) => {
      if (requests >= 100) lost = Math.min(lost, now);
      return now < lost || now >= lost + 600_000;
    },
  });
  expect([ended.complete, ended.changes]).toEqual([true, ['no-address', null]]);
  expect(verdicts(file)).toEqual({ compliant: 360, dns: 40 });
  file.close();
});

test('a network that stays away ends the run; what could not be fetched waits for the next', async () => {
  const file = newAudit(lines);
  const gone = await runBatch(file, { plugged: (_, requests) => requests < 100 });
  expect([gone.complete, gone.run.lostTo?.reason]).toEqual([false, 'no-address']);
  // Hosts that have died are the only failures; the pages that met the dead network are not among them.
  const { dns = 0, compliant } = verdicts(file);
  expect(dns).toBeLessThanOrEqual(11);
  expect(countTargets(file).waiting).toBe(PAGES - dns - compliant);

  const back = await runBatch(file, { plugged: () => true });
  expect([back.complete, verdicts(file)]).toEqual([true, { compliant: 360, dns: 40 }]);
  file.close();
});

test('a list whose names are all dead is finished by a machine that is connected', async () => {
  const file = newAudit(lines.filter((line) => line.includes('dead')));
  const { complete, changes } = await runBatch(file, { plugged: () => true });
  expect([complete, changes, verdicts(file)]).toEqual([true, [], { dns: 40 }]);
  file.close();
});

test('a machine without a network still checks the servers it reaches', async () => {
  const file = newAudit([...lines.slice(0, 50), 'http://near.example/']);
  const { complete } = await runBatch(file, { plugged: () => false, near: 'near.example' });
  expect([complete, verdicts(file)]).toEqual([true, { compliant: 1, dns: 50 }]);
  file.close();
});
