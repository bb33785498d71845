import type { Severity } from '../policy/types.js';
import type { AuditedPage } from './types.js';

/** Exit codes of design §5. */
export const EXIT = { clean: 0, findings: 1, usage: 2, undecided: 3 } as const;

const ORDER: readonly Severity[] = ['info', 'warning', 'review', 'error'];

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

  add({ verdict, findings }: AuditedPage): void {
    this.targets++;
    const { failOn, allow } = this.rules;
    const least = ORDER.indexOf(failOn);
    if (findings.some(({ severity }) => ORDER.indexOf(severity) >= least)) this.failing = true;
    if ((verdict === 'unaudited' || verdict === 'review') && !allow.has(verdict)) this.undecided = true;
  }

  /** 2 where nothing was audited at all, 1 before 3. */
  get value(): number {
    if (this.targets === 0) return EXIT.usage;
    return this.failing ? EXIT.findings : this.undecided ? EXIT.undecided : EXIT.clean;
  }
}
