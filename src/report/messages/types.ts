import type { LinkClass, ShownComparison, Verdict } from '../../audit/types.js';
import type { CreditKind, Zone } from '../../page/types.js';
import type { Severity } from '../../policy/types.js';
import type { ProblemKind } from '../../problem.js';
import type { ContactWindow } from '../contact-window.js';
import type { Unfinished } from '../types.js';

/** Codes of findings (design §3). A policy may bring rules of its own; a code without a name here shows as itself. */
export type KnownCode =
  | 'credit-missing'
  | 'credit-wrong'
  | 'credit-hidden'
  | 'source-vague'
  | 'credit-form'
  | 'credit-unlabelled'
  | 'credit-multiple'
  | 'credit-metadata'
  | 'link-missing'
  | 'link-not-article'
  | 'link-other-article'
  | 'link-hidden'
  | 'link-plain-text'
  | 'link-indirect'
  | 'link-platform-copy'
  | 'link-dead'
  | 'false-credit'
  | 'auth-none'
  | 'auth-expired'
  | 'auth-unknown'
  | 'mirror'
  | 'media-uncredited'
  | 'media-in-scope'
  | 'title-changed'
  | 'text-altered'
  | 'author-missing'
  | 'editor-missing'
  | 'account-unverified'
  | 'source-untraceable'
  | 'source-unlisted'
  | 'source-frozen';

/** Everything the reports say by themselves; findings and problems bring their own text. */
export interface Messages {
  /** BCP 47 tag, for `lang` attributes and number formats. */
  readonly languageTag: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly codes: Readonly<Record<KnownCode, string>>;
  readonly zones: Readonly<Record<Zone, string>>;
  readonly creditKinds: Readonly<Record<CreditKind, string>>;
  readonly linkClasses: Readonly<Record<LinkClass, string>>;
  readonly problems: Readonly<Record<ProblemKind, string>>;

  /** The label before the credit line as printed, which usually has a label of its own (来源). */
  readonly source: string;
  readonly noSource: string;
  readonly sourceHidden: string;
  readonly sourceUnlabelled: string;
  readonly title: string;
  readonly noTitle: string;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
  readonly place: string;
  readonly clause: string;
  readonly reason: string;
  readonly original: string;
  /** Between a label and what it names. */
  readonly colon: string;
  /** Between the members of a list. */
  readonly comma: string;
  readonly visible: string;
  readonly hidden: string;
  readonly credits: string;
  readonly links: string;

  readonly columns: Readonly<
    Record<
      | 'target'
      | 'url'
      | 'host'
      | 'pageTitle'
      | 'verdict'
      | 'source'
      | 'severity'
      | 'code'
      | 'codeName'
      | 'rule'
      | 'clause'
      | 'message'
      | 'line'
      | 'column'
      | 'expected'
      | 'found'
      | 'excerpt'
      | 'fix'
      | 'problem'
      | 'fingerprint'
      | 'findings'
      | 'errors'
      | 'reviews'
      | 'warnings'
      | 'infos'
      | 'published'
      | 'contactEnds'
      | 'original'
      | 'count',
      string
    >
  >;
  readonly sheets: { readonly findings: string; readonly pages: string; readonly summary: string };
  readonly report: {
    readonly title: string;
    readonly summary: string;
    readonly verdicts: string;
    readonly severities: string;
    readonly codes: string;
    readonly hosts: string;
    readonly pages: string;
    readonly problems: string;
    readonly clauses: string;
    readonly policy: string;
    readonly date: string;
    readonly madeBy: string;
    readonly notVerified: string;
    /** Before what holds for the whole run. */
    readonly notes: string;
  };
  readonly interactive: {
    readonly search: string;
    readonly allVerdicts: string;
    readonly allCodes: string;
    readonly allHosts: string;
    readonly reset: string;
    readonly more: string;
    readonly details: string;
    readonly needsScript: string;
    readonly copy: string;
    readonly copied: string;
    readonly difference: string;
    readonly nothing: string;
    /** {shown} and {total} are filled in by the page itself. */
    readonly shown: string;
    readonly printLimit: string;
  };

  lineColumn(line: number, column: number): string;
  /** A clause that the notice numbers goes by its number; another (a footer, an article of a law) by its title. */
  clauseName(id: string, title: string | null): string;
  /** The words of a notice, quoted. */
  quote(text: string): string;
  /** How much of the original is on the page. */
  matched(percent: number): string;
  readonly thisPage: string;
  readonly dropped: string;
  /** What became of the original's sentences. */
  sentenceCounts(counts: ShownComparison['counts']): string;
  passagesNotListed(passages: number): string;
  /** The time a notice names for getting in touch, as information: it never makes a violation expire. */
  contactWindow(window: ContactWindow): string;
  checked(targets: number): string;
  findingsTotal(total: number): string;
  notListed(pages: number): string;
  findingsNotListed(findings: number): string;
  moreTargets(pages: number): string;
  nothingChecked: string;
  /** Findings that are known and do not count. */
  acceptedByBaseline(findings: number): string;
  acceptedBySuppression(findings: number): string;
  inBrackets(text: string): string;
  /** Lines of a list that have no result yet, and the command that goes on. */
  unfinished(unfinished: Unfinished): string;
}
