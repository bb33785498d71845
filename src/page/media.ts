/** Pictures, sound, film and frames with the place they come from. */
import { decodeHTMLAttribute } from 'entities';
import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';
import type { MediaReference, Zone } from './types.js';

/** Where pages put the real address of a picture that is loaded only when scrolled to. */
const LAZY_ATTRIBUTES = [
  'data-src',
  'data-original',
  'data-url',
  'data-lazy-src',
  'data-lazy',
  'data-lazyload',
  'data-original-src',
  'data-real-src',
  'data-backsrc',
  'data-echo',
  'data-actualsrc',
  'data-poster',
  'lazy-src',
  'original',
  'zoomfile',
  '_src',
];
const KINDS: Readonly<Record<string, MediaReference['kind']>> = {
  img: 'image',
  image: 'image',
  video: 'video',
  audio: 'audio',
  source: 'video',
  embed: 'video',
  iframe: 'frame',
};

export function readMedia(tree: PageTree, hidden: Uint8Array, zoneAt: (offset: number) => Zone): MediaReference[] {
  const found: MediaReference[] = [];
  const add = (element: number, kind: MediaReference['kind'], url: string): void => {
    const address = decodeHTMLAttribute(url).trim();
    if (address === '' || address.startsWith('data:')) return;
    const parent = tree.parent[element];
    // What stands in <video> is for browsers that do not know it, its sources excepted.
    const shownBy = TAG_NAMES[tree.tag[element]] === 'source' ? tree.parent[parent] : parent;
    found.push({
      kind,
      url: address,
      zone: zoneAt(tree.tagStart[element]),
      visible: hidden[shownBy] === 0,
      span: { start: tree.tagStart[element], end: tree.tagEnd[element] },
      element,
    });
  };
  for (const element of tree.media) {
    const name = TAG_NAMES[tree.tag[element]];
    const parent = TAG_NAMES[tree.tag[tree.parent[element]]];
    const kind =
      name === 'source' && parent === 'picture'
        ? 'image'
        : name === 'source' && parent === 'audio'
          ? 'audio'
          : KINDS[name];
    const src = tree.attributeOf(element, 'src') ?? tree.attributeOf(element, 'href');
    if (src !== null) add(element, kind, src);
    const srcset = tree.attributeOf(element, 'srcset') ?? tree.attributeOf(element, 'data-srcset');
    for (const url of srcset === null ? [] : addressesOfSourceSet(srcset)) if (url !== src) add(element, kind, url);
    for (const attribute of LAZY_ATTRIBUTES) {
      const lazy = tree.attributeOf(element, attribute);
      if (lazy !== null && lazy !== src) add(element, kind, lazy);
    }
    const poster = name === 'video' ? tree.attributeOf(element, 'poster') : null;
    if (poster !== null) add(element, 'image', poster);
  }
  for (let element = 1; element < tree.count; element++) {
    if (tree.styleEnd[element] === 0) continue;
    const style = tree.html.slice(tree.styleStart[element], tree.styleEnd[element]);
    if (!style.includes('url(')) continue;
    for (const match of decodeHTMLAttribute(style).matchAll(/url\(\s*(["']?)([^"')]+)\1\s*\)/g))
      add(element, 'background', match[2]);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** WHATWG HTML 4.8.4.2.1: candidates are parted by commas, each an address and perhaps a width or density. */
function addressesOfSourceSet(value: string): string[] {
  return value.split(/,\s+|,(?=\S+\s+\d)/).flatMap((candidate) => candidate.trim().split(/\s+/)[0] || []);
}
