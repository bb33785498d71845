import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { FetchResult } from '../../source/types.js';
import type { AuditAnswer, WorkerConfiguration, WorkerJob, WorkerMessage, WorkerSetup } from './protocol.js';

export interface PoolOptions extends WorkerSetup {
  /** Most threads. Default: one for each core; the fetching thread needs so little that it shares one of them. */
  readonly workers?: number;
  /** Milliseconds one page may take before its worker is killed. Default 20,000. */
  readonly timeout?: number;
  /** Memory of each worker. Default: 512 MiB for old objects, 16 MiB for young ones. */
  readonly limits?: ResourceLimits;
}

/** How an audit in a worker ended. */
export type PoolAnswer =
  | { readonly kind: 'audited'; readonly answer: AuditAnswer }
  /** The page made its worker throw, die or hang: it is to blame, and would do so again. */
  | { readonly kind: 'failed'; readonly reason: 'threw' | 'died' | 'hung'; readonly detail: string }
  /** The worker died of another page, and this one's bytes with it: fetch it again. */
  | { readonly kind: 'lost' };

/** The workers cannot be started at all: a bug or a broken installation, not a page's fault. */
export class PoolError extends Error {
  override readonly name = 'PoolError';
}

/**
 * Pages given to a worker at a time: while it audits one, the next ones already lie in its thread, so that it does not
 * wait while the fetching thread is busy with a commit or a burst of requests, which may take as long as ten pages. More
 * would be lost with a worker that dies.
 */
export const PAGES_PER_WORKER = 12;
const DEFAULT_TIMEOUT = 20_000;
const DEFAULT_LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/**
 * What V8 is told. Holds for the process. Flags of V8 and no contract: an engine without them says so on stderr, and a
 * test looks for that.
 *
 * Each worker compiles the whole audit for itself, on cores that are busy with pages, and over thousands of pages that is
 * a sixth of all processor time. At V8's own 920 bytes of bytecode drawn into one function, a function is compiled again
 * inside each of its callers, which makes the code no faster.
 *
 * The cores being busy, threads that help to collect young objects are waited for longer than they help. And a worker
 * fills megabytes with each page from the first one on: V8 begins with one, and doubles it when enough has survived.
 */
export const ENGINE_FLAGS: readonly string[] = [
  '--max-inlined-bytecode-size-cumulative=300',
  '--no-parallel-scavenge',
  '--min-semi-space-size=5',
];

interface Job {
  readonly target: string;
  readonly result: FetchResult;
  readonly rules: unknown;
  readonly settle: (answer: PoolAnswer) => void;
}

interface Member {
  readonly worker: Worker;
  /** Oldest first: the first one is being audited. */
  readonly jobs: Map<number, Job>;
  /** Since when the first job is audited. */
  startedAt: number;
  ready: boolean;
  /** Why it is being ended by us. */
  ending: 'hung' | 'closed' | null;
}

/**
 * Worker threads that audit pages. One page at a time each; a page that harms its worker harms nothing else. The first
 * starts at once and loads its auditor before it is known what that will be told: `configure` tells it, and pages wait
 * for that. The others start when there are pages for them.
 */
