import { isIP } from 'node:net';
import { parse } from 'tldts';
import type { Localized } from '../../policy/types.js';
import { parseUrl } from '../../url.js';
import type { SiteHolder } from './types.js';

/**
 * The host of a list entry, with how far it reaches:
 *
 * - a registrable domain (`partner.example`, `partner.com.cn`; `www.` before it changes nothing) authorises the whole
 *   site, every subdomain included;
 * - a deeper host (`news.partner.example`) authorises that host and no other;
 * - `*.news.partner.example` authorises a deeper host with its subdomains;
 * - `=partner.example` authorises the domain alone.
 *
 * What is registrable is told by the Public Suffix List, its private part included: blogs on a common host
 * (`somebody.github.io`) are sites of their own. An address is taken for its host where it has no path.
 */
export function readHost(written: string): SiteHolder | Localized {
  const exact = written.startsWith('=');
  const subtree = written.startsWith('*.');
  const rest = written.slice(exact ? 1 : subtree ? 2 : 0).trim();
  const url = parseUrl(/^https?:\/\//i.test(rest) ? rest : `http://${rest}`);
  if (url === null || url.hostname === '' || /[\s,，;；、@]/.test(rest)) {
    return {
      zh: `“${written}”不是域名；一行写一个域名，如 news.example.com`,
      en: `"${written}" is no host name; one host a row, such as news.example.com`,
    };
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return {
      zh: `“${written}”是一个网页的地址；授权按网站计，请只写域名 ${url.hostname}`,
      en: `"${written}" is the address of a page; sites are authorised, not pages: write ${url.hostname}`,
    };
  }
  const host = url.hostname.replace(/\.$/, '').replace(/^www\.(?=.*\.)/, '');
  if (isIP(host.replace(/^\[|\]$/g, '')) > 0) return { kind: 'site', host, subdomains: false };
  const { domain, publicSuffix } = parse(host, { allowPrivateDomains: true });
  if (domain === null || !host.includes('.')) {
    return publicSuffix === host && host.includes('.')
      ? {
          zh: `“${written}”是公共后缀，不是一个网站`,
          en: `"${written}" is a public suffix, not a site`,
        }
      : {
          zh: `“${written}”不是域名，域名中应有点号，如 news.example.com`,
          en: `"${written}" is no host name: there is no dot in it`,
        };
  }
  return { kind: 'site', host, subdomains: !exact && (subtree || domain === host) };
}
