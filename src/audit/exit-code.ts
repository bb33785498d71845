import type { Severity } from '../policy/types.js';
import type { AuditedPage } from './types.js';

/** Exit codes of design §5. */
export const EXIT = { clean: 0, findings: 1, usage: 2, undecided: 3 } as const;

const ORDER: readonly Severity[] = ['info', 'warning', 'review', 'error'];

export function atLeast(severity: Severity, least: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(least);
}

export interface ExitRules {
  /** The least severity that counts as a finding. */
  readonly failOn: Severity;
  /** Verdicts that do not disturb the exit code. */
  readonly allow: ReadonlySet<'unaudited' | 'review'>;
}

/** Gathers what a run's exit code depends on, page by page. */
export class ExitCode {
  private failing = false;
  private undecided = false;
  private targets = 0;

  constructor(private readonly rules: ExitRules) {}

  /** @param failOn for this page, where a config sets it apart */
  add({ verdict, findings }: AuditedPage, failOn: Severity = this.rules.failOn): void {
    this.targets++;
    const { allow } = this.rules;
    if (findings.some(({ severity }) => atLeast(severity, failOn))) this.failing = true;
    if ((verdict === 'unaudited' || verdict === 'review') && !allow.has(verdict)) this.undecided = true;
  }

  /** What holds for the whole run and awaits a person: no page of it is settled. */
  note({ severity }: { readonly severity: Severity }): void {
    if (severity !== 'info' && severity !== 'warning' && !this.rules.allow.has('review')) this.undecided = true;
  }

  /** Lines of the list that wait for their result: as pages that could not be audited. */
  unfinished(waiting: number): void {
    this.targets += waiting;
    if (waiting > 0 && !this.rules.allow.has('unaudited')) this.undecided = true;
  }

  /** 2 where there was nothing to audit, 1 before 3. */
  get value(): number {
    if (this.targets === 0) return EXIT.usage;
    return this.failing ? EXIT.findings : this.undecided ? EXIT.undecided : EXIT.clean;
  }
}
