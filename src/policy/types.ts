/** A policy: one publisher's notice (or one law) as data, and what it is compiled to. */

export type Severity = 'error' | 'review' | 'warning' | 'info';
export type Language = 'zh' | 'en';
export type Localized = Readonly<Record<Language, string>>;

/** What an alias of the publisher's name is worth as a credit. */
export type AliasPolicy = 'accept' | 'warn' | 'reject';

export interface AliasData {
  /** The alias as people write it; with `pattern`, the form to show. */
  readonly text: string;
  /** Regular expression for a whole name, for an alias that varies (北疆新闻记者×××). Matched against the folded name. */
  readonly pattern?: string;
  readonly kind: 'site' | 'app' | 'account' | 'composite' | 'byline' | 'other';
  readonly policy: AliasPolicy;
  /** Why it is here, or what is not known about it. */
  readonly note?: string;
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

/** A deviation of a code that its check tells apart (an alias, a label, traditional characters). */
export interface VariantData {
  readonly severity?: Severity | 'off';
  readonly message?: Localized;
}

export interface CodeData {
  /** `off` silences the code. */
  readonly severity: Severity | 'off';
  /** {expected}, {found}, the policy's own values and the check's are filled in. See `vocabulary.ts`. */
  readonly message: Localized;
  readonly variants?: Readonly<Record<string, VariantData>>;
}

export interface RuleData {
  readonly id: string;
  readonly clause: string;
  /** Name of the check (code) that this rule (data) sets to work. */
  readonly check: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Every code of the check, with its severity and messages. */
  readonly codes: Readonly<Record<string, CodeData>>;
  /** How to mend it. In a file with {publisher}, {wording}, {email}; filled in once loaded. */
  readonly help: Localized;
}

export interface ProfileData {
  readonly description: Localized;
  /** Severity that a code has under this profile. A variant with a severity of its own keeps it. */
  readonly raise: Readonly<Record<string, Severity>>;
}

/**
 * `notice`: a publisher's own terms. `law`: rules that ask for *a* source, whoever it is: the policy has no
 * publisher, and every name that is not vague satisfies it. `licence`: terms attached to works of many authors.
 */
export type PolicyKind = 'notice' | 'law' | 'licence';

export type CopyService = 'cache' | 'archive' | 'translation';

export interface PublisherData {
  /** '' for a law. */
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
    /** A URL to show in help and fixes; '' for a law. */
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
}

/** What the comparison with originals goes by, by name; `docs/policies.md` tells what each means. */
export type OriginalsThreshold =
  | 'reprintContainment'
  | 'partialContainment'
  | 'partialMatched'
  | 'quoteRun'
  | 'quoteMatched'
  | 'formulaOriginals'
  | 'templateNumbers'
  | 'templateDates'
  | 'nearIdentical'
  | 'commonFingerprint'
  | 'candidates';

/** A policy, complete: what rules/<id>.yaml leaves to the policy it is `basedOn` is filled in. */
export interface PolicyData {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly kind: PolicyKind;
  /** The built-in policy that general parts were taken from. */
  readonly basedOn?: string;
  /** Date of the last change, `YYYY-MM-DD`. */
  readonly version: string;
  readonly title: Localized;
  /** false: the words come second hand and somebody must compare them with the live notice. */
  readonly verified: boolean;
  readonly provenance: string;
  readonly publisher: PublisherData;
  readonly clauses: readonly ClauseData[];
  readonly credit: {
    /** The credit as the notice words it (来源:北疆新闻). */
    readonly wording: string;
    readonly labels: {
      /** The label the notice quotes. */
      readonly preferred: string;
      /** Labels that state the same fact in other words: a matter of form. */
      readonly accepted: readonly string[];
    };
    readonly separators: readonly string[];
    /** Words that name nobody (网络, 互联网, 综合, …); a name made of nothing else is vague. */
    readonly vague: readonly string[];
  };
  readonly link: {
    /** Redirectors and shorteners: hosts, or hosts with the path that redirects. */
    readonly redirectors: readonly string[];
    /** What posts the address of a page somewhere or shows it as a QR code, likewise. */
    readonly shares: readonly string[];
    /** How addresses of articles look on content platforms: patterns as in `articleUrl.paths`, by host. */
    readonly platformArticles: readonly { readonly hosts: readonly string[]; readonly paths: readonly string[] }[];
  };
  readonly notice: {
    /** Sentences by which the publisher's own notice is known: a block with one of them credits nobody. */
    readonly strip: readonly string[];
  };
  /** How much of an original makes a page what; what is left out has the program's values (originals/types.ts). */
  readonly originals?: Readonly<Partial<Record<OriginalsThreshold, number>>>;
  /** What holds for the written authorisation that a notice asks for; see `docs/policies.md`. */
  readonly authorisation: 'required' | 'by-notice' | 'list';
  /** Hosts that show whole pages of everybody: no mirrors, whatever identity they carry. Subdomains included. */
  readonly copyServices?: Readonly<Partial<Record<CopyService, readonly string[]>>>;
  readonly profiles: Readonly<Record<string, ProfileData>>;
  readonly rules: readonly RuleData[];
}

/** How a printed name stands to the publisher of the policy. */
export type NameMatch =
  | { readonly kind: 'publisher'; readonly traditional: boolean }
  | { readonly kind: 'alias'; readonly alias: AliasData; readonly traditional: boolean }
  /** Contains the publisher's name, or is listed, and belongs to somebody else. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'other' };

export interface Rule {
  readonly data: RuleData;
  /** `variant` is what the finding carries as `values.variant`; an unknown one has the severity of its code. */
  severityOf(code: string, variant?: string): Severity | 'off';
  /** The message of the code, or of the variant named by `values.variant`. */
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
  /** The name is made of words that name nobody. What follows a comma or full stop does not count. */
  isVague(name: string): boolean;
  /** A line of text is part of the publisher's own notice: a credit in it credits nothing. */
  isNotice(text: string): boolean;
  /** The account is on the publisher's list: same platform, and the same id (or, where the list has none, name). */
  ownsAccount(platform: string, account: { readonly id: string | null; readonly name: string }): boolean;
  /** The host is the publisher's or a subdomain of it. */
  ownsHost(host: string): boolean;
  isPlatformHost(host: string): boolean;
  /** The address is an article on a platform: no home page, account or list. */
  isPlatformArticle(url: URL): boolean;
  /** Some addresses of the host lead elsewhere. */
  isRedirector(host: string): boolean;
  /** The address is a redirector's or shortener's, and no other page of its host. */
  isRedirection(url: URL): boolean;
  /** The address posts that of a page somewhere (a share button, a QR code) and leads to none. */
  isShare(url: URL): boolean;
  /** The kind of service that shows whole pages of everybody at this host; null for any other host. */
  copyServiceOf(host: string): CopyService | null;
  /** The URL (already on an own host) is an article's. */
  isArticlePath(url: URL): boolean;
  /** What two URLs of one article have in common: tracking, fragment, scheme, `www.`/`m.` removed. Case kept. */
  articleIdentity(url: URL): string;
  clause(id: string): ClauseData | undefined;
}
