import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../../src/audit/batch/random.js';
import { HostScheduler, type SchedulerOptions } from '../../../src/fetch/scheduler.js';
import type { Outcome } from '../../../src/fetch/scheduler-host.js';
import { FakeClock, settle } from './fake-clock.js';

// Some serve a hundred thousand hosts: patience for a busy machine.
jest.setTimeout(60_000);

function scheduler(clock: FakeClock, options: Partial<SchedulerOptions> = {}): HostScheduler {
  const politeness = () => ({ connections: 2, delay: 500 });
  return new HostScheduler({ clock, random: () => 0.5, concurrency: 100, politeness, ...options });
}

interface Visit {
  readonly host: string;
  readonly start: number;
  readonly end: number;
}

/** Asks for a slot, holds it for `duration`, and notes when. */
async function visit(
  hosts: HostScheduler,
  clock: FakeClock,
  host: string,
  duration: number,
  log: Visit[],
  outcome: Outcome = { kind: 'answered' },
): Promise<void> {
  const slot = await hosts.acquire(host);
  const start = clock.now();
  await new Promise<void>((resolve) => {
    clock.setTimer(start + duration, resolve);
  });
  slot.end(outcome);
  log.push({ host, start, end: clock.now() });
}

const starts = (log: readonly Visit[]): number[] => log.map(({ start }) => start).sort((a, b) => a - b);
const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - times[i]);

test('requests to one host start no closer than its delay', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const log: Visit[] = [];
  for (let i = 0; i < 5; i++) void visit(hosts, clock, 'a.example', 0, log);
  await clock.drain();
  expect(gaps(starts(log))).toEqual([500, 500, 500, 500]);
});

test('the delay is counted from the end of a slow request as well', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { politeness: () => ({ connections: 1, delay: 500 }) });
  const log: Visit[] = [];
  for (let i = 0; i < 3; i++) void visit(hosts, clock, 'a.example', 2000, log);
  await clock.drain();
  expect(gaps(starts(log))).toEqual([2500, 2500]);
});

test('no more requests than connections are under way to a host', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const log: Visit[] = [];
  for (let i = 0; i < 6; i++) void visit(hosts, clock, 'a.example', 10_000, log);
  await clock.advance(5000);
  expect(hosts.stateOf('a.example')).toMatchObject({ inFlight: 2, waiting: 4 });
});

test('no more requests than the concurrency are under way over all hosts', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { concurrency: 3 });
  const log: Visit[] = [];
  for (let i = 0; i < 10; i++) void visit(hosts, clock, `${i}.example`, 1000, log);
  await settle();
  expect(hosts.inFlight).toBe(3);
});

test('hosts take turns: one with many requests does not keep the others waiting', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { concurrency: 1, politeness: () => ({ connections: 8, delay: 0 }) });
  const log: Visit[] = [];
  for (let i = 0; i < 50; i++) void visit(hosts, clock, 'large.example', 10, log);
  void visit(hosts, clock, 'small.example', 10, log);
  await clock.advance(35);
  expect(log.map(({ host }) => host)).toContain('small.example');
});

test('a host that refuses is left alone and no other host is slowed', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const log: Visit[] = [];
  const begun = clock.now();
  await visitNow(hosts, 'busy.example', { kind: 'throttled', retryAfter: 60_000 });
  for (let i = 0; i < 3; i++) void visit(hosts, clock, 'busy.example', 0, log);
  for (let i = 0; i < 3; i++) void visit(hosts, clock, 'calm.example', 0, log);
  await clock.advance(30_000);
  expect(log.map(({ host, start }) => [host, start - begun])).toEqual([
    ['calm.example', 0],
    ['calm.example', 500],
    ['calm.example', 1000],
  ]);
  await clock.advance(31_000);
  expect(log.find(({ host }) => host === 'busy.example')?.start).toBe(begun + 60_000);
});

async function visitNow(hosts: HostScheduler, host: string, outcome: Outcome): Promise<void> {
  const slot = await hosts.acquire(host);
  slot.end(outcome);
  await settle();
}

test('a burst of concurrent refusals advances the back-off only once', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { politeness: () => ({ connections: 5, delay: 0 }) });
  const slots = await Promise.all([1, 2, 3, 4, 5].map(() => hosts.acquire('busy.example')));
  await clock.advance(10);
  for (const slot of slots) slot.end({ kind: 'throttled', retryAfter: null });
  expect(hosts.stateOf('busy.example')?.throttles).toBe(1);
});

test('a crawl-delay does not swallow the back-off of a refusal', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const begun = clock.now();
  await visitNow(hosts, 'busy.example', { kind: 'throttled', retryAfter: 60_000 });
  hosts.setDelay('busy.example', 2000);
  const log: Visit[] = [];
  void visit(hosts, clock, 'busy.example', 0, log);
  await clock.advance(61_000);
  expect(log[0].start - begun).toBe(60_000);
});

test('a crawl-delay never makes a host faster than its politeness', () => {
  const hosts = scheduler(new FakeClock());
  hosts.block('a.example', 2_000_000);
  hosts.setDelay('a.example', 10);
  expect(hosts.stateOf('a.example')?.delay).toBe(500);
});

