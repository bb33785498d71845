import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { damaged } from '../error.js';

/** What the manifest knows of a file: a difference means damage. */
export interface FileSeal {
  readonly bytes: number;
  /** CRC-32 of the whole file. */
  readonly crc: number;
}

const CHUNK = 1 << 18;

/** Appends to a new file, counting and checking what goes through. Fails when the file exists. */
export class SealedWriter {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  #filled = 0;
  #crc = 0;
  #bytes = 0;

  constructor(readonly path: string) {
    this.#descriptor = openSync(path, 'wx');
  }

  /** Bytes written so far: the offset of what is written next. */
  get length(): number {
    return this.#bytes + this.#filled;
  }

  write(data: Uint8Array): void {
    if (data.length > CHUNK - this.#filled) this.#drain();
    if (data.length > CHUNK) {
      this.#put(data);
      return;
    }
    this.#buffer.set(data, this.#filled);
    this.#filled += data.length;
  }

  /** Puts everything on the disk, for good. */
  finish(): FileSeal {
    this.#drain();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    return { bytes: this.#bytes, crc: this.#crc };
  }

  abandon(): void {
    closeSync(this.#descriptor);
  }

  #drain(): void {
    this.#put(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #put(data: Uint8Array): void {
    for (let done = 0; done < data.length; ) done += writeSync(this.#descriptor, data, done);
    this.#crc = crc32(data, this.#crc);
    this.#bytes += data.length;
  }
}

/** Reads `target.length` bytes from `position`; a file that ends before is damaged. */
export function readFully(descriptor: number, target: Uint8Array, position: number, path: string): void {
  for (let done = 0; done < target.length; ) {
    const read = readSync(descriptor, target, done, target.length - done, position + done);
    if (read === 0) throw damaged(path, `${target.length} bytes expected at ${position}`);
    done += read;
  }
}

/** CRC-32 of a whole file, in pieces. */
export function checksumOf(path: string): FileSeal {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let crc = 0;
    let bytes = 0;
    for (let read = 1; (read = readSync(descriptor, buffer, 0, CHUNK, bytes)) > 0; bytes += read)
      crc = crc32(buffer.subarray(0, read), crc);
    return { bytes, crc };
  } finally {
    closeSync(descriptor);
  }
}

/** Makes names written into a folder survive a power cut. Not every system can open a folder: those do without. */
export function syncFolder(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } catch {
    // EINVAL, EPERM: the file system does not offer it.
  } finally {
    closeSync(descriptor);
  }
}
