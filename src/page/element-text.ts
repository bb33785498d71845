import { decodeHTML } from 'entities';

/** HTML without tags as a reader gets it: entities decoded, every stretch of blanks one blank, none at the ends. */
export const textOf = (html: string): string =>
  decodeHTML(html)
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim();
