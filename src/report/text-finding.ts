import type { Finding, ShownComparison } from '../audit/types.js';
import type { Clauses } from './clauses.js';
import { columnsOf, wrap } from './columns.js';
import { differenceLines, passageLines } from './difference-text.js';
import { markedExcerpt } from './excerpt.js';
import { hanging } from './hanging.js';
import { type Messages, messagesIn } from './messages/index.js';
import { keepLines, oneLine } from './plain-text.js';
import type { ReportContext } from './types.js';

const INDENT = '    ';

/** Writes findings for a terminal. Remembers which clauses were quoted: each is quoted once in a report. */
export class FindingText {
  readonly #context: ReportContext;
  readonly #clauses: Clauses;
  readonly #messages: Messages;
  readonly #quoted = new Set<string>();
  #quotedUnverified = false;

  constructor(context: ReportContext, clauses: Clauses) {
    this.#context = context;
    this.#clauses = clauses;
    this.#messages = messagesIn(context.language);
  }

  /** Words of a policy that nobody compared with the live notice were quoted. */
  get quotedUnverified(): boolean {
    return this.#quotedUnverified;
  }

  /** @param comparison of the page with its original, where there is one */
  *lines(finding: Finding, comparison: ShownComparison | null = null): Generator<string> {
    const { palette } = this.#context;
    const severity = palette[finding.severity](this.#messages.severities[finding.severity]);
    yield* labelled(`  ${severity}  `, `${oneLine(finding.message)}  ${palette.dim(finding.code)}`, this.#context);
    yield* this.#place(finding);
    if (finding.code === 'text-altered' && comparison !== null) {
      const lines = passageLines(comparison, palette, this.#messages, this.#context.verbose);
      for (const { label, text } of lines) yield* labelled(INDENT + label, text, this.#context);
    } else yield* this.#contrast(finding);
    yield* this.#fix(finding);
    yield* this.#basis(finding);
  }

  *#contrast({ code, expected, found }: Finding): Generator<string> {
    const { expected: expectedLabel, found: foundLabel } = this.#messages;
    if (code === 'title-changed' && expected !== null && found !== null) {
      const { first, second } = differenceLines(expected, found, this.#context.palette);
      yield* this.#labelled(expectedLabel, first);
      yield* this.#labelled(foundLabel, second);
      return;
    }
    if (expected !== null) yield* this.#labelled(expectedLabel, oneLine(expected));
    if (found !== null) yield* this.#labelled(foundLabel, oneLine(found));
  }

  *#place(finding: Finding): Generator<string> {
    const { palette, width } = this.#context;
    const { location, excerpt } = finding;
    const place = location === null ? '' : `${location.line}:${location.column}`;
    if (excerpt === null || excerpt.text.trim() === '') {
      if (place !== '') yield* this.#labelled(this.#messages.place, place);
      return;
    }
    const gutter = `${INDENT}${place}${place === '' ? '' : ' '}`;
    const { line, carets } = markedExcerpt(excerpt, Math.max(20, width - columnsOf(gutter) - 3));
    yield `${INDENT}${palette.dim(`${gutter.slice(INDENT.length)}|`)} ${line}`;
    yield `${' '.repeat(gutter.length)}${palette.dim('|')} ${palette[finding.severity](carets)}`;
  }

  /** HTML to copy: it is never broken, and several lines stand at the margin, without indentation. */
  *#fix(finding: Finding): Generator<string> {
    if (finding.fix === null) return;
    const lines = keepLines(finding.fix).split('\n');
    if (lines.length === 1) {
      yield `${this.#label(this.#messages.fix)}${lines[0]}`;
    } else {
      yield this.#label(this.#messages.fix);
      yield* lines;
    }
  }

  *#basis(finding: Finding): Generator<string> {
    const { palette, width, language, policies } = this.#context;
    yield* this.#labelled(this.#messages.clause, oneLine(this.#clauses.nameOf(finding)));
    const clause = this.#clauses.of(finding);
    const identity = `${finding.policy}\n${finding.clause}`;
    if (clause === undefined || this.#quoted.has(identity)) return;
    this.#quoted.add(identity);
    if (policies.find((policy) => policy.id === finding.policy)?.verified === false) this.#quotedUnverified = true;
    const indent = INDENT + INDENT;
    const quoted = wrap(this.#messages.quote(oneLine(clause.text)), Math.max(20, width - indent.length - 1));
    for (const line of quoted) yield indent + palette.dim(line);
    // The words are Chinese; a reader of another language gets what they ask for as well.
    if (language === 'en') yield* wrap(clause.obliges.en, width - indent.length - 1).map((line) => indent + line);
  }

  #labelled(label: string, text: string): string[] {
    return labelled(this.#label(label), text, this.#context);
  }

  #label(label: string): string {
    return `${INDENT}${this.#context.palette.dim(label + this.#messages.colon)}`;
  }
}

/** A label with its text: on a terminal, broken at its edge. */
export function labelled(label: string, text: string, { terminal, width }: ReportContext): string[] {
  return (terminal === true ? hanging(label, text, width) : [label + text]).map((line) => line.trimEnd());
}
