/**
 * Lets several readers see one stream, each at its own pace but none further ahead than `limit` items of the slowest:
 * memory does not grow with the length of a run.
 */
export function broadcast<Item>(source: AsyncIterable<Item>, readers: number, limit = 256): AsyncIterable<Item>[] {
  const iterator = source[Symbol.asyncIterator]();
  const queues: Item[][] = Array.from({ length: readers }, () => []);
  const active = new Set(queues);
  let waiting: (() => void)[] = [];
  let pulling: Promise<void> | null = null;
  let done = false;
  let failure: { error: unknown } | null = null;

  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  };
  const changed = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const pull = async (): Promise<void> => {
    while ([...active].some((queue) => queue.length >= limit)) await changed();
    try {
      const next = await iterator.next();
      if (next.done) done = true;
      else for (const queue of active) queue.push(next.value);
    } catch (error) {
      failure = { error };
      done = true;
    }
    pulling = null;
    wake();
  };

  return queues.map((queue) => ({
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          if (queue.length > 0) {
            const item = queue.shift() as Item;
            wake();
            yield item;
          } else if (done) {
            if (failure !== null) throw failure.error;
            return;
          } else {
            pulling ??= pull();
            await Promise.race([pulling, changed()]);
          }
        }
      } finally {
        active.delete(queue);
        wake();
        if (active.size === 0) await iterator.return?.();
      }
    },
  }));
}