test('a name that does not resolve costs no delay', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const begun = clock.now();
  for (let i = 0; i < 20; i++) await visitNow(hosts, 'nowhere.example', { kind: 'unsent' });
  expect(clock.now() - begun).toBe(0);
});

test('an unsent request gives back only its own delay, not that of a request before it', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const begun = clock.now();
  await visitNow(hosts, 'a.example', { kind: 'answered' });
  const log: Visit[] = [];
  const second = hosts.acquire('a.example').then((slot) => slot.end({ kind: 'unsent' }));
  void visit(hosts, clock, 'a.example', 0, log);
  await clock.advance(400);
  expect(log).toEqual([]);
  await clock.advance(200);
  await second;
  expect(log[0].start - begun).toBe(500);
});

test('a host that stays silent is asked more and more rarely', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { random: () => 1 });
  const log: Visit[] = [];
  for (let i = 0; i < 8; i++) void visit(hosts, clock, 'dead.example', 0, log, { kind: 'silent' });
  await clock.drain();
  expect(gaps(starts(log))).toEqual([500, 500, 500, 1000, 2000, 4000, 8000]);
});

test('the next hop of a page under way goes before pages that have not begun', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const order: string[] = [];
  const ask = (name: string, front: boolean): void => {
    void hosts.acquire('a.example', front).then((slot) => {
      order.push(name);
      slot.end({ kind: 'answered' });
    });
  };
  ask('first', false);
  ask('second', false);
  ask('hop', true);
  await clock.drain();
  expect(order).toEqual(['first', 'hop', 'second']);
});

test('a closed gate holds everything back until it opens', async () => {
  const clock = new FakeClock();
  let open = false;
  const hosts = scheduler(clock, { gate: () => open });
  const log: Visit[] = [];
  void visit(hosts, clock, 'a.example', 0, log);
  await clock.advance(1000);
  expect(hosts.inFlight).toBe(0);
  open = true;
  hosts.pump();
  await clock.advance(0);
  expect(log).toHaveLength(1);
});

test('after stop, who waits is rejected and what is under way may end', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { concurrency: 1 });
  const slot = await hosts.acquire('a.example');
  const waiting = hosts.acquire('a.example');
  const reason = new Error('stopped');
  hosts.stop(reason);
  await expect(waiting).rejects.toBe(reason);
  slot.end({ kind: 'answered' });
  expect(hosts.inFlight).toBe(0);
});

test('hosts without state are forgotten', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock);
  const log: Visit[] = [];
  for (let i = 0; i < 1000; i++) void visit(hosts, clock, `${i}.example`, 5, log);
  await clock.drain();
  expect(log).toHaveLength(1000);
  expect(hosts.hostCount).toBe(0);
});

test('one hundred thousand hosts with a request each are served', async () => {
  const clock = new FakeClock();
  const hosts = scheduler(clock, { concurrency: 1000 });
  let served = 0;
  for (let i = 0; i < 100_000; i++) {
    void hosts.acquire(`${i}.example`).then((slot) => {
      served++;
      slot.end({ kind: 'answered' });
    });
  }
  await clock.drain();
  expect(served).toBe(100_000);
});

test('whatever the requests, gaps and limits are kept and everything is served', async () => {
  const outcome = fc.oneof(
    fc.constant<Outcome>({ kind: 'answered' }),
    fc.constant<Outcome>({ kind: 'silent' }),
    fc.integer({ min: 0, max: 5000 }).map<Outcome>((retryAfter) => ({ kind: 'throttled', retryAfter })),
  );
  const request = fc.record({
    host: fc.integer({ min: 0, max: 4 }),
    at: fc.integer({ min: 0, max: 5000 }),
    duration: fc.integer({ min: 0, max: 3000 }),
    outcome,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer(),
      async (requests, connections, concurrency, seed) => {
        const clock = new FakeClock();
        const delay = 500;
        const politeness = () => ({ connections, delay });
        const hosts = scheduler(clock, { concurrency, politeness, random: seededRandom(seed) });
        const log: Visit[] = [];
        let most = 0;
        for (const { host, at, duration, outcome } of requests) {
          clock.setTimer(clock.now() + at, () => {
            void visit(hosts, clock, `${host}.example`, duration, log, outcome);
            most = Math.max(most, hosts.inFlight);
          });
        }
        await clock.drain(24 * 3_600_000);
        expect(log).toHaveLength(requests.length);
        expect(most).toBeLessThanOrEqual(concurrency);
        for (let host = 0; host < 5; host++) {
          const visits = log.filter((each) => each.host === `${host}.example`).sort((a, b) => a.start - b.start);
          for (let i = 1; i < visits.length; i++) {
            expect(visits[i].start - visits[i - 1].start).toBeGreaterThanOrEqual(delay);
            const overlapping = visits.slice(0, i).filter(({ end }) => end > visits[i].start);
            expect(overlapping.length).toBeLessThan(connections);
            const ended = visits.slice(0, i).filter(({ end }) => end <= visits[i].start);
            for (const { end } of ended) expect(visits[i].start - end).toBeGreaterThanOrEqual(delay);
          }
        }
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