export class AuditPool {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member>();
  readonly #queue: Job[] = [];
  readonly #size: number;
  readonly #timeout: number;
  readonly #watch: NodeJS.Timeout;
  #configuration: WorkerConfiguration | null = null;
  #head = 0;
  #nextId = 1;
  #fatal: PoolError | null = null;
  #closed = false;
  /** Called whenever a job has ended: there may be room for more. */
  onProgress: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#size = Math.max(1, options.workers ?? availableParallelism());
    this.#timeout = options.timeout ?? DEFAULT_TIMEOUT;
    for (const flag of ENGINE_FLAGS) setFlagsFromString(flag);
    this.#spawn();
    this.#watch = setInterval(() => this.#endHung(), Math.max(10, Math.min(250, this.#timeout / 4)));
    this.#watch.unref();
  }

  /** Creates the auditors, those of workers started later included. Call once. @param options structured-cloned */
  configure(options: unknown): void {
    this.#configuration = { options };
    for (const { worker } of this.#members) worker.postMessage(this.#configuration);
  }

  /** Pages that wait in this thread, beyond those the workers already have. */
  get backlog(): number {
    return this.#queue.length - this.#head;
  }

  /** Most threads. */
  get size(): number {
    return this.#size;
  }

  /**
   * Audits a page in a worker. The bytes are transferred: they are gone from the caller's thread.
   * Rejects with `PoolError` when the workers cannot be started.
   * @param rules what holds for this page alone; handed to the auditor
   */
  run(target: string, result: FetchResult, rules?: unknown): Promise<PoolAnswer> {
    return new Promise((settle, reject) => {
      if (this.#fatal !== null) {
        reject(this.#fatal);
        return;
      }
      this.#queue.push({
        target,
        result,
        rules,
        settle: (answer) => (this.#fatal === null ? settle(answer) : reject(this.#fatal)),
      });
      this.#grow();
      this.#dispatch();
    });
  }

  /**
   * Starts the threads that so many pages at a time will need, before the first of them is there: a thread takes a while
   * to load. With many cores that would be many threads, of which slow hosts keep a few busy: say what is sure.
   */
  expect(pages: number): void {
    if (this.#closed || this.#fatal !== null) return;
    while (this.#members.size < Math.min(pages, this.#size)) this.#spawn();
  }

  /** Ends the workers. What they have under way is lost. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    await Promise.all(
      [...this.#members].map((member) => {
        member.ending = 'closed';
        return member.worker.terminate();
      }),
    );
  }

  /** Starts a thread where there are more pages than threads. */
  #grow(): void {
    if (this.#members.size >= this.#size) return;
    let pages = this.backlog;
    for (const { jobs } of this.#members) pages += jobs.size;
    this.expect(pages);
  }

  #spawn(): void {
    const { auditor, limits } = this.#options;
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { auditor } satisfies WorkerSetup,
      resourceLimits: limits ?? DEFAULT_LIMITS,
    });
    if (this.#configuration !== null) worker.postMessage(this.#configuration);
    const member: Member = { worker, jobs: new Map(), startedAt: 0, ready: false, ending: null };
    this.#members.add(member);
    let cause = '';
    worker.on('message', (message: WorkerMessage) => this.#receive(member, message));
    worker.on('error', (error) => {
      cause = error.message;
    });
    worker.on('exit', (code) => this.#bury(member, cause || `exit ${code}`));
  }

  #dispatch(): void {
    // Breadth first: a second page for one worker only when every worker has its first.
    for (let depth = 1; depth <= PAGES_PER_WORKER; depth++) {
      for (const member of this.#members) {
        if (this.#head === this.#queue.length) return;
        if (member.ready && member.ending === null && member.jobs.size < depth) this.#hand(member);
      }
    }
  }

  #hand(member: Member): void {
    const job = this.#queue[this.#head];
    this.#queue[this.#head++] = undefined as unknown as Job;
    if (this.#head === this.#queue.length || this.#head > 1024) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    const id = this.#nextId++;
    if (member.jobs.size === 0) member.startedAt = performance.now();
    member.jobs.set(id, job);
    const message: WorkerJob = { id, target: job.target, result: job.result, rules: job.rules };
    member.worker.postMessage(message, transferables(job.result));
  }

  #receive(member: Member, message: WorkerMessage): void {
    if (message.kind === 'ready') {
      member.ready = true;
    } else {
      const job = member.jobs.get(message.id);
      member.jobs.delete(message.id);
      member.startedAt = performance.now();
      if (message.kind === 'done') job?.settle({ kind: 'audited', answer: message.answer });
      else job?.settle({ kind: 'failed', reason: 'threw', detail: message.reason });
    }
    this.#dispatch();
    this.onProgress();
  }

  #endHung(): void {
    const latest = performance.now() - this.#timeout;
    for (const member of this.#members) {
      if (member.jobs.size === 0 || member.startedAt > latest || member.ending !== null) continue;
      member.ending = 'hung';
      void member.worker.terminate();
    }
  }

  #bury(member: Member, cause: string): void {
    this.#members.delete(member);
    if (!member.ready && member.ending === null && !this.#closed) this.#giveUp(cause);
    let culprit = member.ending !== 'closed';
    for (const job of member.jobs.values()) {
      if (culprit) {
        const reason = member.ending === 'hung' ? 'hung' : 'died';
        job.settle({ kind: 'failed', reason, detail: reason === 'hung' ? `${this.#timeout} ms` : cause });
      } else job.settle({ kind: 'lost' });
      culprit = false;
    }
    this.#grow();
    this.onProgress();
  }

  /** A worker that dies before it has seen a page will die again. */
  #giveUp(cause: string): void {
    this.#fatal ??= new PoolError(`the audit workers cannot be started: ${cause}`);
    for (const job of this.#queue.splice(this.#head)) job.settle({ kind: 'lost' });
    this.#queue.length = 0;
    this.#head = 0;
  }
}

/** The buffer of the bytes, where it is theirs alone and may change hands. */
function transferables(result: FetchResult): ArrayBuffer[] {
  const bytes = result.ok ? result.fetched.bytes : result.answer?.bytes;
  if (bytes === undefined || !(bytes.buffer instanceof ArrayBuffer)) return [];
  // A slice of a shared slab is copied; moving it would take its neighbours along.
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.byteLength > 0
    ? [bytes.buffer]
    : [];
}
