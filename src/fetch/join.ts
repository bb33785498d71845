import { Buffer } from 'node:buffer';

/**
 * One buffer of many. Unlike `Buffer.concat`, whose small results live in a pool shared by all, it has its memory for
 * itself, so that it can be transferred to a worker.
 * @param length the sum of the chunks' lengths
 */
export function join(chunks: readonly Uint8Array[], length: number): Buffer {
  const whole = Buffer.allocUnsafeSlow(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
