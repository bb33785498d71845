import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { damaged } from '../error.js';
import type { Article, IndexedArticle } from '../types.js';
import { type FileSeal, readFully, SealedWriter } from './files.js';

/*
 * <segment>.articles: magic, then record after record, each the article's facts as JSON followed by its text (UTF-8).
 * <segment>.table: magic · u32 format · u32 rows · rows of ROW bytes:
 *   f64 offset of the record · u32 bytes of facts · u32 bytes of text · u32 normalised length · u32 CRC-32 of the record ·
 *   8 bytes of the SHA-256 of the id
 */
const ARTICLES_MAGIC = 'RLARTICL';
const TABLE_MAGIC = 'RLTABLE\n';
const TABLE_HEAD = 16;
const ROW = 32;
export const RECORDS_FORMAT = 1;

/** 64 bits that stand for an article's id. */
export function idKey(id: string): bigint {
  return createHash('sha256').update(id).digest().readBigUInt64LE(0);
}

export interface RecordSeals {
  readonly articles: FileSeal;
  readonly table: FileSeal;
}

/** Writes articles one after the other. Their number is their place. */
export class RecordsWriter {
  readonly #articles: SealedWriter;
  readonly #tablePath: string;
  #rows = Buffer.alloc(ROW * 256);
  count = 0;

  constructor(articlesPath: string, tablePath: string) {
    this.#articles = new SealedWriter(articlesPath);
    this.#articles.write(Buffer.from(ARTICLES_MAGIC, 'latin1'));
    this.#tablePath = tablePath;
  }

  add(article: Article, normalisedLength: number): void {
    const { text, ...facts } = article;
    const head = Buffer.from(JSON.stringify(facts));
    const body = Buffer.from(text);
    this.addRaw([head, body], head.length, normalisedLength, idKey(article.id));
  }

  /** A record as it stands in another file. */
  addRaw(parts: readonly Uint8Array[], factsBytes: number, normalisedLength: number, key: bigint): void {
    if ((this.count + 1) * ROW > this.#rows.length)
      this.#rows = Buffer.concat([this.#rows, Buffer.alloc(this.#rows.length)]);
    const at = this.count++ * ROW;
    this.#rows.writeDoubleLE(this.#articles.length, at);
    let crc = 0;
    let bytes = 0;
    for (const part of parts) {
      crc = crc32(part, crc);
      bytes += part.length;
      this.#articles.write(part);
    }
    this.#rows.writeUInt32LE(factsBytes, at + 8);
    this.#rows.writeUInt32LE(bytes - factsBytes, at + 12);
    this.#rows.writeUInt32LE(normalisedLength, at + 16);
    this.#rows.writeUInt32LE(crc, at + 20);
    this.#rows.writeBigUInt64LE(key, at + 24);
  }

  finish(): RecordSeals {
    const table = new SealedWriter(this.#tablePath);
    const head = Buffer.alloc(TABLE_HEAD);
    head.write(TABLE_MAGIC, 0, 'latin1');
    head.writeUInt32LE(RECORDS_FORMAT, 8);
    head.writeUInt32LE(this.count, 12);
    table.write(head);
    table.write(this.#rows.subarray(0, this.count * ROW));
    return { articles: this.#articles.finish(), table: table.finish() };
  }

  abandon(): void {
    this.#articles.abandon();
  }
}

interface Row {
  readonly offset: number;
  readonly factsBytes: number;
  readonly textBytes: number;
  readonly normalisedLength: number;
  readonly crc: number;
  readonly key: bigint;
}

/** The articles of one segment, read one at a time. */
export class RecordsFile {
  constructor(
    readonly articlesPath: string,
    readonly tablePath: string,
    readonly articlesDescriptor: number,
    readonly tableDescriptor: number,
    readonly count: number,
  ) {
    const head = Buffer.alloc(TABLE_HEAD);
    readFully(tableDescriptor, head, 0, tablePath);
    if (head.toString('latin1', 0, 8) !== TABLE_MAGIC) throw damaged(tablePath, 'magic');
    if (head.readUInt32LE(8) !== RECORDS_FORMAT) throw damaged(tablePath, 'format');
    if (head.readUInt32LE(12) !== count) throw damaged(tablePath, 'number of articles');
    const magic = Buffer.alloc(ARTICLES_MAGIC.length);
    readFully(articlesDescriptor, magic, 0, articlesPath);
    if (magic.toString('latin1') !== ARTICLES_MAGIC) throw damaged(articlesPath, 'magic');
  }

  article(number: number): IndexedArticle {
    const row = this.#row(number);
    const bytes = this.#record(row, number);
    try {
      const facts = JSON.parse(bytes.toString('utf8', 0, row.factsBytes)) as Omit<Article, 'text'>;
      return { ...facts, text: bytes.toString('utf8', row.factsBytes), normalisedLength: row.normalisedLength };
    } catch {
      throw damaged(this.articlesPath, `facts of article ${number}`);
    }
  }

  /** Copies a record to another file without taking it apart. */
  copy(number: number, to: RecordsWriter): void {
    const row = this.#row(number);
    to.addRaw([this.#record(row, number)], row.factsBytes, row.normalisedLength, row.key);
  }

  /** Key of every id, by article number. */
  keys(): BigUint64Array {
    const keys = new BigUint64Array(this.count);
    const rows = Buffer.alloc(Math.min(this.count, 4096) * ROW);
    for (let start = 0; start < this.count; start += 4096) {
      const part = rows.subarray(0, Math.min(4096, this.count - start) * ROW);
      readFully(this.tableDescriptor, part, TABLE_HEAD + start * ROW, this.tablePath);
      for (let i = 0; i * ROW < part.length; i++) keys[start + i] = part.readBigUInt64LE(i * ROW + 24);
    }
    return keys;
  }

  #row(number: number): Row {
    const bytes = Buffer.allocUnsafe(ROW);
    readFully(this.tableDescriptor, bytes, TABLE_HEAD + number * ROW, this.tablePath);
    return {
      offset: bytes.readDoubleLE(0),
      factsBytes: bytes.readUInt32LE(8),
      textBytes: bytes.readUInt32LE(12),
      normalisedLength: bytes.readUInt32LE(16),
      crc: bytes.readUInt32LE(20),
      key: bytes.readBigUInt64LE(24),
    };
  }

  #record(row: Row, number: number): Buffer {
    const length = row.factsBytes + row.textBytes;
    // A damaged row can ask for anything: the largest record that can be written bounds it.
    if (!(row.offset >= 0 && Number.isSafeInteger(row.offset)) || length > LARGEST_RECORD)
      throw damaged(this.tablePath, `row of article ${number}`);
    const bytes = Buffer.allocUnsafe(length);
    readFully(this.articlesDescriptor, bytes, row.offset, this.articlesPath);
    if (crc32(bytes) !== row.crc) throw damaged(this.articlesPath, `checksum of article ${number}`);
    return bytes;
  }
}

/** Bytes of facts and text together. No article is near it; a text that is has not been an article. */
export const LARGEST_RECORD = 1 << 28;
