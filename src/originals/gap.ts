// Taken out of the loops, where looking it up costs as much as using it.
const { max } = Math;

const MATCH = 4;
const MISMATCH = -3;
const OPEN = -4;
const EXTEND = -1;
const NEVER = -(1 << 28);

/** State of a cell: the pair stands against each other, the unit of `a` stands alone, the unit of `b` stands alone. */
const PAIR = 0;
const ALONE_A = 1;
const ALONE_B = 2;

/** What of `b` may be left over at its ends without cost: text before an article, or behind it, is not part of it. */
export interface FreeEnds {
  readonly start: boolean;
  readonly end: boolean;
}

/**
 * Aligns two short stretches that have no long run in common: global alignment with affine gaps (O. Gotoh, “An improved
 * algorithm for matching biological sequences”, 1982). A gap costs more to open than to lengthen, so that what
 * was left out or put in at once tends to be one gap, and not several around every 的 both texts have.
 *
 * @param pair called for every two equal units that stand against each other, from the end to the beginning
 */
export function alignGap(a: Uint16Array, b: Uint16Array, free: FreeEnds, pair: (a: number, b: number) => void): void {
  const columns = b.length + 1;
  // Two bits for each state: which state the best way came from.
  const came = new Uint8Array((a.length + 1) * columns);
  let pairs = new Int32Array(columns).fill(NEVER);
  let aloneA = new Int32Array(columns).fill(NEVER);
  let aloneB = new Int32Array(columns).fill(NEVER);
  pairs[0] = 0;
  for (let j = 1; j < columns; j++) {
    aloneB[j] = free.start ? 0 : OPEN + (j - 1) * EXTEND;
    came[j] = (j === 1 ? PAIR : ALONE_B) << 4;
  }
  let nextPairs = new Int32Array(columns);
  let nextAloneA = new Int32Array(columns);
  let nextAloneB = new Int32Array(columns);
  for (let i = 1; i <= a.length; i++) {
    const row = i * columns;
    const freeRow = free.end && i === a.length;
    nextPairs[0] = NEVER;
    nextAloneB[0] = NEVER;
    nextAloneA[0] = OPEN + (i - 1) * EXTEND;
    came[row] = (i === 1 ? PAIR : ALONE_A) << 2;
    for (let j = 1; j < columns; j++) {
      const score = a[i - 1] === b[j - 1] ? MATCH : MISMATCH;
      let from = PAIR;
      let best = pairs[j - 1];
      if (aloneA[j - 1] > best) {
        from = ALONE_A;
        best = aloneA[j - 1];
      }
      if (aloneB[j - 1] > best) {
        from = ALONE_B;
        best = aloneB[j - 1];
      }
      nextPairs[j] = best + score;
      let trace = from;

      const openA = max(pairs[j], aloneB[j]) + OPEN;
      const extendA = aloneA[j] + EXTEND;
      nextAloneA[j] = max(openA, extendA);
      trace |= (extendA >= openA ? ALONE_A : pairs[j] >= aloneB[j] ? PAIR : ALONE_B) << 2;

      const openB = max(nextPairs[j - 1], nextAloneA[j - 1]) + (freeRow ? 0 : OPEN);
      const extendB = nextAloneB[j - 1] + (freeRow ? 0 : EXTEND);
      nextAloneB[j] = max(openB, extendB);
      trace |= (extendB >= openB ? ALONE_B : nextPairs[j - 1] >= nextAloneA[j - 1] ? PAIR : ALONE_A) << 4;
      came[row + j] = trace;
    }
    [pairs, nextPairs] = [nextPairs, pairs];
    [aloneA, nextAloneA] = [nextAloneA, aloneA];
    [aloneB, nextAloneB] = [nextAloneB, aloneB];
  }
  let i = a.length;
  let j = b.length;
  let state = PAIR;
  if (aloneA[j] > pairs[j]) state = ALONE_A;
  if (aloneB[j] > max(pairs[j], aloneA[j])) state = ALONE_B;
  while (i > 0 || j > 0) {
    const trace = (came[i * columns + j] >> (state * 2)) & 3;
    if (state === PAIR) {
      if (a[i - 1] === b[j - 1]) pair(i - 1, j - 1);
      i--;
      j--;
    } else if (state === ALONE_A) i--;
    else j--;
    state = trace;
  }
}
