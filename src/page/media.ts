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

export function readMedia(tree: PageTree, hidden: Uint8Array, zoneAt: (byte: number) => Zone): MediaReference[] {
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
      span: tree.tagSpan(element),
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
    const attributes = tree.attributesOf(element);
    const src = attributes.get('src') ?? attributes.get('href');
    if (src !== undefined) add(element, kind, src);
    const srcset = attributes.get('srcset') ?? attributes.get('data-srcset');
    for (const url of srcset === undefined ? [] : addressesOfSourceSet(srcset))
      if (url !== src) add(element, kind, url);
    for (const attribute of LAZY_ATTRIBUTES) {
      const lazy = attributes.get(attribute);
      if (lazy !== undefined && lazy !== src) add(element, kind, lazy);
    }
    const poster = name === 'video' ? attributes.get('poster') : undefined;
    if (poster !== undefined) add(element, 'image', poster);
  }
  for (let element = 1; element < tree.count; element++) {
    if (tree.styleValue[element] === 0) continue;
    const style = tree.inlineStyles.text(tree.styleValue[element]);
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
