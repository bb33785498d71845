import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BatchPlan } from '../../../../src/audit/batch/plan.js';
import type { Progress } from '../../../../src/audit/batch/progress.js';
import type { TargetResult } from '../../../../src/audit/store/results.js';
import { AUDITOR, type CompiledSources } from './compiled.js';

export interface BatchTask {
  readonly folder: string;
  readonly list: string;
  readonly settings?: Record<string, unknown>;
  readonly selection?: Record<string, unknown>;
  readonly reopen?: readonly string[];
  readonly order?: 'list' | 'finished';
  /** Results are read only when the run has ended. */
  readonly readLate?: boolean;
  readonly policy?: string;
  readonly timeout?: number;
  /** Results are too many to be told one by one. */
  readonly countOnly?: boolean;
}

export interface BatchReport {
  readonly complete: boolean;
  readonly results: readonly TargetResult[];
  /** Results by problem, or by verdict where there is none. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly progress: Progress;
  readonly plan: BatchPlan;
}

/** A batch in a process of its own. */
export class BatchProcess {
  readonly child: ChildProcess;
  #output = '';
  #errors = '';
  readonly #closed: Promise<unknown[]>;

  constructor(sources: CompiledSources, task: BatchTask) {
    const script = fileURLToPath(new URL('./batch-process.mjs', import.meta.url));
    const argument = JSON.stringify({ dist: sources.url(''), auditor: AUDITOR, ...task });
    this.child = spawn(process.execPath, [script, argument], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#closed = once(this.child, 'close');
    this.child.stdout?.on('data', (chunk) => {
      this.#output += String(chunk);
    });
    this.child.stderr?.on('data', (chunk) => {
      this.#errors += String(chunk);
    });
  }

  get errors(): string {
    return this.#errors;
  }

  /** Resolves when the run has begun, or the process has ended. */
  async running(): Promise<void> {
    while (!this.#errors.includes('running') && this.child.exitCode === null && this.child.signalCode === null) {
      await Promise.race([once(this.child.stderr!, 'data'), this.#closed]);
    }
  }

  /** Resolves when the process has ended and all of its output is here. */
  async ended(): Promise<{ code: number | null; report: BatchReport | null }> {
    const [code] = (await this.#closed) as [number | null];
    return { code, report: this.#output === '' ? null : (JSON.parse(this.#output) as BatchReport) };
  }
}

/** Runs a batch to its end; fails with its error output where it has no report. */
export async function runBatch(sources: CompiledSources, task: BatchTask): Promise<BatchReport> {
  const process = new BatchProcess(sources, task);
  const { report } = await process.ended();
  if (report === null) throw new Error(`the batch failed: ${process.errors}`);
  return report;
}
