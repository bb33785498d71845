import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { articlePage } from '../fetch/fault-pages.js';

export const LINK = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
/** Keeps the terms. */
export const COMPLIANT = articlePage({ credit: `来源:<a href="${LINK}">北疆新闻</a>` });
/** Credited to somebody else, without a link. */
export const WRONG = articlePage({ credit: '来源：某某晚报' });
/** An alias of the publisher: a warning. */
export const ALIAS = articlePage({ credit: `来源：<a href="${LINK}">北疆新闻网</a>` });
/** Only a person can decide: a picture of the publisher's on somebody's own text. */
export const REVIEW = articlePage({ credit: '来源：某某晚报' }).replace(
  '</article>',
  '<p>图片来源：北疆新闻</p></article>',
);

export interface Folder {
  readonly path: string;
  /** Writes a file, with the folders it lies in; answers with its path. */
  file(name: string, content: string | Uint8Array): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'reprintlint-cli-'));
  return {
    path,
    file(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
