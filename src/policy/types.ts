/** A policy: one publisher's notice (or one law) as data, and what it is compiled to. */

export type Severity = 'error' | 'review' | 'warning' | 'info';
export type Language = 'zh' | 'en';
export type Localized = Readonly<Record<Language, string>>;

/** What an alias of the publisher's name is worth as a credit. */
export type AliasPolicy = 'accept' | 'warn' | 'reject';

export interface AliasData {
  readonly text: string;
  readonly kind: 'site' | 'app' | 'account' | 'composite' | 'other';
  readonly policy: AliasPolicy;
}

export interface AccountData {
  readonly platform: string;
  readonly id?: string;
  readonly name: string;
}

export interface ClauseData {
  /** "1", "2", "footer", … : the id a finding carries. */
  readonly id: string;
  readonly title: Localized;
  /** The words of the notice, in full, as the publisher prints them. */
  readonly text: string;
  /** What it asks of somebody who reprints, in a sentence. */
  readonly obliges: Localized;
  /** Where the words were read. */
  readonly source?: string;
}

export interface RuleData {
  readonly id: string;
  readonly clause: string;
  /** Name of the check (code) that this rule (data) sets to work. */
  readonly check: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Severity of each code; `off` silences one. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Messages of each code; {expected}, {found} and the check's own {values} are filled in. */
  readonly messages: Readonly<Record<string, Localized>>;
  readonly help: Localized;
}

/** The shape of rules/<id>.yaml. `rules/policy.schema.json` is its schema. */
export interface PolicyData {
  readonly schemaVersion: 1;
  readonly id: string;
  /** Date of the last change, `YYYY-MM-DD`. */
  readonly version: string;
  readonly title: Localized;
  /** false: the words come second hand and somebody must compare them with the live notice. */
  readonly verified: boolean;
  readonly provenance: string;
  readonly publisher: {
    readonly name: string;
    readonly aliases: readonly AliasData[];
    /** Names that contain the publisher's name and belong to others. */
    readonly lookalikes: readonly string[];
    /** Registrable hosts; subdomains are included. */
    readonly hosts: readonly string[];
    readonly accounts: readonly AccountData[];
    readonly articleUrl: {
      /** Regular expressions for the path of an article, case-sensitive, anchored by the author. */
      readonly paths: readonly string[];
      /** A URL to show in help and fixes. */
      readonly example: string;
      /** Parameters that are part of the article's identity; all others are ignored. */
      readonly identityParameters?: readonly string[];
    };
    /** Where the publisher keeps further copies of its articles (WeChat, Weibo, client share pages). */
    readonly platformHosts: readonly string[];
    readonly siteIdentity?: {
      readonly icp?: readonly string[];
      readonly licence?: readonly string[];
      readonly publicSecurity?: readonly string[];
      readonly copyrightLine?: readonly string[];
    };
    readonly contact?: { readonly email?: string; readonly phone?: string; readonly windowDays?: number };
  };
  readonly clauses: readonly ClauseData[];
  readonly credit: {
    readonly labels: {
      /** The label the notice quotes. */
      readonly preferred: string;
      /** Labels that state the same fact in other words: a matter of form. */
      readonly accepted: readonly string[];
    };
    readonly separators: readonly string[];
    /** Values that name nobody (网络, 互联网, 综合, …). */
    readonly vague: readonly string[];
  };
  readonly link: {
    /** Hosts of redirectors and shorteners. */
    readonly redirectors: readonly string[];
  };
  readonly notice: {
    /** Sentences by which the publisher's own notice is known: a block with one of them credits nobody. */
    readonly strip: readonly string[];
  };
  readonly authorisation: 'required' | 'by-notice' | 'list';
  readonly profiles: Readonly<
    Record<string, { readonly description: Localized; readonly raise: Readonly<Record<string, Severity>> }>
  >;
  readonly rules: readonly RuleData[];
}

/** How a printed name stands to the publisher of the policy. */
export type NameMatch =
  | { readonly kind: 'publisher'; readonly traditional: boolean }
  | { readonly kind: 'alias'; readonly alias: AliasData; readonly traditional: boolean }
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'other' };

export interface Rule {
  readonly data: RuleData;
  severityOf(code: string): Severity | 'off';
  messageOf(code: string, language: Language, values: Readonly<Record<string, string>>): string;
}

/** A policy ready for use: names folded, patterns compiled, hosts in sets. Immutable; holds no state between pages. */
export interface Policy {
  readonly data: PolicyData;
  readonly id: string;
  readonly version: string;
  readonly profile: string | null;
  readonly rules: readonly Rule[];
  /** Compares a credited name, after folding, with the publisher's names. Whole name only, never a substring. */
  matchName(name: string): NameMatch;
  /** `preferred`: the label the notice quotes; `traditional`: the same in traditional characters. */
  matchLabel(label: string): 'preferred' | 'traditional' | 'accepted' | 'other';
  isVague(name: string): boolean;
  /** The host is the publisher's or a subdomain of it. */
  ownsHost(host: string): boolean;
  isPlatformHost(host: string): boolean;
  isRedirector(host: string): boolean;
  /** The URL (already on an own host) is an article's. */
  isArticlePath(url: URL): boolean;
  /** What two URLs of one article have in common: tracking, fragment, scheme, `www.`/`m.` removed. Case kept. */
  articleIdentity(url: URL): string;
  clause(id: string): ClauseData | undefined;
}
