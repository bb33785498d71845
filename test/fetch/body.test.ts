import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Body } from '../../src/fetch/body.js';

const CHUNKS = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });

test('a body is its chunks, whatever length was expected', () => {
  fc.assert(
    fc.property(CHUNKS, fc.nat(400), (chunks, expected) => {
      const body = new Body(expected);
      for (const chunk of chunks) body.add(chunk);
      expect(Buffer.compare(body.whole(), Buffer.concat(chunks))).toBe(0);
    }),
  );
});

test('a look at a body that is still coming in changes nothing', () => {
  fc.assert(
    fc.property(CHUNKS, fc.nat(400), (chunks, expected) => {
      const body = new Body(expected);
      for (const [index, chunk] of chunks.entries()) {
        body.add(chunk);
        expect(Buffer.compare(body.whole(), Buffer.concat(chunks.slice(0, index + 1)))).toBe(0);
      }
    }),
  );
});

test.each([
  ['as long as expected', 6],
  ['longer', 4],
  ['shorter', 9],
  ['of unknown length', 0],
  ['said to be larger than memory', Number.MAX_SAFE_INTEGER],
])('a body %s has its memory for itself and can be transferred', (_, expected) => {
  const body = new Body(expected);
  for (const chunk of ['abc', 'def']) body.add(Buffer.from(chunk));
  const whole = body.whole();
  expect([whole.byteOffset, whole.buffer.byteLength]).toEqual([0, 6]);
});

test('what chunks came in is given back at once, and the body is not touched', () => {
  const read = new Uint8Array(70_000).fill(7);
  const body = new Body(3);
  body.add(Buffer.from(read.buffer, 0, 2));
  body.add(Buffer.from(read.buffer, 40_000, 1));
  const whole = body.whole();
  body.free();
  expect([read.buffer.byteLength, [...whole]]).toEqual([0, [7, 7, 7]]);
});

test('a chunk in a slab that it shares with other buffers leaves them theirs', () => {
  const [chunk, neighbour] = [Buffer.from('abc'), Buffer.from('def')];
  const body = new Body(3);
  body.add(chunk);
  body.free();
  expect([chunk.buffer, neighbour.toString()]).toEqual([neighbour.buffer, 'def']);
});

test('memory that is gone already is no error', () => {
  const read = new Uint8Array(70_000);
  const bodies = [new Body(0), new Body(0)];
  for (const body of bodies) body.add(read.subarray(0, 2));
  expect(() => {
    for (const body of bodies) body.free();
  }).not.toThrow();
});
