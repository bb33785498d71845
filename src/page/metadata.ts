/** What a page tells machines about its origin. Read as supporting evidence only: it never replaces a visible line. */
import { decodeHTMLAttribute } from 'entities';
import type { AttributeSpans } from './attribute-spans.js';
import { tagNumber } from './tags.js';
import { attributesAt } from './tokenize.js';
import type { PageTree } from './tree.js';
import type { MetadataEntry, Span } from './types.js';

const META = tagNumber('meta');

/** `<meta name|property|itemprop content>`, `<link rel href>` and the origin fields of JSON-LD. */
export function readMetadata(tree: PageTree): MetadataEntry[] {
  const entries: MetadataEntry[] = [];
  for (const element of tree.metas) {
    const entry = tree.tag[element] === META ? readMeta(tree, element) : readLink(tree, element);
    if (entry !== null) entries.push(entry);
  }
  for (const element of tree.scripts) {
    if (!/json/i.test(tree.attributeOf(element, 'type') ?? '')) continue;
    readJsonLd(tree, element, entries);
  }
  return entries;
}

function readMeta(tree: PageTree, element: number): MetadataEntry | null {
  const attributes = attributesAt(tree.bytes, tree.tagStart[element]);
  const value = attributes.find(tree.bytes, 'content');
  if (value < 0) return null;
  for (const naming of ['name', 'property', 'itemprop']) {
    const name = attributes.find(tree.bytes, naming);
    if (name >= 0) return new ElementEntry(tree, element, '', attributes, name, value);
  }
  return null;
}

function readLink(tree: PageTree, element: number): MetadataEntry | null {
  const attributes = attributesAt(tree.bytes, tree.tagStart[element]);
  const name = attributes.find(tree.bytes, 'rel');
  const value = attributes.find(tree.bytes, 'href');
  return name < 0 || value < 0 ? null : new ElementEntry(tree, element, 'link:', attributes, name, value);
}

/** Most are asked for their names only. */
class ElementEntry implements MetadataEntry {
  readonly name: string;
  private readonly valueStart: number;
  private readonly valueEnd: number;

  /** `name`, `value`: the indexes of the attributes. */
  constructor(
    private readonly tree: PageTree,
    private readonly element: number,
    prefix: string,
    attributes: AttributeSpans,
    name: number,
    value: number,
  ) {
    const written = tree.markup.text(attributes.valueStart(name), attributes.valueEnd(name));
    this.name = `${prefix}${written}`.trim().toLowerCase();
    this.valueStart = attributes.valueStart(value);
    this.valueEnd = attributes.valueEnd(value);
  }

  get value(): string {
    return decodeHTMLAttribute(this.tree.markup.text(this.valueStart, this.valueEnd)).trim();
  }

  get span(): Span {
    return this.tree.tagSpan(this.element);
  }
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
