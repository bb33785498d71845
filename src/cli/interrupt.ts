import type { Surroundings } from './io.js';
import { canRedraw } from './terminal.js';

/** Milliseconds in which a process that was told to end may end by itself. */
const GRACE = 500;

export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Gives the signals back to the process. */
  end(): void;
  /** Nothing is left to do: ends the process where something that cannot be called off (the opening of a pipe) holds it. */
  abandon(): void;
}

/**
 * Ctrl-C and `kill`: the first asks the run to end in good order, the second ends what is under way (`force`), the next
 * ends the process. Where `force` is null there is nothing to end in good order, and the second ends the process.
 */
export function interruption(
  surroundings: Pick<Surroundings, 'stderr' | 'env'>,
  message: () => string,
  force: () => (() => void) | null,
): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  let forced = false;
  const interrupt = (name: NodeJS.Signals): void => {
    received = name;
    if (!controller.signal.aborted) {
      // On a terminal, the message takes the place of the line of progress and of the `^C` behind it.
      surroundings.stderr.write(canRedraw(surroundings) ? `\r\x1b[K${message()}\n` : `\n${message()}\n`);
      controller.abort();
      return;
    }
    const gently = forced ? null : force();
    forced = true;
    if (gently === null) die(name);
    else gently();
  };
  const end = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  /** By the signal itself: shells tell that from an exit code of our choice. */
  const die = (name: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, name);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    end,
    abandon: () => {
      // Not awaited by the process: where nothing holds it, it is gone before.
      setTimeout(() => die(received ?? 'SIGINT'), GRACE).unref();
    },
  };
}
