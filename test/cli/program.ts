import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { InspectedPage } from '../../src/audit/types.js';

export const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'bin', 'reprintlint.js');

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** What a program needs to be found; no locale, no colour setting, no home, no continuous integration. */
const scrubbed = { PATH: process.env.PATH ?? '' };

/** Runs the program as a user would. English unless the arguments or the environment say otherwise. */
export function reprintlint(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  return finish(spawn(process.execPath, [PROGRAM, ...words], spawning(options)), options);
}

/** A line for `sh`, in which `$reprintlint` stands for the program. */
export function shell(line: string, options: RunOptions = {}): Promise<Run> {
  const env = { reprintlint: `"${process.execPath}" "${PROGRAM}"`, ...options.env };
  return finish(
    spawn('sh', ['-c', line.replaceAll('$reprintlint', env.reprintlint)], spawning({ ...options, env })),
    options,
  );
}

function spawning({ cwd, env }: RunOptions): { cwd?: string; env: Record<string, string> } {
  return { cwd, env: { ...scrubbed, LANG: 'en_US.UTF-8', ...env } };
}

function finish(child: ChildProcess, { stdin }: RunOptions): Promise<Run> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A program that ends before it has read everything is not this test's failure.
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}

/** The objects of an NDJSON report; `credits` and `links` in one of `inspect` alone. */
export function records(stdout: string): InspectedPage[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as InspectedPage);
}

/** A stack trace, or what Node prints when a program falls over. */
export const TRACE = /^\s+at .+:\d+:\d+|\bnode:internal\b|UnhandledPromiseRejection|^Node\.js v/m;
