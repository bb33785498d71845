import { Buffer } from 'node:buffer';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

let nowhere: MessagePort | null = null;

/** A port that is closed: what is sent to it is gone. */
function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/**
 * Whether a chunk's memory is a read's own. Small buffers share a slab of Node's (`Buffer.poolSize`), and lending it
 * away would take other buffers along.
 */
export function ownsMemory({ buffer }: Uint8Array): boolean {
  return buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize;
}

/**
 * Frees memory now rather than when V8 next collects. Node reads a connection into a new ArrayBuffer each time; in a thread
 * that allocates little else they pile up until their size alone makes V8 collect everything, every 150 pages or so.
 * To send memory away is the one means Node 20 has of parting with it (`ArrayBuffer.prototype.transfer` came with 22).
 * @param buffers of which nobody reads any more: their length is 0 afterwards
 */
export function freeMemory(buffers: readonly ArrayBuffer[]): void {
  if (buffers.length === 0) return;
  nowhere ??= closedPort();
  try {
    nowhere.postMessage(null, buffers);
  } catch {
    // What cannot be sent away, or is gone already, is collected some day: no reason for a run to end.
  }
}
