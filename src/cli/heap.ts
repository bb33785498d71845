import { setFlagsFromString } from 'node:v8';

/** A flag of V8 and no contract, like that of the worker pool: a test looks whether the engine knows it. */
export const HEAP_GROWTH = '--heap-growing-percent=150';

/**
 * Lets the heaps of this process grow to two and a half times what is in use, and no more, before they are collected. By
 * itself V8 waits until there is four times as much, which a run over a million pages reaches sooner or later and one
 * over ten thousand does not: its memory seemed to grow with the list. Less than this costs time: at one and a half
 * times, a seventh of all processor time was spent on collecting. Call before worker threads start.
 */
export function keepHeapsSmall(): void {
  setFlagsFromString(HEAP_GROWTH);
}
