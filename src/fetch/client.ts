import { Buffer } from 'node:buffer';
import type { Agent } from 'undici';
import { toolVersion } from '../tool-version.js';
import { addressPolicy, createDispatcher } from './connect.js';
import { isDeclaredPage, isPage, mediaType, SNIFF_BYTES } from './content-type.js';
import { type BodyPlan, type Exchange, exchange } from './exchange.js';
import { type Fault, FaultError, faultOf, isTransient } from './fault.js';
import { fetchPage } from './follow.js';
import {
  field,
  isRedirect,
  isSameOrigin,
  redirectTarget,
  retryAfter,
  withoutCredentialFields,
} from './header-fields.js';
import { ACCEPT_ENCODING, contentCodings, inflate, inflatePrefix } from './inflate.js';
import { problemOf } from './messages.js';
import type { Client, ClientOptions, HeaderFields, HopAnswer, HopOptions, HopResult } from './types.js';

/** The name robots.txt files and server logs know the program by (RFC 9309 §2.2.1). */
export const PRODUCT_TOKEN = 'reprintlint';

const DEFAULT_TOTAL_TIMEOUT = 30_000;
const DEFAULT_CONNECT_TIMEOUT = 10_000;
const DEFAULT_KEEP_ALIVE_TIMEOUT = 4_000;
const DEFAULT_MAXIMUM_BYTES = 8 * 2 ** 20;
/** A challenge page shows itself within this; nobody reads more of an error page. */
const ERROR_BODY_BYTES = 512 * 1024;
/** A redirect's body is received only to keep the connection. */
const REDIRECT_BODY_BYTES = 64 * 1024;

const ACCEPT_PAGE = 'text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1';
/** The pages looked for are Chinese; a site with several languages should show that one. */
const ACCEPT_LANGUAGE = 'zh-CN,zh;q=0.9,en;q=0.5';

/**
 * A client for pages and robots.txt files. It keeps connections open; `close` it when done.
 * @throws {TypeError} when the contact cannot stand in a header
 */
export function createClient(options: ClientOptions): Client {
  return new HttpClient(options);
}

class HttpClient implements Client {
  readonly userAgent: string;
  readonly #options: ClientOptions;
  readonly #dispatcher: Agent;
  readonly #connectTimeout: number;
  readonly #totalTimeout: number;
  readonly #maximumBytes: number;

