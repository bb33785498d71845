/** A binary heap of values by due time: the earliest in O(1), adding and removing in O(log n). */
export class TimerHeap<T> {
  readonly #times: number[] = [];
  readonly #values: T[] = [];

  get size(): number {
    return this.#times.length;
  }

  /** Due time of the earliest value; Infinity when there is none. */
  get earliest(): number {
    return this.#times.length === 0 ? Number.POSITIVE_INFINITY : this.#times[0];
  }

  push(time: number, value: T): void {
    const times = this.#times;
    const values = this.#values;
    let at = times.length;
    times.push(time);
    values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      values[at] = values[parent];
      at = parent;
    }
    times[at] = time;
    values[at] = value;
  }

  /** Removes and returns the earliest value. The heap must not be empty. */
  pop(): T {
    const times = this.#times;
    const values = this.#values;
    const top = values[0];
    const time = times.pop()!;
    const value = values.pop()!;
    const size = times.length;
    if (size === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && times[child + 1] < times[child]) child++;
      if (times[child] >= time) break;
      times[at] = times[child];
      values[at] = values[child];
      at = child;
    }
    times[at] = time;
    values[at] = value;
    return top;
  }
}
