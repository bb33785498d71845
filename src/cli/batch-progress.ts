import type { Progress } from '../audit/batch/progress.js';
import { VERDICTS } from '../audit/types.js';
import type { Language } from '../policy/types.js';
import { columnsOf } from '../report/columns.js';
import { grouped } from '../report/messages/grouped.js';
import { batchMessagesIn, showDuration, verdictNames } from './batch-messages.js';
import type { Surroundings } from './io.js';
import { canRedraw } from './terminal.js';

/** Milliseconds between two drawings on a terminal, and between two lines where there is none. */
const REDRAW = 200;
const LINE = 30_000;
const BAR = 20;

/** Shows progress on standard error: a line that redraws itself on a terminal, plain lines otherwise. */
export class ProgressDisplay {
  readonly #stderr: Surroundings['stderr'];
  readonly #language: Language;
  readonly #terminal: boolean;
  readonly #timer: NodeJS.Timeout;
  #drawn = false;

  constructor(surroundings: Pick<Surroundings, 'stderr' | 'env'>, language: Language, read: () => Progress) {
    this.#stderr = surroundings.stderr;
    this.#language = language;
    this.#terminal = canRedraw(surroundings);
    this.#timer = setInterval(() => this.#show(read()), this.#terminal ? REDRAW : LINE);
    this.#timer.unref();
  }

  /** Takes the line off the terminal, so that something else can be written. */
  clear(): void {
    if (!this.#drawn) return;
    this.#stderr.write('\r\x1b[K');
    this.#drawn = false;
  }

  end(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #show(progress: Progress): void {
    if (!this.#terminal) {
      this.#stderr.write(`${progressLine(progress, this.#language)}\n`);
      return;
    }
    // Room is left for the `^C` of the terminal.
    this.#stderr.write(`\r${drawnLine(progress, this.#language, (this.#stderr.columns ?? 80) - 3)}\x1b[K`);
    this.#drawn = true;
  }
}

interface Part {
  readonly text: string;
  /** What a narrow terminal keeps to the last has the lowest number. */
  readonly rank: number;
}

/** Done, rate, verdicts, time left, slowest hosts. */
function partsOf(progress: Progress, language: Language): Part[] {
  const say = batchMessagesIn(language);
  const names = verdictNames(language);
  const { done, total, rate, verdicts, left, slowest } = progress;
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  const counts = VERDICTS.filter((verdict) => verdicts[verdict] > 0).map(
    (verdict): Part => ({ text: `${names[verdict]} ${grouped(verdicts[verdict])}`, rank: 1 }),
  );
  const parts: Part[] = [
    { text: `${grouped(done)}/${grouped(total)} (${percent}%)`, rank: 0 },
    { text: `${rate.toFixed(rate < 10 ? 1 : 0)}${say.perSecond}`, rank: 3 },
    ...counts,
  ];
  if (left !== null && done < total) parts.push({ text: `${say.left} ${showDuration(left, language)}`, rank: 2 });
  const slow = slowest
    .filter(({ left: pages }) => pages > 1)
    .map(({ name, left: pages }) => `${name} (${grouped(pages)})`);
  if (slow.length > 0) parts.push({ text: `${say.slowest} ${slow.join(' ')}`, rank: 4 });
  return parts;
}

const BETWEEN = ' · ';

/** One line: done, rate, verdicts, time left, slowest hosts. */
export function progressLine(progress: Progress, language: Language): string {
  return partsOf(progress, language)
    .map(({ text }) => text)
    .join(BETWEEN);
}

/** The same for a terminal of so many columns: a bar before it and whole parts, as many as there is room for. */
export function drawnLine(progress: Progress, language: Language, width: number): string {
  const { done, total } = progress;
  const full = total === 0 ? BAR : Math.floor((done / total) * BAR);
  const parts = partsOf(progress, language);
  const byRank = [...parts].sort((a, b) => a.rank - b.rank);
  const kept = new Set<Part>();
  let used = 0;
  for (const part of byRank) {
    const wanted = columnsOf(part.text) + (kept.size === 0 ? 0 : BETWEEN.length);
    if (used + wanted > width) break;
    kept.add(part);
    used += wanted;
  }
  const line = parts
    .filter((part) => kept.has(part))
    .map(({ text }) => text)
    .join(BETWEEN);
  return used + BAR + 1 > width ? line : `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${line}`;
}
