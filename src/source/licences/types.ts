import type { Authorisation } from '../../checks/types.js';

/** One line of a list of authorised sites and accounts. */
export interface LicenceEntry {
  readonly holder: SiteHolder | AccountHolder;
  /** First day, `YYYY-MM-DD`, inclusive; null: since ever. Days are those of Asia/Shanghai. */
  readonly from: string | null;
  /** Last day, inclusive; null: without end. */
  readonly until: string | null;
  /** What may be used, as the list words it. For people: no check depends on it. */
  readonly scope: string | null;
  readonly note: string | null;
  /** 1-based row of a table, or line of a YAML file. */
  readonly line: number;
}

export interface SiteHolder {
  readonly kind: 'site';
  /** Lower case, punycode, without `www.`. */
  readonly host: string;
  /** Its subdomains are authorised too. */
  readonly subdomains: boolean;
}

export interface AccountHolder {
  readonly kind: 'account';
  /** Id of the platform, as in rules/platforms.yaml. */
  readonly platform: string;
  /** Name or id of the account, as the list has it. */
  readonly account: string;
}

/** Who published a page: a site, or an account on a platform. */
export interface Publisher {
  /** null where the page's address is not known. */
  readonly host: string | null;
  readonly account: {
    readonly platform: string;
    readonly platformName: string;
    readonly name: string;
    readonly id: string | null;
  } | null;
}

/** A list of authorised sites and accounts, ready for use. */
export interface Licences {
  readonly entries: readonly LicenceEntry[];
  /** What the list says of a publisher on a day (`YYYY-MM-DD`, Asia/Shanghai). */
  authorisationOf(publisher: Publisher, today: string): Authorisation;
}
