import { foldText } from '../page/fold.js';
import type { Page, Span } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import type { Check } from './types.js';

interface Sign {
  readonly name: string;
  readonly span: Span | null;
}

/**
 * Clause “不得…建立镜像”: a foreign host that carries the publisher's own site identity. Two independent signs are a
 * mirror, one is for a person to look at. The notice quoted in an article is no sign.
 */
export const noMirrorCheck: Check = {
  name: 'no-mirror',
  codes: ['mirror'],
  run({ page, policy }) {
    const host = page.url === null ? '' : (parseUrl(page.url)?.hostname ?? '');
    if (policy.ownsHost(host)) return [];
    const signs = findSigns(page, policy);
    if (signs.length === 0) return [];
    return [
      {
        code: 'mirror',
        expected: null,
        found: signs.map(({ name }) => name).join('、'),
        anchor: signs[0].span === null ? 'page' : 'exact',
        span: signs[0].span,
        element: null,
        fix: null,
        values: {
          host: host === '' ? '—' : host,
          signs: signs.map(({ name }) => name).join('、'),
          ...(signs.length === 1 ? { variant: 'one-sign' } : {}),
        },
      },
    ];
  },
};

function findSigns(page: Page, policy: Policy): Sign[] {
  const { siteIdentity, hosts } = policy.data.publisher;
  const signs: Sign[] = [];
  for (const [kind, values] of Object.entries(siteIdentity ?? {})) {
    for (const value of values as readonly string[]) {
      const span = findOutside(page, value);
      if (span === null) continue;
      signs.push({ name: `${kind}: ${value}`, span });
      break;
    }
  }
  const canonical = page.metadata.find(
    ({ name, value }) =>
      (name === 'link:canonical' || name === 'og:url') && policy.ownsHost(parseUrl(value)?.hostname ?? ''),
  );
  // A canonical link alone is what a well-meaning partner sets; it counts beside a number of the publisher's.
  if (canonical !== undefined && signs.length > 0) signs.push({ name: canonical.name, span: canonical.span });
  if (signs.length > 0 && hosts.some((host) => usesAssetsOf(page, host)))
    signs.push({ name: `assets: ${hosts[0]}`, span: null });
  return signs;
}

/** The value in the site's own furniture: an article may quote a registration number, a footer claims it. */
function findOutside(page: Page, value: string): Span | null {
  const wanted = foldText(value).replaceAll(' ', '');
  const telling = wanted.match(/\d{4,}/)?.[0] ?? wanted.slice(0, 6);
  if (!page.html.includes(telling)) return null;
  for (const block of page.blocks) {
    if (!block.visible || block.zone === 'body' || block.zone === 'head') continue;
    if (!block.text.includes(telling)) continue;
    if (foldText(block.text).replaceAll(' ', '').includes(wanted)) return block.span;
  }
  return null;
}

const ASSET = /<(?:script|link)\b[^>]*?(?:src|href)\s*=\s*["']?(?:https?:)?\/\/([^/"'\s>]+)/gi;

function usesAssetsOf(page: Page, host: string): boolean {
  if (!page.html.includes(host)) return false;
  for (const [tag, assetHost] of page.html.matchAll(ASSET)) {
    if ((assetHost === host || assetHost.endsWith(`.${host}`)) && /stylesheet|<script/i.test(tag)) return true;
  }
  return false;
}
