import { crc32 } from 'node:zlib';
import { damaged } from '../error.js';
import { type FileSeal, readFully, SealedWriter } from './files.js';

/*
 * <segment>.postings: which article has which fingerprint.
 *
 *   blocks     BLOCK bytes each:  u32 CRC-32 of the rest · u16 postings · u16 bytes used · u32 first hash ·
 *              per posting: varint difference to the hash before (0 for the first) · varint article number
 *   directory  u32 first hash of every block
 *   footer     magic (8 bytes) · u32 format · u32 BLOCK · u32 blocks · u32 unused · f64 postings ·
 *              u32 CRC-32 of the directory · u32 CRC-32 of the footer before it
 *
 * Hashes ascend through the file and are spread evenly. A query keeps the directory in memory (4 bytes for about 50
 * postings) and reads one block for a hash. All numbers little-endian.
 */
export const BLOCK = 256;
const BLOCK_HEAD = 12;
/** Two varints of 32 bits. */
const LONGEST_POSTING = 10;
const FOOTER = 40;
const MAGIC = 'RLPOSTNG';
export const POSTINGS_FORMAT = 1;

/** Writes postings that come in order of hash, then of article. */
export class PostingsWriter {
  readonly #file: SealedWriter;
  readonly #block = Buffer.alloc(BLOCK);
  #firsts = new Uint32Array(1024);
  #blocks = 0;
  #used = BLOCK_HEAD;
  #inBlock = 0;
  #hash = 0;
  #postings = 0;

  constructor(path: string) {
    this.#file = new SealedWriter(path);
  }

