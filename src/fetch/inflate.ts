import type { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { Body } from './body.js';
import { FaultError } from './fault.js';

/** A content coding that can be undone. */
type Coding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** Two are seen on servers behind a compressing proxy; more are an attack. */
const MAXIMUM_CODINGS = 3;
/** One call into zlib for each chunk of output: large chunks, few calls. */
const CHUNK_SIZE = 64 * 1024;
/**
 * Up to here a body is inflated on the spot, at a third of the price of zlib's threads. What such a body can hold up is
 * bounded by the limit on what it inflates to.
 */
const SYNCHRONOUS_BYTES = 64 * 1024;

/** zstd came with Node 22.15; the types of Node 20 do not know it. */
const createZstdDecompress = (zlib as { createZstdDecompress?: (options?: zlib.ZlibOptions) => Transform })
  .createZstdDecompress;

/** What the `Accept-Encoding` header asks for. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/**
 * The codings of a `Content-Encoding` header, in the order they were applied (RFC 9110 §8.4); `identity` is left out.
 * @throws {FaultError} `decode` for a coding that is unknown here, or for too many
 */
export function contentCodings(header: string | string[] | undefined): Coding[] {
  if (header === undefined) return [];
  const names = (Array.isArray(header) ? header.join(',') : header)
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const codings = names.map(codingOf);
  if (codings.length > MAXIMUM_CODINGS) {
    throw new FaultError({ kind: 'decode', reason: 'nested', coding: codings.join(', ') });
  }
  return codings;
}

function codingOf(name: string): Coding {
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  if (name === 'deflate' || name === 'br') return name;
  if (name === 'zstd' && createZstdDecompress !== undefined) return name;
  throw new FaultError({ kind: 'decode', reason: 'unknown', coding: printable(name) });
}

/** The name comes from the server and goes to a terminal. */
function printable(name: string): string {
  return name.replace(/[^\x21-\x7e]/g, '?').slice(0, 40);
}

export interface InflateLimits {
  /** Most bytes any stage may give. */
  readonly bytes: number;
  /** What happens beyond: `too-large`, or the first bytes are kept. */
  readonly overflow: 'refuse' | 'truncate';
  /** The input breaks off on purpose; what it gives so far is the result. */
  readonly partial: boolean;
}

/**
 * Undoes content codings, last applied first.
 * @throws {FaultError} `too-large` beyond the limit, `decode` for damaged data
 */
export async function inflate(body: Buffer, codings: readonly Coding[], limits: InflateLimits): Promise<Inflated> {
  let bytes = body;
  let truncated = false;
  for (const coding of codings.toReversed()) {
    if (bytes.length === 0) break;
    const stage = await inflateOnce(bytes, coding, { ...limits, partial: limits.partial || truncated });
    bytes = stage.bytes;
    truncated ||= stage.truncated;
  }
  return { bytes, truncated };
}

interface Inflated {
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

async function inflateOnce(body: Buffer, coding: Coding, limits: InflateLimits): Promise<Inflated> {
  const whole = !limits.partial && limits.overflow === 'refuse';
  if (whole && body.length <= SYNCHRONOUS_BYTES && coding !== 'zstd') return inflateSmall(body, coding, limits.bytes);
  return inflateStream(body, coding, limits);
}

function inflateSmall(body: Buffer, coding: Exclude<Coding, 'zstd'>, limit: number): Inflated {
  try {
    const bytes = inflateSync(body, coding, { chunkSize: CHUNK_SIZE, maxOutputLength: Math.max(1, limit) });
    return { bytes, truncated: false };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new FaultError(tooLarge ? { kind: 'too-large', limit } : { kind: 'decode', reason: 'corrupt', coding });
  }
}

function inflateSync(body: Buffer, coding: Exclude<Coding, 'zstd'>, options: zlib.ZlibOptions): Buffer {
  switch (coding) {
    case 'gzip':
      return zlib.gunzipSync(body, options);
    case 'deflate':
      return isZlibWrapped(body) ? zlib.inflateSync(body, options) : zlib.inflateRawSync(body, options);
    case 'br':
      return zlib.brotliDecompressSync(body, options);
  }
}

function inflateStream(body: Buffer, coding: Coding, limits: InflateLimits): Promise<Inflated> {
  return new Promise((resolve, reject) => {
    const stream = decompressor(body, coding, limits.partial);
    const inflated = new Body(0);
    const finish = (truncated: boolean): void => {
      const all = inflated.whole();
      resolve({ bytes: truncated ? all.subarray(0, limits.bytes) : all, truncated });
      stream.destroy();
    };
    stream.on('data', (chunk: Buffer) => {
      inflated.add(chunk);
      if (inflated.length <= limits.bytes) return;
      if (limits.overflow === 'truncate') return finish(true);
      stream.destroy();
      reject(new FaultError({ kind: 'too-large', limit: limits.bytes }));
    });
    stream.on('end', () => finish(false));
    stream.on('error', () => {
      if (limits.partial && inflated.length > 0) return finish(true);
      reject(new FaultError({ kind: 'decode', reason: 'corrupt', coding }));
    });
    stream.end(body);
  });
}

function decompressor(body: Buffer, coding: Coding, partial: boolean): Transform {
  const options: zlib.ZlibOptions = { chunkSize: CHUNK_SIZE };
  if (partial && coding !== 'br' && coding !== 'zstd') options.finishFlush = zlib.constants.Z_SYNC_FLUSH;
  switch (coding) {
    case 'gzip':
      return zlib.createGunzip(options);
    case 'deflate':
      return isZlibWrapped(body) ? zlib.createInflate(options) : zlib.createInflateRaw(options);
    case 'br':
      return zlib.createBrotliDecompress({
        chunkSize: CHUNK_SIZE,
        ...(partial ? { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH } : {}),
      });
    case 'zstd':
      return (createZstdDecompress as NonNullable<typeof createZstdDecompress>)({ chunkSize: CHUNK_SIZE });
  }
}

/** "deflate" means zlib's format (RFC 1950 §2.2); some servers send the bare stream (RFC 1951) under that name. */
function isZlibWrapped(body: Buffer): boolean {
  return body.length >= 2 && (body.readUInt8(0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}

/** Bytes the beginning of a body is inflated to at most, for a look at what it is. */
const PREFIX_LIMIT = 64 * 1024;

/**
 * What the first bytes of a body inflate to; null when that cannot be told from them.
 * Synchronous: it decides whether the rest is received at all.
 */
export function inflatePrefix(prefix: Buffer, codings: readonly Coding[]): Buffer | null {
  let bytes = prefix;
  try {
    for (const coding of codings.toReversed()) {
      if (coding === 'zstd') return null;
      const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
      const finishFlush = coding === 'br' ? BROTLI_OPERATION_FLUSH : Z_SYNC_FLUSH;
      bytes = inflateSync(bytes, coding, { finishFlush, maxOutputLength: PREFIX_LIMIT });
    }
    return bytes;
  } catch {
    return null;
  }
}
