import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { FetchResult } from '../source/types.js';

/** One address a host name stands for. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Name resolution. Rejects with an error that carries a `code` (`ENOTFOUND`, `EAI_AGAIN`, …), as `node:dns` does. */
export type Lookup = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export interface ClientOptions {
  /** Language of the problems' messages. */
  readonly language: Language;
  /** A web or mail address the operator of a site can write to; named in the User-Agent. */
  readonly contact?: string;
  /** Milliseconds for one request, or for all hops of one `fetchPage`, from the call to the last byte. Default 30,000. */
  readonly totalTimeout?: number;
  /** Milliseconds for name resolution, TCP and TLS together. Default 10,000. */
  readonly connectTimeout?: number;
  /** Largest body taken, on the wire and inflated, in bytes. Default 8 MiB. */
  readonly maximumBytes?: number;
  /**
   * `true`: private, loopback and other special addresses may be contacted.
   * A list: only these addresses may be, beside the public ones. Default `false`.
   */
  readonly allowPrivate?: boolean | readonly string[];
  /** Most connections to one origin at a time; further requests wait for one, and their deadline runs. Default no limit. */
  readonly connectionsPerOrigin?: number;
  /** Milliseconds an idle connection is kept. Default 4,000. */
  readonly keepAliveTimeout?: number;
  /** Default: the system's resolver. */
  readonly lookup?: Lookup;
  /** Certificates (PEM) trusted instead of the built-in ones, for a site with its own authority. */
  readonly certificateAuthority?: string;
  /** Milliseconds since the epoch; dates in `Retry-After` are measured against it. Default `Date.now`. */
  readonly now?: () => number;
}

export interface HopOptions {
  /** Its abort makes the call reject with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Added to the request, for instance `if-none-match`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The URL whose redirect led here. When its origin differs, credentials in this URL and
   * `authorization`, `cookie` and `proxy-authorization` among `headers` are not sent. (A caller that follows several
   * hops must drop those headers for good at the first change of origin; `withoutCredentialFields` does.)
   */
  readonly lastHop?: string;
  /** Nothing more will be asked of this host: the connection is closed after the answer. Saves sockets over many hosts. */
  readonly closeAfter?: boolean;
  /** `page` (the default): what is no HTML or plain text is refused, after its first bytes. `any`: everything is taken. */
  readonly accept?: 'page' | 'any';
  /** Overrides the client's limit. `truncate` keeps the first bytes of a longer body instead of refusing it. */
  readonly limit?: { readonly bytes: number; readonly overflow: 'refuse' | 'truncate' };
  /** Overrides the client's total timeout, in milliseconds. */
  readonly timeout?: number;
}

/** Header fields by lower-case name; a list where the field came more than once. Octets are kept as Latin-1 letters. */
export type HeaderFields = Readonly<Record<string, string | string[] | undefined>>;

/** The server answered, with whatever status. */
export interface HopAnswer {
  readonly ok: true;
  /** The URL asked, without credentials and fragment. */
  readonly url: string;
  readonly status: number;
  readonly headers: HeaderFields;
  /** The Content-Type header, null where there is none. */
  readonly contentType: string | null;
  /**
   * The body with its content codings undone. Empty for a redirect. For a status of 400 and more: what could be had of
   * the first 512 KiB, enough to know a challenge page. The memory is its own: it may be transferred to a worker.
   */
  readonly bytes: Uint8Array;
  /** The body was longer than kept. */
  readonly truncated: boolean;
  /** Octets of body received. */
  readonly wireBytes: number;
  /** The address that answered, null when the connection was gone before it could be asked. */
  readonly remoteAddress: string | null;
  /** For status 301, 302, 303, 307 and 308: the absolute URL to go on with; null where there is none or it is unusable. */
  readonly location: string | null;
  /** What `Retry-After` asks for, in milliseconds from now; null where it is absent or makes no sense. */
  readonly retryAfter: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** No answer, or none that could be used. */
export interface HopFailure {
  readonly ok: false;
  readonly url: string;
  readonly problem: Problem;
  /** Whether the same request may well succeed later. */
  readonly transient: boolean;
}

export type HopResult = HopAnswer | HopFailure;

export interface Client {
  /** The User-Agent sent. */
  readonly userAgent: string;
  /**
   * One request; redirects are not followed, nothing is repeated, nothing waits.
   * @throws the reason of `options.signal` when that aborts; nothing else.
   */
  request(url: string, options?: HopOptions): Promise<HopResult>;
  /**
   * One page, following at most 10 redirects, each guarded and recorded as a hop.
   * A status of 400 and more is the problem `http`, with the answer's bytes beside it.
   * @throws the reason of `options.signal` when that aborts; nothing else.
   */
  fetchPage(url: string, options?: Pick<HopOptions, 'signal' | 'headers'>): Promise<FetchResult>;
  /** Ends all connections at once; requests under way end with the problem `connection`. */
  close(): Promise<void>;
}
