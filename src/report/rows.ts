import type { RunNote } from '../audit/notes.js';
import type { AuditedPage, Finding } from '../audit/types.js';
import { type AcceptedCounts, acceptedParts } from './accepted.js';
import { Clauses } from './clauses.js';
import { contactWindow } from './contact-window.js';
import { hostOf, inOrder } from './findings.js';
import { codeName, type Messages, messagesIn } from './messages/index.js';
import { keepLines } from './plain-text.js';
import { SEVERITIES, type Summary } from './summary.js';
import type { ReportContext, Unfinished } from './types.js';

export type Cell = string | number | null;
export type ColumnName = keyof Messages['columns'];

/** Columns of the table of findings, as a person who writes letters reads them. */
export const FINDING_COLUMNS = [
  'target',
  'host',
  'pageTitle',
  'verdict',
  'source',
  'severity',
  'codeName',
  'clause',
  'message',
  'line',
  'column',
  'expected',
  'found',
  'excerpt',
  'fix',
  'problem',
  'url',
  'original',
  'published',
  'contactEnds',
  'code',
  'rule',
  'fingerprint',
] as const satisfies readonly ColumnName[];

/** Columns of the table of pages. */
export const PAGE_COLUMNS = [
  'target',
  'host',
  'pageTitle',
  'published',
  'contactEnds',
  'verdict',
  'source',
  'errors',
  'reviews',
  'warnings',
  'infos',
  'problem',
  'url',
  'original',
] as const satisfies readonly ColumnName[];

type Values = Partial<Record<ColumnName, Cell>>;

/** Turns audited pages into rows of cells. Every text is safe to show (plain-text.ts). */
export class Rows {
  readonly #messages: Messages;
  readonly #clauses: Clauses;
  readonly #policies: ReportContext['policies'];
  readonly #notes: readonly RunNote[];

  constructor(context: ReportContext) {
    this.#messages = messagesIn(context.language);
    this.#clauses = new Clauses(context.policies, context.language);
    this.#policies = context.policies;
    this.#notes = context.notes ?? [];
  }

  headings(columns: readonly ColumnName[]): string[] {
    return columns.map((column) => this.#messages.columns[column]);
  }

  /** A row for each finding; one for a page without any, so that no target is missing from the table. */
  findingRows(page: AuditedPage): Cell[][] {
    const common = this.#common(page);
    const findings: readonly (Finding | null)[] = page.findings.length === 0 ? [null] : inOrder(page.findings);
    return findings.map((finding) => row(FINDING_COLUMNS, { ...common, ...this.#finding(finding) }));
  }

  pageRow(page: AuditedPage): Cell[] {
    const count = (severity: Finding['severity']) =>
      page.findings.filter((finding) => finding.severity === severity).length;
    return row(PAGE_COLUMNS, {
      ...this.#common(page),
      errors: count('error'),
      reviews: count('review'),
      warnings: count('warning'),
      infos: count('info'),
    });
  }

  /** The counts of the run, with a heading before each group, and what holds for the run as a whole. */
  summaryRows(summary: Summary, accepted: AcceptedCounts, unfinished: Unfinished | null = null): Cell[][] {
    const { report, verdicts, severities, problems } = this.#messages;
    const group = (heading: string, counts: Readonly<Record<string, number>>, name: (key: string) => string) => [
      [heading, this.#messages.columns.count],
      ...Object.entries(counts).map(([key, count]): Cell[] => [keepLines(name(key)), count]),
      [],
    ];
    const named = (names: Readonly<Record<string, string>>) => (key: string) => names[key] ?? key;
    return [
      ...(unfinished === null ? [] : [[keepLines(this.#messages.unfinished(unfinished))], []]),
      ...acceptedParts(accepted, this.#messages).flatMap((part) => [[part], []]),
      ...group(report.verdicts, summary.verdicts, named(verdicts)),
      ...group(
        report.severities,
        Object.fromEntries(SEVERITIES.map((severity) => [severity, summary.findings[severity]])),
        named(severities),
      ),
      ...group(report.codes, summary.codes, (code) => codeName(code, this.#messages)),
      ...group(report.problems, summary.problems, named(problems)),
      ...(this.#notes.length === 0 ? [] : [[report.notes]]),
      ...this.#notes.map(({ code, message }) => [keepLines(`${message} (${code})`)]),
    ];
  }

  #common(page: AuditedPage): Values {
    return {
      target: page.target,
      url: page.url,
      host: hostOf(page),
      pageTitle: page.page?.title ?? null,
      verdict: this.#messages.verdicts[page.verdict],
      source: page.source?.raw ?? null,
      problem: page.problem?.message ?? null,
      original: page.original?.url ?? page.original?.title ?? null,
      published: page.page?.published ?? null,
      contactEnds: contactWindow(page, this.#policies)?.ends ?? null,
    };
  }

  #finding(finding: Finding | null): Values {
    if (finding === null) return {};
    return {
      severity: this.#messages.severities[finding.severity],
      codeName: codeName(finding.code, this.#messages),
      code: finding.code,
      rule: finding.rule,
      clause: this.#clauses.nameOf(finding),
      message: finding.message,
      line: finding.location?.line ?? null,
      column: finding.location?.column ?? null,
      expected: finding.expected,
      found: finding.found,
      excerpt: finding.excerpt?.text.trim() ?? null,
      fix: finding.fix,
      fingerprint: finding.fingerprint,
    };
  }
}

function row(columns: readonly ColumnName[], values: Values): Cell[] {
  return columns.map((column) => {
    const value = values[column] ?? null;
    return typeof value === 'string' ? keepLines(value) : value;
  });
}

/**
 * A spreadsheet may take a text for a formula: `=`, `+`, `-` or `@` at its start, half or full width, blanks before it
 * or not (OWASP, “CSV Injection”). Tabs and line breaks at the start count as well.
 */
export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text);
}
