import { randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OriginalsError } from '../error.js';

export const LOCK = 'writer.lock';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** A guard nobody has touched for so long (milliseconds) was left behind. Taking a dead lock away needs far less. */
const ABANDONED_GUARD = 30_000;

/**
 * Takes the only right to write into the folder. Readers need none.
 * The lock of a program on this machine that no longer runs is taken over; one of another machine never is.
 * @returns gives the lock back
 * @throws OriginalsError `locked`
 */
export function lockForWriting(folder: string): () => void {
  const path = join(folder, LOCK);
  const mine = join(folder, `${LOCK}.${process.pid}.${randomUUID()}`);
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  // A link appears with its contents; a file that is created and then filled can be seen empty.
  writeFileSync(mine, JSON.stringify(holder));
  try {
    if (!tryLink(mine, path) && !(removeIfDead(path) && tryLink(mine, path))) throw locked(path);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return tryCopy(from, to);
  }
}

/** For file systems without links (exFAT, some network drives). Seen half written it says nothing, and is left alone. */
function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two programs that both find the lock dead must not remove each other's new one: only the holder of the guard removes. */
function removeIfDead(path: string): boolean {
  const guard = `${path}.guard`;
  try {
    mkdirSync(guard);
  } catch {
    try {
      if (Date.now() - statSync(guard).mtimeMs > ABANDONED_GUARD) rmdirSync(guard);
    } catch {
      // Somebody else was quicker.
    }
    return false;
  }
  try {
    const holder = readHolder(path);
    if (holder === null) return true;
    if (holder === undefined || holder.host !== hostname() || isRunning(holder.pid)) return false;
    unlinkSync(path);
    return true;
  } finally {
    rmdirSync(guard);
  }
}

/** null: no lock any more. undefined: a lock that says nothing understandable. */
function readHolder(path: string): Holder | null | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return typeof holder?.pid === 'number' ? holder : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function locked(path: string): OriginalsError {
  const holder = readHolder(path);
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another program';
  const whoChinese = holder ? `${holder.host} 上的进程 ${holder.pid}（自 ${holder.since} 起）` : '另一个程序';
  return new OriginalsError(
    'locked',
    `The index is being written by ${who}. Wait for it; if it no longer runs, delete ${path}.`,
    `${whoChinese}正在写入该索引。请等它结束；如果它已不在运行，请删除 ${path}。`,
  );
}
