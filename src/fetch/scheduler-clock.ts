/** Time as the scheduler knows it; tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970. Never goes back. */
  now(): number;
  /** Calls `run` once, at `at` or later. The function returned cancels it. */
  setTimer(at: number, run: () => void): () => void;
}

/** The longest wait `setTimeout` can express; longer ones are cut into several. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The machine's clock. Counted from the start of the process, so that a corrected system clock moves no deadline. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimer(at, run) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const wait = at - systemClock.now();
      timer = wait > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(run, Math.max(0, Math.ceil(wait)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** Resolves at `at`; rejects with the signal's reason when that aborts first. */
export function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = (): void => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.setTimer(at, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
