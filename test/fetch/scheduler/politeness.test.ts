import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fullJitter } from '../../../src/fetch/scheduler-backoff.js';
import { TimerHeap } from '../../../src/fetch/scheduler-heap.js';
import { politenessByHost } from '../../../src/fetch/scheduler-politeness.js';
import { Queue } from '../../../src/fetch/scheduler-queue.js';

const base = { connections: 2, delay: 500 };

test.each([
  ['news.example.com', { connections: 2, delay: 2000 }],
  ['example.com', { connections: 2, delay: 500 }],
  ['10.0.3.4', { connections: 8, delay: 0 }],
  ['110.0.3.4', { connections: 2, delay: 500 }],
  ['newsXexample.com', { connections: 2, delay: 500 }],
])('%s', (host, expected) => {
  const politeness = politenessByHost(base, [
    { host: '*.Example.com', delay: 2000 },
    { host: '10.0.*', delay: 0, connections: 8 },
    { host: 'news.*', delay: 9 },
  ]);
  expect(politeness(host)).toEqual(expected);
});

test('the first rule that fits decides', () => {
  const politeness = politenessByHost(base, [
    { host: 'a.example', delay: 1 },
    { host: '*', delay: 2 },
  ]);
  expect([politeness('a.example').delay, politeness('b.example').delay]).toEqual([1, 2]);
});

test('full jitter lies between nothing and the doubling bound, and never above the cap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (attempt, roll) => {
        const wait = fullJitter(attempt, { base: 1000, cap: 60_000 }, () => roll);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** (attempt - 1)));
      },
    ),
  );
});

test('the heap gives times back in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (times) => {
      const heap = new TimerHeap<number>();
      for (const time of times) heap.push(time, time);
      const sorted = times.map(() => heap.pop());
      expect(sorted).toEqual([...times].sort((a, b) => a - b));
    }),
  );
});

test('the queue keeps its order, however it is filled and emptied', () => {
  const step = fc.oneof(fc.constant('push'), fc.constant('unshift'), fc.constant('shift'));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 3000 }), (steps) => {
      const queue = new Queue<number>();
      const model: number[] = [];
      steps.forEach((name, value) => {
        if (name === 'shift') expect(queue.shift()).toBe(model.shift());
        else {
          queue[name](value);
          model[name](value);
        }
        expect(queue.size).toBe(model.length);
      });
    }),
  );
});
