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
  /**
   * The article that the address carries. A redirector that the policy knows leads there; of any other address that is
   * said by the link's words alone: it may print the page, report it, or ask to log in.
   */
  readonly target: URL | null;
}

/** Stands for the page's own address where that is not known. */
const NOWHERE = 'https://page.invalid/';

/** Addresses that post a page to a network, wherever it is: they hold the address of an article and lead to none. */
const SHARE =
  /(?:^|[./])(?:share|sharer|intent|bshare|jiathis|addthis)(?:[./?]|$)|\/(?:share|sharer|intent)(?:[./?]|$)|connect\/.*share|share\.php|share\.html/i;
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
  if (policy.isShare(url) || (url.search !== '' && SHARE.test(hostname + url.pathname)))
    return { link, url, class: 'share', target: null };
  const { target, elsewhere } = whereTo(url, policy);
  // Where the target can be read, it decides; a redirector's own home page redirects to nothing.
  const opaque = !elsewhere && policy.isRedirection(url) && url.pathname + url.search + url.hash !== '/';
  return { link, url, class: target !== null || opaque ? 'redirector' : 'other', target };
}

/** The address leads nowhere: a place on the page itself, or a script. */
const isPlaceholder = (href: string): boolean =>
  href === '' || href.startsWith('#') || /^(?:javascript|about|data|vbscript):/i.test(href);

/** An article on the publisher's own site. */
export const isArticleOf = (url: URL, policy: Policy): boolean =>
  policy.ownsHost(url.hostname) && policy.isArticlePath(url);

/** Parameters that tell where a link leads, and where a reader comes from or goes back to. */
const GOAL =
  /^(?:target|to|u|url|uri|q|goto|go|jump|link|href|dest|destination|redirect|pfurl)(?:_?(?:url|uri|link|to))?$/i;
const WAY_BACK =
  /^(?:from|ref|refer|referer|referrer|back|return|next|callback|origin|source|src)(?:_?(?:url|uri|to|page))?$/i;

/**
 * The article of the publisher whose address is a parameter of another address, or its tail. `elsewhere`: the address
 * shows where it leads, and that is no article of the publisher.
 */
function whereTo(url: URL, policy: Policy): { target: URL | null; elsewhere: boolean } {
  const goals = goalsOf(url);
  const articles = goals.filter((goal) => isArticleOf(goal, policy));
  if (goals.length > 0 && articles.length === goals.length) return { target: articles[0], elsewhere: false };
  return { target: null, elsewhere: goals.length > 0 };
}

/** The addresses within an address that it may lead to. */
function goalsOf(url: URL): readonly URL[] {
  const embedded = url.pathname.indexOf('http', 1);
  if (embedded > 0) {
    const tail = addressIn(url.pathname.slice(embedded).replace(/^(https?:)\/(?!\/)/, '$1//') + url.search);
    if (tail !== null) return [tail];
  }
  // Asked for, the parameters are kept with the address as objects; most have none.
  const parameters = url.search === '' ? [] : [...url.searchParams].filter(([name]) => !WAY_BACK.test(name));
  const named = parameters.flatMap(([name, value]) => (GOAL.test(name) ? (addressIn(value) ?? []) : []));
  if (named.length > 0) return named;
  return [...parameters.map(([, value]) => value), url.hash.slice(1)].flatMap((value) => addressIn(value) ?? []);
}

/** `www.site.example/a` is an address too, `1.html` is none. */
const WITHOUT_SCHEME = /^(?:\/\/)?(?=(?:[0-9a-z-]+\.)+[a-z]{2,}\/)/i;

function addressIn(text: string): URL | null {
  if (!text.includes('.')) return null;
  for (const candidate of [decodeOnce(text), text]) {
    const url = parseUrl(candidate.trim().replace(WITHOUT_SCHEME, 'https://'));
    if (url !== null && /^https?:$/.test(url.protocol)) return url;
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
