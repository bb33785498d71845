import type { PolicyData, PublisherData } from './types.js';

/** Nearly every host is written as it is compared. */
const PLAIN_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/** Lower case, without the dot that ends a fully qualified name, without a port; Chinese host names in Punycode. */
function plainHost(host: string): string {
  if (PLAIN_HOST.test(host)) return host;
  const plain = host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  if (/^[\x00-\x7f]*$/.test(plain) || !URL.canParse(`http://${plain}`)) return plain;
  return new URL(`http://${plain}`).hostname;
}

/** What is kept for a host or one it lies below. Compared label by label: notimline.cn is not below imline.cn. */
function keptFor<Value>(kept: ReadonlyMap<string, Value>, host: string): Value | undefined {
  let rest = plainHost(host);
  for (;;) {
    const value = kept.get(rest);
    if (value !== undefined) return value;
    const dot = rest.indexOf('.');
    if (dot < 0) return undefined;
    rest = rest.slice(dot + 1);
  }
}

/** Hosts with all their subdomains. */
export class HostSet {
  readonly #hosts: ReadonlyMap<string, true>;

  constructor(hosts: readonly string[]) {
    this.#hosts = new Map(hosts.map((host) => [plainHost(host), true]));
  }

  has(host: string): boolean {
    return keptFor(this.#hosts, host) === true;
  }
}

/** Hosts with all their subdomains, or parts of them: `www.google.com/url` is that path and what lies below it. */
export class AddressSet {
  /** Paths by host; '' stands for the whole of it. */
  readonly #paths = new Map<string, string[]>();

  constructor(addresses: readonly string[]) {
    for (const address of addresses) {
      const slash = address.indexOf('/');
      const host = plainHost(slash < 0 ? address : address.slice(0, slash));
      const path = slash < 0 ? '' : address.slice(slash);
      this.#paths.set(host, [...(this.#paths.get(host) ?? []), path]);
    }
  }

  /** Some address of the host is in the set. */
  hasHost(host: string): boolean {
    return keptFor(this.#paths, host) !== undefined;
  }

  has({ hostname, pathname }: URL): boolean {
    return keptFor(this.#paths, hostname)?.some((path) => `${pathname}/`.startsWith(`${path}/`)) ?? false;
  }
}

/** Which addresses of content platforms are articles there, and not a home page, an account or a list. */
export class PlatformArticles {
  readonly #known: readonly { readonly hosts: HostSet; readonly paths: readonly RegExp[] }[];

  constructor(articles: PolicyData['link']['platformArticles']) {
    this.#known = articles.map(({ hosts, paths }) => ({
      hosts: new HostSet(hosts),
      paths: paths.map((path) => new RegExp(path, 'u')),
    }));
  }

  /** Where nothing is known of the host, all but its home page may be an article. */
  has(url: URL): boolean {
    const path = articlePath(url);
    const known = this.#known.filter(({ hosts }) => hosts.has(url.hostname));
    if (known.length === 0) return path !== '/';
    return known.some(({ paths }) => paths.some((pattern) => pattern.test(path)));
  }
}

const UNRESERVED = /[0-9A-Za-z\-._~]/;

/** RFC 3986 §6.2.2: unreserved characters decoded, other percent-encodings in upper case. Nothing else is touched. */
function normalisePercentEncoding(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return UNRESERVED.test(character) ? character : `%${digits.toUpperCase()}`;
  });
}

/** The article addresses of one publisher. */
export class ArticleAddresses {
  readonly #paths: readonly RegExp[];
  readonly #parameters: readonly string[];

  constructor(articleUrl: PublisherData['articleUrl']) {
    this.#paths = articleUrl.paths.map((path) => new RegExp(path, 'u'));
    this.#parameters = [...(articleUrl.identityParameters ?? [])].sort();
  }

  isArticlePath(url: URL): boolean {
    const path = articlePath(url);
    if (!this.#paths.some((pattern) => pattern.test(path))) return false;
    return this.#parameters.every((name) => (url.searchParams.get(name) ?? '') !== '');
  }

  identity(url: URL): string {
    const host = plainHost(url.hostname).replace(/^(?:www|m|wap)\./, '');
    const port = url.port === '80' || url.port === '443' ? '' : url.port;
    const parameters = this.#parameters.flatMap((name) =>
      url.searchParams.getAll(name).map((value) => `${name}=${encodeURIComponent(value)}`),
    );
    const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
    return `${host}${port === '' ? '' : `:${port}`}${articlePath(url)}${query}`;
  }
}

/** Case is kept: a slug that differs in one capital is another article. */
function articlePath(url: URL): string {
  const path = normalisePercentEncoding(url.pathname);
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}
