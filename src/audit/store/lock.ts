import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './driver.js';
import { StoreError } from './errors.js';

/** The lock, and the note that says who holds it. */
export const LOCK_FILES = ['lock.sqlite', 'lock.json'] as const;

/**
 * Makes this process the only one that works on an audit. The lock is an exclusive transaction on a database of its
 * own: the operating system drops it when the process ends, however it ends, so that no lock is ever stale and no
 * process has to judge whether another one still lives. The note beside it only says who holds the lock.
 * Reading an audit (`report`, `diff`) needs no lock.
 */
export function acquireLock(directory: string): { release(): void } {
  const path = join(directory, LOCK_FILES[0]);
  const notePath = join(directory, LOCK_FILES[1]);
  const database = openDatabase(path, { busyTimeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof StoreError && error.kind === 'busy') {
      throw new StoreError('in-use', directory, describeHolder(notePath));
    }
    throw error;
  }
  try {
    writeFileSync(notePath, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
  } catch (error) {
    database.close();
    throw new StoreError('unwritable', directory, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function describeHolder(path: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return `pid ${pid}, ${host}, ${since}`;
  } catch {
    return 'pid ?';
  }
}
