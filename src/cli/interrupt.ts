import type { Surroundings } from './io.js';

/**
 * Ctrl-C and `kill`: the first asks the run to end in good order, the second ends what is under way (`force`).
 * `end` gives the signals back to the process.
 */
export function interruption(
  stderr: Surroundings['stderr'],
  message: string,
  force: () => void,
): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      force();
      return;
    }
    // On a terminal, the message takes the place of the line of progress and of the `^C` behind it.
    stderr.write(stderr.isTTY ? `\r\x1b[K${message}\n` : `\n${message}\n`);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
