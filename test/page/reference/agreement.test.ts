import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { preloadEncodings } from '../../../src/page/charset-declared.js';
import { decodeHtml } from '../../../src/page/decode.js';
import { readPage } from '../../../src/page/read.js';
import { readReference, withoutBlanks } from './reader.js';

beforeAll(preloadEncodings);

const root = join(import.meta.dirname, '..', '..', '..');
const fixtures = readdirSync(join(root, 'fixtures'))
  .map((name) => join(root, 'fixtures', name, 'page.html'))
  .filter((path) => existsSync(path) && !/garbage|damaged/.test(path));

describe('the one-pass reader agrees with a parse5 tree', () => {
  compareAll('fixtures', fixtures);
  for (const corpus of ['news', 'gbk']) {
    const folder = join(root, '..', 'shared', 'corpus', corpus);
    if (existsSync(folder))
      compareAll(
        corpus,
        readdirSync(folder).map((name) => join(folder, name)),
      );
    else test.skip(`NOT RUN: ${folder} is absent`, () => {});
  }
});

function compareAll(name: string, paths: readonly string[]): void {
  describe(name, () => {
    test.each(paths.map((path): [string, string] => [path.slice(-40), path]))('%s', (_name, path) => {
      const { html } = decodeHtml(readFileSync(path), null);
      const page = readPage(html);
      const reference = readReference(html);
      expect({
        visibleText: withoutBlanks(
          page.blocks
            .filter((block) => block.visible)
            .map((block) => block.text)
            .join(''),
        ),
        links: page.links.map((link) => link.href),
        title: withoutBlanks(page.documentTitle),
      }).toEqual({ visibleText: reference.visibleText, links: reference.links, title: reference.title });
    });
  });
}
