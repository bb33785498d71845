import { classifyLink } from '../checks/links.js';
import type { Page } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import type { InspectedPage } from './types.js';

/** Every credit candidate and every link of a page, as the program saw them. */
export function inspectPage(page: Page | null, policy: Policy): Pick<InspectedPage, 'credits' | 'links'> {
  if (page === null) return { credits: [], links: [] };
  return {
    credits: page.credits.map(({ name, label, separator, raw, kind, zone, visible, span }) => {
      const { line, column } = page.locate(span);
      return { name, label, separator, raw, kind, zone, visible, line, column };
    }),
    links: page.links.map((link) => {
      const classified = classifyLink(link, page, policy);
      const { line, column } = page.locate(link.span);
      const { href, text, zone, visible } = link;
      return {
        href,
        resolved: classified.url?.href ?? null,
        text,
        zone,
        visible,
        class: classified.class,
        line,
        column,
      };
    }),
  };
}
