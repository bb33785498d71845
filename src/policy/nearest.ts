/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      let best = Math.min(last[column] + 1, current[column - 1] + 1, replaced);
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) best = Math.min(best, beforeLast[column - 2] + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length];
}

/** The names a person who wrote `name` most likely meant: those at the least distance, at most three, none far off. */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const written = name.toLowerCase().slice(0, 100);
  const ranked = known.flatMap((candidate) => {
    const right = candidate.toLowerCase();
    const edits = distance(written, right);
    const contained = written.length >= 3 && (right.includes(written) || written.includes(right));
    const allowed = Math.max(1, Math.floor(Math.max(right.length, written.length) / 3));
    return contained || edits <= allowed ? [{ candidate, edits }] : [];
  });
  const least = Math.min(...ranked.map(({ edits }) => edits));
  return ranked
    .filter(({ edits }) => edits === least)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
