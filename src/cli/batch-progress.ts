import type { Progress } from '../audit/batch/progress.js';
import { VERDICTS } from '../audit/types.js';
import type { Language } from '../policy/types.js';
import { batchMessagesIn, showDuration, verdictNames } from './batch-messages.js';
import type { Surroundings } from './io.js';

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

  constructor(stderr: Surroundings['stderr'], language: Language, read: () => Progress) {
    this.#stderr = stderr;
    this.#language = language;
    this.#terminal = stderr.isTTY === true;
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
    const line = progressLine(progress, this.#language);
    if (!this.#terminal) {
      this.#stderr.write(`${line}\n`);
      return;
    }
    const { done, total } = progress;
    const full = total === 0 ? BAR : Math.floor((done / total) * BAR);
    const drawn = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${line}`;
    // Room is left for the `^C` of the terminal.
    this.#stderr.write(`\r${cutToWidth(drawn, (this.#stderr.columns ?? 80) - 3)}\x1b[K`);
    this.#drawn = true;
  }
}

/** One line: done, rate, verdicts, time left, slowest hosts. */
export function progressLine(progress: Progress, language: Language): string {
  const say = batchMessagesIn(language);
  const names = verdictNames(language);
  const { done, total, rate, verdicts, left, slowest } = progress;
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  const counts = VERDICTS.filter((verdict) => verdicts[verdict] > 0).map(
    (verdict) => `${names[verdict]} ${verdicts[verdict]}`,
  );
  const parts = [`${done}/${total} (${percent}%)`, `${rate.toFixed(rate < 10 ? 1 : 0)}${say.perSecond}`, ...counts];
  if (left !== null && done < total) parts.push(`${say.left} ${showDuration(left, language)}`);
  const slow = slowest.filter(({ left: pages }) => pages > 1).map(({ name, left: pages }) => `${name} (${pages})`);
  if (slow.length > 0) parts.push(`${say.slowest} ${slow.join(' ')}`);
  return parts.join(' · ');
}

/** As many characters as fit into `width` columns, where CJK characters take two. */
function cutToWidth(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/.test(character) ? 2 : 1;
    if (used > width) break;
    end += character.length;
  }
  return text.slice(0, end);
}
