import type { Surroundings } from './io.js';
import { canRedraw } from './terminal.js';

/** Milliseconds between two drawings on a terminal, and between two lines where there is none. */
const REDRAW = 200;
const LINE = 30_000;

/** One line on standard error about work that takes long: redrawn on a terminal, repeated now and then elsewhere. */
export class ProgressLine {
  readonly #stderr: Surroundings['stderr'];
  readonly #timer: NodeJS.Timeout;
  #drawn = false;

  constructor(surroundings: Pick<Surroundings, 'stderr' | 'env'>, read: () => string) {
    const { stderr } = surroundings;
    this.#stderr = stderr;
    const terminal = canRedraw(surroundings);
    this.#timer = setInterval(
      () => {
        // Chinese characters take two columns.
        const room = Math.max(10, Math.floor(((stderr.columns ?? 80) - 1) / 2));
        stderr.write(terminal ? `\r${read().slice(0, room)}\x1b[K` : `${read()}\n`);
        this.#drawn = terminal;
      },
      terminal ? REDRAW : LINE,
    );
    this.#timer.unref();
  }

  /** Writes a line that stays. */
  say(line: string): void {
    this.#clear();
    this.#stderr.write(`${line}\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #clear(): void {
    if (this.#drawn) this.#stderr.write('\r\x1b[K');
    this.#drawn = false;
  }
}
