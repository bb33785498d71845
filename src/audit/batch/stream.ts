import type { AuditFile } from '../store/audit-file.js';
import { ResultReader, type TargetResult } from '../store/results.js';
import type { BatchRun } from './run.js';

/** Milliseconds results gather before the next look for them. */
const LOOK = 100;

/**
 * The results of a run as they become known. `list`: in the order of the list, each as soon as all before it are
 * there. `finished`: as pages are finished, those of earlier runs first. Results lie in the file until they are
 * taken: a slow reader costs no memory. Ends when `ended` resolves and nothing more is ready.
 */
export async function* streamResults(
  file: AuditFile,
  run: BatchRun,
  ended: Promise<unknown>,
  order: 'list' | 'finished',
): AsyncGenerator<TargetResult> {
  const reader = new ResultReader(file);
  const news = new News(run, ended);
  try {
    yield* order === 'list' ? inListOrder(reader, news) : asFinished(reader, news, run.startedAt);
  } finally {
    news.close();
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
    if (complete || (over && results.length === 0)) return;
    if (results.length === 0) await news.wait();
  }
}

async function* asFinished(reader: ResultReader, news: News, startedAt: number): AsyncGenerator<TargetResult> {
  news.keepPages = true;
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
  keepPages = false;
  #pages: number[] = [];
  #wake: (() => void) | null = null;
  readonly #run: BatchRun;

  constructor(run: BatchRun, ended: Promise<unknown>) {
    this.#run = run;
    run.onResult = (page) => {
      if (this.keepPages) this.#pages.push(page);
    };
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
