/** Where a link leads, seen from a policy. */
import type { Page, PageLink } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';

export type LinkClass = 'article' | 'home' | 'placeholder' | 'share' | 'redirector' | 'other';

export interface ClassifiedLink {
  readonly link: PageLink;
  /** The address it leads to; null where it leads nowhere. */
  readonly url: URL | null;
  /** `home`: on the publisher's host, but no article. */
  readonly class: LinkClass;
  /** The article behind a redirector, where its address shows it. */
  readonly target: URL | null;
}

/** Stands for the page's own address where that is not known. */
const NOWHERE = 'https://page.invalid/';

/** Addresses that post a page to a network: they hold the address of an article and lead to none. */
const SHARE =
  /(?:^|[./])(?:share|sharer|intent|bshare|jiathis|addthis)(?:[./?]|$)|\/(?:share|sharer|intent)(?:[./?]|$)|connect\/.*share|share\.php|share\.html/i;
const SHARE_HOSTS = [
  'service.weibo.com',
  'v.t.sina.com.cn',
  'sns.qzone.qq.com',
  'connect.qq.com',
  'v.t.qq.com',
  'share.v.t.qq.com',
  'shuo.douban.com',
  'widget.renren.com',
  'twitter.com',
  'www.facebook.com',
];

/**
 * The links of a page that can mean anything to the policy: to a host it knows, through a redirector, or to nowhere.
 * On most pages that is none of several hundred, so addresses are parsed only where a look at them gives reason.
 */
export function tellingLinks(page: Page, policy: Policy): ClassifiedLink[] {
  const own = policy.data.publisher.hosts.filter((host) => page.mentions(host));
  const { baseUrl } = page;
  const baseHost = baseUrl === null || baseUrl === page.url ? page.host : parseUrl(baseUrl)?.hostname;
  const everything = policy.ownsHost(baseHost ?? '');
  const found: ClassifiedLink[] = [];
  const telling = new Map<string, boolean>();
  for (const link of page.links) {
    if (everything || mayTell(link, own, policy, telling)) found.push(classifyLink(link, page, policy));
  }
  return found;
}

/** `telling`: what is known of hosts already. The links of a page lead to a handful of them. */
function mayTell(link: PageLink, own: readonly string[], policy: Policy, telling: Map<string, boolean>): boolean {
  const { host } = link;
  if (host === null) return true;
  // An address that leads elsewhere may hold one of the publisher's.
  if (own.length > 0 && own.some((each) => link.href.includes(each))) return true;
  if (host === '') return false;
  let answer = telling.get(host);
  if (answer === undefined) {
    answer = policy.isPlatformHost(host) || policy.isRedirector(host);
    telling.set(host, answer);
  }
  return answer;
}

export function classifyLink(link: PageLink, page: Page, policy: Policy): ClassifiedLink {
  const { href } = link;
  if (isPlaceholder(href)) return { link, url: null, class: 'placeholder', target: null };
  const url = parseUrl(href, page.baseUrl ?? NOWHERE);
  if (url === null) return { link, url, class: 'placeholder', target: null };
  const { protocol, hostname } = url;
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '' || hostname === 'page.invalid')
    return { link, url: null, class: 'other', target: null };
  if (policy.ownsHost(hostname))
    return { link, url, class: policy.isArticlePath(url) ? 'article' : 'home', target: null };
  if (SHARE_HOSTS.includes(hostname) || (url.search !== '' && SHARE.test(hostname + url.pathname)))
    return { link, url, class: 'share', target: null };
  const target = articleInside(url, policy);
  return { link, url, class: target !== null || policy.isRedirector(hostname) ? 'redirector' : 'other', target };
}

/** The address leads nowhere: a place on the page itself, or a script. */
const isPlaceholder = (href: string): boolean =>
  href === '' || href.startsWith('#') || /^(?:javascript|about|data|vbscript):/i.test(href);

/** An article of the publisher whose address is a parameter of another address, or its tail. */
function articleInside(url: URL, policy: Policy): URL | null {
  const candidates = [url.hash.slice(1)];
  // Asked for, the parameters are kept with the address as objects; most have none.
  if (url.search !== '') candidates.unshift(...url.searchParams.values());
  const embedded = url.pathname.indexOf('http', 1);
  if (embedded > 0) candidates.push(url.pathname.slice(embedded).replace(/^(https?:)\/(?!\/)/, '$1//') + url.search);
  for (const candidate of candidates) {
    if (!candidate.includes('.')) continue;
    const inner = parseUrl(decodeOnce(candidate)) ?? parseUrl(candidate);
    if (inner !== null && policy.ownsHost(inner.hostname) && policy.isArticlePath(inner)) return inner;
  }
  return null;
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