  constructor(options: ClientOptions) {
    this.userAgent = userAgent(options.contact);
    this.#options = options;
    this.#totalTimeout = options.totalTimeout ?? DEFAULT_TOTAL_TIMEOUT;
    this.#connectTimeout = Math.min(options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT, this.#totalTimeout);
    this.#maximumBytes = options.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
    this.#dispatcher = createDispatcher({
      permits: addressPolicy(options.allowPrivate),
      lookup: options.lookup,
      connectTimeout: this.#connectTimeout,
      keepAliveTimeout: options.keepAliveTimeout ?? DEFAULT_KEEP_ALIVE_TIMEOUT,
      connectionsPerOrigin: options.connectionsPerOrigin ?? null,
      certificateAuthority: options.certificateAuthority,
    });
  }

  async request(url: string, options: HopOptions = {}): Promise<HopResult> {
    const target = parseTarget(url);
    if (!(target instanceof URL)) return this.#failure(url, target);
    const shown = withoutCredentials(target);
    try {
      const answer = await exchange(this.#dispatcher, {
        url: target,
        headers: this.#headers(target, options),
        timeout: options.timeout ?? this.#totalTimeout,
        signal: options.signal,
        closeAfter: options.closeAfter ?? false,
        plan: (status, headers) => this.#plan(status, headers, options),
      });
      return await this.#answer(target, shown, answer, options);
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      return this.#failure(shown, faultOf(error, target.hostname, this.#connectTimeout));
    }
  }

  fetchPage(url: string, options: Pick<HopOptions, 'signal' | 'headers'> = {}): ReturnType<Client['fetchPage']> {
    return fetchPage(this, url, { ...options, language: this.#options.language, totalTimeout: this.#totalTimeout });
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  #failure(url: string, fault: Fault): HopResult {
    return { ok: false, url, problem: problemOf(fault, this.#options.language), transient: isTransient(fault) };
  }

  #headers(target: URL, options: HopOptions): Record<string, string> {
    const headers: Record<string, string> = {
      'user-agent': this.userAgent,
      accept: options.accept === 'any' ? '*/*' : ACCEPT_PAGE,
      'accept-language': ACCEPT_LANGUAGE,
      'accept-encoding': ACCEPT_ENCODING,
    };
    const foreign = options.lastHop !== undefined && !isSameOrigin(options.lastHop, target.href);
    if (!foreign && (target.username !== '' || target.password !== '')) headers.authorization = basic(target);
    const given = foreign ? withoutCredentialFields(options.headers) : options.headers;
    for (const [name, value] of Object.entries(given ?? {})) headers[name.toLowerCase()] = value;
    return headers;
  }

  #limit(status: number, options: HopOptions): NonNullable<HopOptions['limit']> {
    const limit = options.limit ?? { bytes: this.#maximumBytes, overflow: 'refuse' };
    return status < 400 ? limit : { bytes: Math.min(limit.bytes, ERROR_BODY_BYTES), overflow: 'truncate' };
  }

  #plan(status: number, headers: HeaderFields, options: HopOptions): BodyPlan {
    if (isRedirect(status)) return { bytes: REDIRECT_BODY_BYTES, overflow: 'truncate', lenient: true, inspectAt: 0 };
    const limit = this.#limit(status, options);
    if (status >= 400) return { ...limit, lenient: true, inspectAt: 0 };
    const codings = contentCodings(headers['content-encoding']);
    const contentType = field(headers, 'content-type');
    if (options.accept === 'any' || isDeclaredPage(contentType)) return { ...limit, lenient: false, inspectAt: 0 };
    return {
      ...limit,
      lenient: false,
      inspectAt: SNIFF_BYTES,
      inspect: (received) => {
        const head = inflatePrefix(received.subarray(0, SNIFF_BYTES), codings);
        if (head !== null && head.length > 0 && !isPage(contentType, head)) throw notHtml(contentType);
      },
    };
  }

  async #answer(target: URL, url: string, answer: Exchange, options: HopOptions): Promise<HopAnswer> {
    const { status, headers } = answer;
    const contentType = field(headers, 'content-type');
    const { bytes, truncated } = await this.#body(answer, options);
    if (status < 300 && options.accept !== 'any' && bytes.length > 0 && !isPage(contentType, bytes)) {
      throw notHtml(contentType);
    }
    return {
      ok: true,
      url,
      status,
      headers,
      contentType,
      bytes,
      truncated,
      wireBytes: answer.body.length,
      remoteAddress: answer.remoteAddress,
      location: isRedirect(status) ? redirectTarget(field(headers, 'location'), target.href) : null,
      retryAfter: retryAfter(field(headers, 'retry-after'), (this.#options.now ?? Date.now)()),
      etag: field(headers, 'etag'),
      lastModified: field(headers, 'last-modified'),
    };
  }

  async #body(answer: Exchange, options: HopOptions): Promise<{ bytes: Buffer; truncated: boolean }> {
    const { status, headers, body, truncated } = answer;
    if (isRedirect(status)) return { bytes: Buffer.alloc(0), truncated: false };
    try {
      const codings = contentCodings(headers['content-encoding']);
      const inflated = await inflate(body, codings, { ...this.#limit(status, options), partial: truncated });
      return { bytes: inflated.bytes, truncated: truncated || inflated.truncated };
    } catch (error) {
      if (status < 400) throw error;
      // The status is the answer; a body that cannot be read only means that no challenge is recognised in it.
      return { bytes: Buffer.alloc(0), truncated: true };
    }
  }
}

function parseTarget(url: string): URL | Fault {
  let target: URL;
  try {
    target = new URL(url);
  } catch {
    return { kind: 'invalid-target', reason: 'url' };
  }
  return target.protocol === 'http:' || target.protocol === 'https:'
    ? target
    : { kind: 'invalid-target', reason: 'scheme' };
}

function withoutCredentials(url: URL): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare.href;
}

/** RFC 7617. */
function basic(url: URL): string {
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return `Basic ${Buffer.from(`${decode(url.username)}:${decode(url.password)}`, 'utf8').toString('base64')}`;
}

function notHtml(contentType: string | null): FaultError {
  const type = mediaType(contentType);
  return new FaultError({ kind: 'not-html', contentType: /^[\x21-\x7e]{1,80}$/.test(type) ? type : null });
}

function userAgent(contact: string | undefined): string {
  const product = `${PRODUCT_TOKEN}/${toolVersion()}`;
  if (contact === undefined) return product;
  // Parentheses would end the comment (RFC 9110 §5.6.5), line breaks the header.
  if (!/^[\x21-\x27\x2a-\x7e]+$/.test(contact))
    throw new TypeError(`contact cannot stand in a header: ${JSON.stringify(contact)}`);
  return `${product} (+${contact})`;
}
