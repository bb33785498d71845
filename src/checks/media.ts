import type { MediaReference, Page } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import { classifyLink } from './links.js';
import type { Check, RawFinding } from './types.js';

/** Clause 1 covers pictures, sound and film too: those shown from the publisher's hosts, and those credited to it. */
export const mediaCheck: Check = {
  name: 'media',
  codes: ['media-uncredited', 'media-in-scope'],
  run({ page, policy }) {
    const credited = creditsPublisher(page, policy);
    const findings: RawFinding[] = [];
    if (!credited) {
      const shown = shownFromPublisher(page, policy);
      if (shown !== undefined) {
        findings.push({
          code: 'media-uncredited',
          expected: null,
          found: shown.url,
          anchor: 'exact',
          span: shown.span,
          element: shown.element,
          fix: null,
        });
      }
      const picture = page.credits.find(
        ({ kind, visible, zone, name, names }) =>
          kind === 'picture' &&
          visible &&
          zone !== 'outside' &&
          [name, ...names].some((each) => isPublisher(each, policy)),
      );
      if (picture !== undefined && !hasArticleLink(page, policy)) {
        findings.push({
          code: 'media-in-scope',
          expected: null,
          found: picture.raw,
          anchor: 'exact',
          span: picture.span,
          element: picture.element,
          fix: null,
        });
      }
    }
    return findings;
  },
};

const isPublisher = (name: string, policy: Policy): boolean => {
  const { kind } = policy.matchName(name.replace(/(?:记者|通讯员)?.{0,8}(?:摄|供图|制图)$/, ''));
  return kind === 'publisher' || kind === 'alias';
};

function creditsPublisher(page: Page, policy: Policy): boolean {
  return page.credits.some(
    ({ kind, visible, zone, name, names }) =>
      kind === 'article' &&
      visible &&
      (zone === 'head' || zone === 'tail') &&
      [name, ...names].some((each) => isPublisher(each, policy)),
  );
}

function shownFromPublisher(page: Page, policy: Policy): MediaReference | undefined {
  // Nothing is parsed on a page that does not even name the host.
  if (!policy.data.publisher.hosts.some((host) => page.html.includes(host))) return undefined;
  return page.media.find(({ url, zone, visible }) => {
    if (!visible || zone === 'outside') return false;
    const host = parseUrl(url, page.baseUrl ?? 'https://page.invalid/')?.hostname ?? '';
    return policy.ownsHost(host);
  });
}

function hasArticleLink(page: Page, policy: Policy): boolean {
  return page.links.some(
    (link) => link.visible && link.zone !== 'outside' && classifyLink(link, page, policy).class === 'article',
  );
}
