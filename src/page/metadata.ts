/** What a page tells machines about its origin. Read as supporting evidence only: it never replaces a visible line. */
import { decodeHTMLAttribute } from 'entities';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';
import type { MetadataEntry } from './types.js';

const META = tagNumber('meta');

/** `<meta name|property|itemprop content>`, `<link rel href>` and the origin fields of JSON-LD. */
export function readMetadata(tree: PageTree): MetadataEntry[] {
  const entries: MetadataEntry[] = [];
  for (const element of tree.metas) {
    const isMeta = tree.tag[element] === META;
    const attributes = tree.attributesOf(element);
    const name = isMeta
      ? (attributes.get('name') ?? attributes.get('property') ?? attributes.get('itemprop'))
      : attributes.get('rel');
    const value = attributes.get(isMeta ? 'content' : 'href');
    if (name === undefined || value === undefined) continue;
    entries.push({
      name: (isMeta ? name : `link:${name}`).trim().toLowerCase(),
      value: decodeHTMLAttribute(value).trim(),
      span: tree.tagSpan(element),
    });
  }
  for (const element of tree.scripts) {
    if (!/json/i.test(tree.attributeOf(element, 'type') ?? '')) continue;
    readJsonLd(tree, element, entries);
  }
  return entries;
}

const ORIGIN_FIELDS = [
  'isBasedOn',
  'isBasedOnUrl',
  'sourceOrganization',
  'publisher',
  'author',
  'datePublished',
  'headline',
];

function readJsonLd(tree: PageTree, element: number, entries: MetadataEntry[]): void {
  const text = tree.contentOf(element);
  // Nothing said of an origin, nothing parsed.
  if (!ORIGIN_FIELDS.some((field) => text.includes(field))) return;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return;
  }
  const span = tree.spanOf(tree.tagEnd[element], tree.contentEnd[element]);
  const visit = (value: unknown, depth: number): void => {
    if (depth > 4 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 50)) visit(item, depth + 1);
      return;
    }
    for (const [field, content] of Object.entries(value)) {
      if (ORIGIN_FIELDS.includes(field)) {
        for (const text of textsOf(content)) entries.push({ name: `jsonld:${field}`.toLowerCase(), value: text, span });
      }
      if (field === '@graph' || field === 'mainEntity') visit(content, depth + 1);
    }
  };
  visit(data, 0);
}

/** A string, or the name, URL or id of an object, or those of a list. */
function textsOf(content: unknown): string[] {
  if (typeof content === 'string') return [content.trim()];
  if (Array.isArray(content)) return content.slice(0, 20).flatMap(textsOf);
  if (typeof content !== 'object' || content === null) return [];
  const { name, url, '@id': id } = content as Record<string, unknown>;
  return [name, url, id].filter((text): text is string => typeof text === 'string').map((text) => text.trim());
}
