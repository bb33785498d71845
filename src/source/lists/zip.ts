import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Bytes that can be read at any place: an XLSX file keeps its directory at the end. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** The file is no ZIP archive, or one that is damaged or uses what no spreadsheet does. */
export class ZipError extends Error {
  override readonly name = 'ZipError';

  constructor(
    message: string,
    readonly encrypted = false,
  ) {
    super(message);
  }
}

const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const MOST_ENTRIES = 65_535;
const LARGEST_DIRECTORY = 64 * 1024 * 1024;
const PIECE = 256 * 1024;

/** The central directory (APPNOTE.TXT 6.3.10, §4.3.12 to §4.3.16), ZIP64 included. */
export async function readZipDirectory(file: RandomAccess): Promise<Map<string, ZipEntry>> {
  const tailLength = Math.min(file.size, 65_557);
  const tail = view(await file.read(file.size - tailLength, tailLength));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0) throw new ZipError('no central directory');
  let count = tail.getUint16(end + 10, true);
  let length = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  if ((offset === 0xffffffff || count === 0xffff || length === 0xffffffff) && end >= 20) {
    const record = view(await file.read(Number(tail.getBigUint64(end - 12, true)), 56));
    if (record.byteLength < 56 || record.getUint32(0, true) !== END64_SIGNATURE) throw new ZipError('ZIP64 directory');
    count = Number(record.getBigUint64(32, true));
    length = Number(record.getBigUint64(40, true));
    offset = Number(record.getBigUint64(48, true));
  }
  if (count > MOST_ENTRIES || length > LARGEST_DIRECTORY || offset + length > file.size) {
    throw new ZipError('central directory out of bounds');
  }
  return parseDirectory(await file.read(offset, length), count);
}

function parseDirectory(bytes: Uint8Array, count: number): Map<string, ZipEntry> {
  const directory = view(bytes);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || directory.getUint32(at, true) !== DIRECTORY_SIGNATURE) {
      throw new ZipError('damaged central directory');
    }
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    if ((directory.getUint16(at + 8, true) & 1) !== 0) throw new ZipError('encrypted', true);
    const entry = {
      name,
      method: directory.getUint16(at + 10, true),
      compressedSize: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      headerOffset: directory.getUint32(at + 42, true),
    };
    entries.set(name, widen(entry, directory, at + 46 + nameLength, extraLength));
    at += 46 + nameLength + extraLength + directory.getUint16(at + 32, true);
  }
  return entries;
}

/** ZIP64 extra field (§4.5.3): holds, in this order, the values that did not fit. */
function widen(entry: ZipEntry, directory: DataView, start: number, length: number): ZipEntry {
  for (let at = start; at + 4 <= start + length; ) {
    const id = directory.getUint16(at, true);
    const size = directory.getUint16(at + 2, true);
    if (id === 1) {
      let from = at + 4;
      const next = (value: number) => {
        if (value !== 0xffffffff) return value;
        from += 8;
        return Number(directory.getBigUint64(from - 8, true));
      };
      const uncompressed = next(entry.size);
      const compressedSize = next(entry.compressedSize);
      return { ...entry, size: uncompressed, compressedSize, headerOffset: next(entry.headerOffset) };
    }
    at += 4 + size;
  }
  return entry;
}

/** The content of one entry, inflated as it is read. */
export async function* readZipEntry(file: RandomAccess, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = view(await file.read(entry.headerOffset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_SIGNATURE) throw new ZipError('damaged entry');
  const start = entry.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const pieces = readPieces(file, start, entry.compressedSize);
  if (entry.method === 0) {
    yield* pieces;
    return;
  }
  if (entry.method !== 8) throw new ZipError(`compression method ${entry.method}`);
  const source = Readable.from(pieces);
  const inflate = createInflateRaw();
  source.on('error', (error) => inflate.destroy(error));
  try {
    yield* source.pipe(inflate) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new ZipError((error as Error).message);
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

async function* readPieces(file: RandomAccess, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; ) {
    const piece = await file.read(start + done, Math.min(PIECE, length - done));
    if (piece.length === 0) throw new ZipError('the file ends early');
    done += piece.length;
    yield piece;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
