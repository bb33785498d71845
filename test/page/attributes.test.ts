import { describe, expect, it } from '@jest/globals';
import { Markup } from '../../src/page/markup.js';
import type { PageTree } from '../../src/page/tree.js';
import { buildTree } from '../../src/page/tree-builder.js';

/** The tree of a page whose element 1 is the tag given. */
const treeOf = (tag: string): PageTree => buildTree(Markup.of(tag));

const hrefOf = (tree: PageTree): string => tree.markup.text(tree.hrefStart[1], tree.hrefEnd[1]);

describe('the attributes kept of every element', () => {
  it.each<[string, (tree: PageTree) => unknown, unknown]>([
    ['<p class="a" class="b">', (tree) => tree.classOf(1), 'a'],
    ['<p class="" class="b">', (tree) => tree.classOf(1), ''],
    ['<p class class="b">', (tree) => tree.classOf(1), ''],
    ['<p ID=a id=b>', (tree) => tree.idOf(1), 'a'],
    ['<a href="" href="/x">', hrefOf, ''],
    ['<a href=/x/>', hrefOf, '/x/'],
    ['<p hidden=false>', (tree) => tree.hidden[1], 1],
    ['<p =hidden>', (tree) => tree.hidden[1], 0],
  ])('%s', (tag, read, expected) => {
    expect(read(treeOf(tag))).toBe(expected);
  });

  it('are found behind any number of others', () => {
    const others = Array.from({ length: 1000 }, (_, index) => `data-${index}=""`).join(' ');
    expect(treeOf(`<p ${others} class="a">`).classOf(1)).toBe('a');
  });

  it('are not those of an end tag', () => {
    expect(treeOf('<p class="a"><b></b class="b"><i>').classOf(3)).toBe('');
  });
});

describe('an attribute looked up', () => {
  it.each<[string, string | null]>([
    ['<p title="a" title="b">', 'a'],
    ['<p title>', ''],
    ['<p titles="a">', null],
    ["<p TITLE='a &amp; b'>", 'a &amp; b'],
  ])('%s', (tag, expected) => {
    expect(treeOf(tag).attributeOf(1, 'title')).toBe(expected);
  });
});

describe('a slash before the end of a tag closes an element of SVG', () => {
  it.each<[string, string, number]>([
    ['<svg><g id="a"/><path>', 'behind a value in quotes', 1],
    ['<svg><g id=a /><path>', 'behind a blank', 1],
    ['<svg><g id=a/><path>', 'but not as the last letter of a value without quotes', 2],
  ])('%s: %s', (markup, _, parentOfPath) => {
    expect(treeOf(markup).parent[3]).toBe(parentOfPath);
  });
});
