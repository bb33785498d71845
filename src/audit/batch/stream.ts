import type { AuditFile } from '../store/audit-file.js';
import { ResultReader, type TargetResult } from '../store/results.js';
import type { BatchRun } from './run.js';

/** Milliseconds results gather before the next look for them. */
const LOOK = 100;

/**
 * The results of a run as they become known. `list`: in the order of the list, each as soon as all before it are
 * there; when the run ends before its time, what is finished behind the first gap follows. `finished`: as pages are finished, those of earlier runs first. Results lie in the file until they are
 * taken: a slow reader costs no memory. Made before the run starts: what is finished before somebody reads would be
 * lost else.
 */
export class ResultStream {
  readonly #file: AuditFile;
  readonly #news: News;
  readonly #order: 'list' | 'finished';
  readonly #startedAt: number;

  constructor(file: AuditFile, run: BatchRun, order: 'list' | 'finished') {
    this.#file = file;
    this.#order = order;
    this.#startedAt = run.startedAt;
    this.#news = new News(run, order === 'finished');
  }

  /** Ends when `ended` is settled and nothing more is ready. */
  async *until(ended: Promise<unknown>): AsyncGenerator<TargetResult> {
    const reader = new ResultReader(this.#file);
    const news = this.#news;
    news.endWith(ended);
    try {
      yield* this.#order === 'list' ? inListOrder(reader, news) : asFinished(reader, news, this.#startedAt);
    } finally {
      news.close();
    }
  }
}

async function* inListOrder(reader: ResultReader, news: News): AsyncGenerator<TargetResult> {
  for (let after = 0; ; ) {
    // Asked before reading: what is finished while we read is read in the next round.
    const over = news.over;
    const { results, complete } = reader.readyAfter(after);
    for (const result of results) {
      yield result;
      after = result.position;
    }
    if (complete) return;
    if (over && results.length === 0) {
      // Nothing fills the gap any more: what lies behind it has been fetched, and somebody waits for it.
      yield* reader.finishedBefore(Number.MAX_SAFE_INTEGER, after);
      return;
    }
    if (results.length === 0) await news.wait();
  }
}

async function* asFinished(reader: ResultReader, news: News, startedAt: number): AsyncGenerator<TargetResult> {
  yield* reader.finishedBefore(startedAt);
  for (;;) {
    const over = news.over;
    const pages = news.takePages();
    for (const page of pages) yield* reader.ofPage(page);
    if (over && pages.length === 0) return;
    if (pages.length === 0) await news.wait();
  }
}

/** What a run has finished, gathered for a reader that is not always listening. */
class News {
  over = false;
  #pages: number[] = [];
  #wake: (() => void) | null = null;
  readonly #run: BatchRun;

  /** @param keepPages whether it matters which pages were finished */
  constructor(run: BatchRun, keepPages: boolean) {
    this.#run = run;
    if (keepPages) run.onResult = (page) => this.#pages.push(page);
  }

  endWith(ended: Promise<unknown>): void {
    const finish = (): void => {
      this.over = true;
      this.#wake?.();
    };
    ended.then(finish, finish);
  }

  takePages(): number[] {
    const pages = this.#pages;
    this.#pages = [];
    return pages;
  }

  async wait(): Promise<void> {
    if (this.over) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  close(): void {
    this.#run.onResult = () => {};
  }
}
