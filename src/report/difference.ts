import type { ScriptFunction } from './html/client/dom.js';

/** A stretch of two texts: in both, in the first only, in the second only. */
export interface Stretch {
  readonly kind: 'same' | 'first' | 'second';
  readonly text: string;
}

/**
 * Compares two texts character by character (longest common subsequence). Texts whose table would be too large are
 * compared by their common start and end only.
 */
export function difference(first: string, second: string): Stretch[] {
  const a = [...first];
  const b = [...second];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  const stretches: Stretch[] = [{ kind: 'same', text: a.slice(0, start).join('') }];
  if (middleA.length * middleB.length > 1_000_000) {
    stretches.push({ kind: 'first', text: middleA.join('') }, { kind: 'second', text: middleB.join('') });
  } else {
    stretches.push(...commonSubsequence(middleA, middleB));
  }
  stretches.push({ kind: 'same', text: a.slice(a.length - end).join('') });
  return joined(stretches);
}

function commonSubsequence(a: readonly string[], b: readonly string[]): Stretch[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const stretches: Stretch[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      stretches.push({ kind: 'same', text: a[i] });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      stretches.push({ kind: 'first', text: a[i++] });
    } else {
      stretches.push({ kind: 'second', text: b[j++] });
    }
  }
  return stretches;
}

/** Neighbours of one kind as one stretch; empty ones dropped. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    const last = result[result.length - 1];
    if (last !== undefined && last.kind === stretch.kind) {
      result[result.length - 1] = { kind: last.kind, text: last.text + stretch.text };
    } else if (stretch.text !== '') {
      result.push(stretch);
    }
  }
  return result;
}

/** This file's functions, for the script (see script.ts). */
export function differenceFunctions(): readonly ScriptFunction[] {
  return [difference, commonSubsequence, joined];
}
