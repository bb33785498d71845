import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { damaged, OriginalsError } from '../error.js';
import { FINGERPRINT_VERSION } from '../fingerprint.js';
import { NORMALISATION_VERSION } from '../normalise.js';
import { type FileSeal, syncFolder } from './files.js';

/** Grows when a program that knows only the number before could not read the folder. */
export const INDEX_VERSION = 1;
const FORMAT = 'reprintlint originals';
export const MANIFEST = 'originals.json';

/** Articles that were taken out of a segment, or replaced: a file of their numbers (u32). */
export interface RemovedList {
  readonly file: string;
  readonly count: number;
  readonly seal: FileSeal;
}

export interface SegmentEntry {
  readonly name: string;
  /** Removed ones included. */
  readonly articles: number;
  readonly postings: FileSeal;
  readonly records: FileSeal;
  readonly table: FileSeal;
  readonly removed: RemovedList | null;
}

/**
 * What the index consists of. Everything else in the folder is written once and never changed; replacing this small
 * file commits, so a reader finds the state before or the state after, whenever the writer stops.
 */
export interface Manifest {
  /** Counts the commits. */
  readonly generation: number;
  /** Number for the next file name: none is used twice. */
  readonly nextFile: number;
  /** Winnowing window of the fingerprints. */
  readonly window: number;
  readonly normalisation: number;
  readonly fingerprint: number;
  readonly segments: readonly SegmentEntry[];
}

export function emptyManifest(window: number): Manifest {
  return {
    generation: 0,
    nextFile: 1,
    window,
    normalisation: NORMALISATION_VERSION,
    fingerprint: FINGERPRINT_VERSION,
    segments: [],
  };
}

export function segmentPaths(folder: string, name: string): { postings: string; records: string; table: string } {
  return {
    postings: join(folder, `${name}.postings`),
    records: join(folder, `${name}.articles`),
    table: join(folder, `${name}.table`),
  };
}

export function fileName(number: number): string {
  return String(number).padStart(8, '0');
}

/**
 * @returns null when there is no manifest in the folder
 * @throws OriginalsError `newer`, `other` or `damaged`
 */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  let file: { format?: unknown; version?: unknown; checksum?: unknown; index?: Manifest };
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw damaged(path, 'not JSON');
  }
  if (file === null || typeof file !== 'object' || file.format !== FORMAT)
    throw new OriginalsError('other', `${path} is not an index of originals.`, `${path} 不是原文索引。`);
  // The version comes first: a later program may seal its manifest in another way.
  if (typeof file.version === 'number' && file.version > INDEX_VERSION)
    throw new OriginalsError(
      'newer',
      `${path} was written by a later version of this program (index version ${file.version}, known: up to ${INDEX_VERSION}). Update the program, or build the index again.`,
      `${path} 由更新版本的程序写成（索引版本 ${file.version}，本程序支持到 ${INDEX_VERSION}）。请升级程序，或重新建立索引。`,
    );
  if (file.version !== INDEX_VERSION) throw damaged(path, 'version');
  if (file.index === undefined || file.checksum !== checksum(file.index)) throw damaged(path, 'checksum');
  const { normalisation, fingerprint } = file.index;
  if (normalisation !== NORMALISATION_VERSION || fingerprint !== FINGERPRINT_VERSION)
    throw new OriginalsError(
      'other',
      `${path} holds fingerprints of another kind (${normalisation}/${fingerprint}, wanted ${NORMALISATION_VERSION}/${FINGERPRINT_VERSION}). Build the index again.`,
      `${path} 的指纹算法与本程序不同（${normalisation}/${fingerprint}，需要 ${NORMALISATION_VERSION}/${FINGERPRINT_VERSION}）。请重新建立索引。`,
    );
  return file.index;
}

/** Commits: writes the manifest beside the old one and puts it in its place in one step. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const path = join(folder, MANIFEST);
  const text = `${JSON.stringify({ format: FORMAT, version: INDEX_VERSION, checksum: checksum(manifest), index: manifest })}\n`;
  const descriptor = openSync(`${path}.new`, 'w');
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  // The files it names must be there before it is.
  syncFolder(folder);
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}

function checksum(manifest: Manifest): string {
  return crc32(JSON.stringify(manifest)).toString(16).padStart(8, '0');
}