  add(hash: number, article: number): void {
    if (this.#used + LONGEST_POSTING > BLOCK) this.#closeBlock();
    if (this.#inBlock === 0) this.#hash = this.#first = hash;
    this.#used = putVarint(this.#block, this.#used, hash - this.#hash);
    this.#used = putVarint(this.#block, this.#used, article);
    this.#hash = hash;
    this.#inBlock++;
    this.#postings++;
  }

  finish(): FileSeal {
    if (this.#inBlock > 0) this.#closeBlock();
    const directory = Buffer.from(this.#firsts.buffer, 0, this.#blocks * 4);
    this.#file.write(directory);
    const footer = Buffer.alloc(FOOTER);
    footer.write(MAGIC, 0, 'latin1');
    footer.writeUInt32LE(POSTINGS_FORMAT, 8);
    footer.writeUInt32LE(BLOCK, 12);
    footer.writeUInt32LE(this.#blocks, 16);
    footer.writeDoubleLE(this.#postings, 24);
    footer.writeUInt32LE(crc32(directory), 32);
    footer.writeUInt32LE(crc32(footer.subarray(0, 36)), 36);
    this.#file.write(footer);
    return this.#file.finish();
  }

  abandon(): void {
    this.#file.abandon();
  }

  set #first(hash: number) {
    if (this.#blocks === this.#firsts.length) {
      const larger = new Uint32Array(this.#firsts.length * 2);
      larger.set(this.#firsts);
      this.#firsts = larger;
    }
    this.#firsts[this.#blocks] = hash;
  }

  #closeBlock(): void {
    this.#block.fill(0, this.#used);
    this.#block.writeUInt16LE(this.#inBlock, 4);
    this.#block.writeUInt16LE(this.#used, 6);
    this.#block.writeUInt32LE(this.#firsts[this.#blocks], 8);
    this.#block.writeUInt32LE(crc32(this.#block.subarray(4)), 0);
    this.#file.write(this.#block);
    this.#blocks++;
    this.#used = BLOCK_HEAD;
    this.#inBlock = 0;
  }
}

/** A postings file opened for reading: from the disk block by block, or held in memory. */
export class PostingsFile {
  readonly postings: number;
  readonly blocks: number;
  /** First hash of every block. */
  readonly firsts: Uint32Array;
  readonly #memory: Buffer | null;

  /** @param inMemory read the whole file now, and check it as a whole */
  constructor(
    readonly path: string,
    readonly descriptor: number,
    seal: FileSeal,
    inMemory: boolean,
  ) {
    const { bytes } = seal;
    if (bytes < FOOTER) throw damaged(path, `${bytes} bytes`);
    const footer = Buffer.alloc(FOOTER);
    readFully(descriptor, footer, bytes - FOOTER, path);
    if (footer.toString('latin1', 0, 8) !== MAGIC) throw damaged(path, 'magic');
    if (crc32(footer.subarray(0, 36)) !== footer.readUInt32LE(36)) throw damaged(path, 'footer checksum');
    if (footer.readUInt32LE(8) !== POSTINGS_FORMAT || footer.readUInt32LE(12) !== BLOCK) throw damaged(path, 'format');
    this.blocks = footer.readUInt32LE(16);
    this.postings = footer.readDoubleLE(24);
    if (this.blocks * (BLOCK + 4) + FOOTER !== bytes) throw damaged(path, 'length');
    this.firsts = new Uint32Array(this.blocks);
    const directory = new Uint8Array(this.firsts.buffer);
    readFully(descriptor, directory, this.blocks * BLOCK, path);
    if (crc32(directory) !== footer.readUInt32LE(32)) throw damaged(path, 'directory checksum');
    this.#memory = null;
    if (inMemory) {
      const memory = Buffer.allocUnsafeSlow(bytes);
      readFully(descriptor, memory, 0, path);
      if (crc32(memory) !== seal.crc) throw damaged(path, 'checksum');
      this.#memory = memory;
    }
  }

  /** The bytes of a block: a view where the file is in memory, otherwise read into `scratch`. */
  block(index: number, scratch: Buffer): Buffer {
    if (this.#memory !== null) return this.#memory.subarray(index * BLOCK, index * BLOCK + BLOCK);
    readFully(this.descriptor, scratch, index * BLOCK, this.path);
    checkBlock(scratch, this.path, index, this.firsts[index]);
    return scratch;
  }
}

/** Walks a postings file in order. After `next()` or `seek()` answered true, `hash` and `article` are the posting. */
export class PostingsCursor {
  hash = 0;
  article = 0;
  readonly #file: PostingsFile;
  readonly #scratch = Buffer.allocUnsafeSlow(BLOCK);
  #bytes: Uint8Array = this.#scratch;
  #block = -1;
  /** Postings of the block not yet read. */
  #left = 0;
  #at = 0;
  /** `hash` and `article` are a posting of the open block. */
  #onPosting = false;

  constructor(file: PostingsFile) {
    this.#file = file;
  }

  next(): boolean {
    return this.#advance(0);
  }

  /** Moves on, never back, to the first posting whose hash is at least `hash`; stays where it is when it is there. */
  seek(hash: number): boolean {
    const block = this.#lastBlockBefore(hash);
    if (block > this.#block) this.#open(block);
    else if (this.#onPosting && this.hash >= hash) return true;
    return this.#advance(hash);
  }

  /** To the next posting of at least `hash`. Query time is spent here: articles passed over are not decoded. */
  #advance(hash: number): boolean {
    for (;;) {
      const bytes = this.#bytes;
      let at = this.#at;
      let current = this.hash;
      for (let left = this.#left; left > 0; left--) {
        let byte = bytes[at++];
        let value = byte & 0x7f;
        for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
          byte = bytes[at++];
          value += (byte & 0x7f) * scale;
        }
        current += value;
        if (current < hash) {
          while (bytes[at++] >= 0x80);
          continue;
        }
        byte = bytes[at++];
        value = byte & 0x7f;
        for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
          byte = bytes[at++];
          value += (byte & 0x7f) * scale;
        }
        this.hash = current;
        this.article = value;
        this.#at = at;
        this.#left = left - 1;
        this.#onPosting = true;
        return true;
      }
      this.#left = 0;
      if (this.#block + 1 >= this.#file.blocks) return false;
      this.#open(this.#block + 1);
    }
  }

  /** The last block that starts below `hash`: equal hashes can begin at its end. The first block where none does. */
  #lastBlockBefore(hash: number): number {
    const firsts = this.#file.firsts;
    let low = Math.max(0, this.#block);
    let high = firsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (firsts[middle] < hash) low = middle;
      else high = middle - 1;
    }
    return firsts.length === 0 ? -1 : low;
  }

  #open(block: number): void {
    const bytes = this.#file.block(block, this.#scratch);
    this.#bytes = bytes;
    this.#block = block;
    this.#left = bytes[4] | (bytes[5] << 8);
    this.hash = this.#file.firsts[block];
    this.#at = BLOCK_HEAD;
    this.#onPosting = false;
  }
}

/** The first hash stands in the block too: its checksum then proves that the directory belongs to it. */
function checkBlock(bytes: Buffer, path: string, block: number, first: number): void {
  if (crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0) || bytes.readUInt32LE(8) !== first)
    throw damaged(path, `checksum of block ${block}`);
}

function putVarint(target: Uint8Array, at: number, value: number): number {
  let rest = value;
  let position = at;
  while (rest >= 0x80) {
    target[position++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  target[position++] = rest;
  return position;
}
