import { expect, test } from '@jest/globals';
import { type Outage, OutageWatch } from '../../../src/audit/batch/outage.js';
import type { Connectivity } from '../../../src/fetch/connectivity.js';
import type { HopResult } from '../../../src/fetch/types.js';
import type { Problem } from '../../../src/problem.js';
import { FakeClock, settle } from '../../fetch/scheduler/fake-clock.js';

const CAP = 600_000;
const DNS: Problem = { kind: 'dns', message: 'no such name' };

/** A watch over a machine whose state and whose sites' answers the test sets. */
class Machine {
  readonly clock = new FakeClock();
  state: Connectivity = 'online';
  looks: number[] = [];
  probes: number[] = [];
  readonly changes: (Outage['reason'] | null)[] = [];
  gaveUp = false;
  answer: HopResult = failure('dns');
  readonly watch: OutageWatch;
  readonly #client;

  constructor({ blind = false } = {}) {
    this.watch = new OutageWatch({
      clock: this.clock,
      cap: CAP,
      ...(blind
        ? {}
        : {
            connectivity: async () => {
              this.looks.push(this.clock.now());
              return this.state;
            },
          }),
      onChange: (outage) => this.changes.push(outage?.reason ?? null),
      probe: () => this.probes.push(this.clock.now()),
      giveUp: () => {
        this.gaveUp = true;
        this.watch.stop();
      },
    });
    this.#client = this.watch.watching({ request: async () => this.answer });
  }

  async request(answer: HopResult): Promise<void> {
    this.answer = answer;
    await this.#client.request('http://a.example/');
  }

  /** What becomes of a failed page; 'held' as long as that is open. */
  judged(problem: Problem = DNS): { verdict: string } {
    const page = { verdict: 'held' };
    void Promise.resolve(this.watch.judge(problem)).then((verdict) => {
      page.verdict = verdict;
    });
    return page;
  }
}

function failure(kind: Problem['kind']): HopResult {
  return { ok: false, url: 'http://a.example/', problem: { kind, message: kind }, transient: true };
}

const ANSWERED = { ok: true, status: 404 } as HopResult;

test('a site that fails on a connected machine has failed', async () => {
  const machine = new Machine();
  const page = machine.judged();
  await machine.clock.advance(1_000);
  expect([page.verdict, machine.changes]).toEqual(['final', []]);
});

test('a failure counts as soon as another site answers, without a look at the machine', async () => {
  const machine = new Machine();
  const page = machine.judged();
  await machine.clock.advance(10);
  await machine.request(ANSWERED);
  await machine.clock.advance(0);
  expect([page.verdict, machine.looks]).toEqual(['final', []]);
});

test('an answer that was on its way before the failure does not explain it', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  let answer: (result: HopResult) => void = () => {};
  const client = machine.watch.watching({ request: () => new Promise((resolve) => (answer = resolve)) });
  const request = client.request('http://b.example/');
  await machine.clock.advance(10);
  const page = machine.judged();
  answer(ANSWERED);
  await request;
  await machine.clock.advance(1_000);
  expect([page.verdict, machine.changes]).toEqual(['held', ['no-address']]);
});

test.each<Problem['kind']>(['dns', 'connection', 'timeout'])(
  '%s: held while nothing leaves the machine',
  async (kind) => {
    const machine = new Machine();
    machine.state = 'no-name-server';
    const page = machine.judged({ kind, message: kind });
    await machine.clock.advance(60_000);
    expect([page.verdict, machine.changes]).toEqual(['held', ['no-name-server']]);
  },
);

test.each<Problem['kind']>(['http', 'tls', 'robots', 'private-address', 'too-large', 'redirects'])(
  '%s is a result at once, whatever the network does',
  (kind) => {
    const machine = new Machine();
    machine.state = 'no-address';
    expect(machine.watch.judge({ kind, message: kind })).toBe('final');
  },
);

test('the first failed request is reason enough to look, before any page has used up its attempts', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  await machine.request(failure('dns'));
  await machine.clock.advance(1_000);
  expect(machine.watch.outage?.reason).toBe('no-address');
});

test('an address that is refused proves nothing about the network', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  const page = machine.judged();
  await machine.request(failure('private-address'));
  await machine.clock.advance(1_000);
  expect(page.verdict).toBe('held');
});

test('when the network is back, what was held is asked for again', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  const pages = [machine.judged(), machine.judged()];
  await machine.clock.advance(100_000);
  machine.state = 'online';
  await machine.clock.advance(60_000);
  expect(pages.map(({ verdict }) => verdict)).toEqual(['again', 'again']);
  expect([machine.changes, machine.watch.outage]).toEqual([['no-address', null], null]);
});

test('looks become rarer, a minute apart at most, and end with the cap', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  machine.judged();
  await machine.clock.advance(2 * CAP);
  const gaps = machine.looks.slice(1).map((at, n) => at - machine.looks[n]);
  expect(gaps.slice(0, 6)).toEqual([5_000, 5_000, 10_000, 20_000, 40_000, 60_000]);
  expect(Math.max(...gaps)).toBe(60_000);
  expect(machine.looks.at(-1)! - machine.looks[0]).toBe(CAP);
  expect(machine.gaveUp).toBe(true);
});

test('a site that answers during an outage ends it, and the machine is not believed again', async () => {
  const machine = new Machine();
  machine.state = 'no-name-server';
  const first = machine.judged();
  await machine.clock.advance(6_000);
  expect(machine.probes).toHaveLength(1);
  await machine.request(ANSWERED);
  await settle();
  const second = machine.judged();
  await machine.clock.advance(1_000);
  expect([first.verdict, second.verdict]).toEqual(['again', 'final']);
  expect(machine.changes).toEqual(['no-name-server', null]);
});

test('a site that answers because the network is back leaves the machine its word', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  machine.judged();
  await machine.clock.advance(6_000);
  machine.state = 'online';
  await machine.request(ANSWERED);
  await settle();
  machine.state = 'no-address';
  machine.judged();
  await machine.clock.advance(1_000);
  expect(machine.changes).toEqual(['no-address', null, 'no-address']);
});

test('many failures share a look', async () => {
  const machine = new Machine();
  const pages = Array.from({ length: 1_000 }, () => machine.judged());
  await machine.clock.advance(1_000);
  expect(pages.every(({ verdict }) => verdict === 'final')).toBe(true);
  expect(machine.looks).toHaveLength(1);
});

test('a run that is stopped gets its pages back', async () => {
  const machine = new Machine();
  machine.state = 'no-address';
  const page = machine.judged();
  await machine.clock.advance(1_000);
  machine.watch.stop();
  await settle();
  expect([page.verdict, machine.clock.timers]).toEqual(['final', 0]);
});

test('without a way to look at the machine every failure is the site’s', () => {
  expect(new Machine({ blind: true }).watch.judge(DNS)).toBe('final');
});
