/** A unified patch from edits that are known: nothing has to be compared. */
import { applyEdits, inOrder } from './edits.js';
import type { Edit } from './types.js';

const CONTEXT = 3;

interface Change {
  /** Lines of the old text, half open, 0-based. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * Lines end with LF, as for `patch`; a CR before it stays part of the line.
 * @param name as shown after `a/` and `b/`
 */
export function unifiedPatch(name: string, before: string, edits: readonly Edit[]): string {
  const lines = linesOf(before);
  const changes = changesOf(before, lines, edits);
  if (changes.length === 0) return '';
  let patch = `--- a/${name}\n+++ b/${name}\n`;
  let shift = 0;
  for (const hunk of hunksOf(changes)) {
    const start = Math.max(0, hunk[0].from - CONTEXT);
    const end = Math.min(lines.length, hunk[hunk.length - 1].to + CONTEXT);
    const added = hunk.reduce((sum, { from, to, lines: added }) => sum + added.length - (to - from), 0);
    patch += `@@ -${range(start, end - start)} +${range(start + shift, end - start + added)} @@\n`;
    let at = start;
    for (const { from, to, lines: replacement } of hunk) {
      patch += marked(' ', lines.slice(at, from)) + marked('-', lines.slice(from, to)) + marked('+', replacement);
      at = to;
    }
    patch += marked(' ', lines.slice(at, end));
    shift += added;
  }
  return patch;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Edits by the lines they touch; those that share a line are one change. */
function changesOf(before: string, lines: readonly string[], edits: readonly Edit[]): Change[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const lineAt = (place: number): number => {
    let line = starts.length - 1;
    while (line > 0 && starts[line] > place) line--;
    return Math.max(0, line);
  };
  const groups: { from: number; to: number; edits: Edit[] }[] = [];
  for (const edit of inOrder(edits)) {
    const from = lineAt(edit.start);
    const to = lineAt(Math.max(edit.start, edit.end - 1)) + 1;
    const last = groups[groups.length - 1];
    if (last !== undefined && from < last.to) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else groups.push({ from, to, edits: [edit] });
  }
  return groups.map(({ from, to, edits: own }) => {
    const start = starts[from] ?? 0;
    const text = before.slice(start, starts[to] ?? before.length);
    const moved = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return trimmed(from, lines.slice(from, to), linesOf(applyEdits(text, moved)));
  });
}

/** A line that was only added to (or below) is not shown as replaced by itself. */
function trimmed(from: number, old: readonly string[], replacement: readonly string[]): Change {
  let head = 0;
  while (head < old.length && head < replacement.length && old[head] === replacement[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, replacement.length) - head;
  while (tail < room && old[old.length - 1 - tail] === replacement[replacement.length - 1 - tail]) tail++;
  return { from: from + head, to: from + old.length - tail, lines: replacement.slice(head, replacement.length - tail) };
}

/** Changes whose context would touch share a hunk. */
function hunksOf(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const hunk = hunks[hunks.length - 1];
    if (hunk !== undefined && change.from - hunk[hunk.length - 1].to <= 2 * CONTEXT) hunk.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

/** An empty range is named by the line before it, as `diff` does. */
function range(start: number, length: number): string {
  const first = length === 0 ? start : start + 1;
  return length === 1 ? String(first) : `${first},${length}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines.map((line) => mark + line + (line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n')).join('');
}
