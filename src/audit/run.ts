import type { FetchResult, Target } from '../source/types.js';

export interface RunOptions<Result> {
  read(target: Target): Promise<FetchResult>;
  audit(target: Target, result: FetchResult): Result | Promise<Result>;
  /** Targets being read or audited at a time. Results come in the order of the targets all the same. */
  readonly concurrency: number;
}

/** Audits many targets. Nothing a target does ends the run; results come one by one, in order. */
export async function* auditTargets<Result>(
  targets: AsyncIterable<Target>,
  options: RunOptions<Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = [];
  const start = async (target: Target): Promise<Result> => options.audit(target, await options.read(target));
  for await (const target of targets) {
    const result = start(target);
    // It is awaited in its turn; until then its failure is no unhandled one.
    result.catch(() => {});
    waiting.push(result);
    if (waiting.length >= options.concurrency) yield await waiting.shift()!;
  }
  for (const result of waiting) yield await result;
}
