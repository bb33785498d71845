/**
 * Element names as small integers, and what HTML says of each: WHATWG HTML, sections 13.1.2 (kinds of elements),
 * 13.2.6 (tree construction) and 15.3 (rendering: which elements start a new line).
 */

/** Content models of the tokenizer, WHATWG HTML 13.2.5.1 to 13.2.5.5. */
export enum ContentModel {
  data = 0,
  /** Entities count, tags do not (`title`, `textarea`). */
  rcdata = 1,
  /** Neither counts (`style`, `iframe`, `noscript` with scripting on, …). */
  rawtext = 2,
  script = 3,
  plaintext = 4,
}

const VOID = 1;
const BLOCK = 2;
const SPECIAL = 4;
const FORMATTING = 8;
const CLOSES_P = 16;
const UNRENDERED = 32;
const BREAKOUT = 64;
const HEADING = 128;
const SCOPE = 256;

const words = (list: string): string[] => list.split(' ');

const VOID_NAMES = words(
  'area base br col embed hr img input link meta source track wbr param keygen basefont bgsound frame',
);
const BLOCK_NAMES = words(
  'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup ' +
    'option p plaintext pre section select summary table tbody td textarea tfoot th thead tr ul xmp video audio iframe',
);
const SPECIAL_NAMES = words(
  'address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd ' +
    'details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header ' +
    'hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ' +
    'ol p param plaintext pre script search section select source style summary table tbody td template textarea tfoot ' +
    'th thead title tr track ul wbr xmp',
);
const FORMATTING_NAMES = words('a b big code em font i nobr s small strike strong tt u');
const CLOSES_P_NAMES = words(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup ' +
    'main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form table hr li dd dt plaintext xmp',
);
/** With what may be chosen or typed in a form: it is offered to the reader, not said. */
const UNRENDERED_NAMES = words(
  'script style template noscript head title meta link base iframe noembed noframes object applet datalist param ' +
    'source track rp video audio canvas select textarea',
);
const INLINE_NAMES = words(
  'span label svg math desc foreignobject path abbr cite time q mark ins del sub sup bdi bdo ruby rt rb var kbd samp dfn data map picture g use image meter output progress slot colgroup',
);

/** Start tags that end foreign content (WHATWG 13.2.6.5). */
const BREAKOUT_NAMES = words(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ' +
    'ol p pre ruby s small span strong strike sub sup table tt u ul var',
);

const HEADING_NAMES = words('h1 h2 h3 h4 h5 h6');
const SCOPE_NAMES = words('html table td th caption template marquee object applet foreignobject');

/** Every known name; its index is the tag's number. Number 0 stands for all others. */
export const TAG_NAMES: readonly string[] = [
  '',
  ...new Set([
    ...VOID_NAMES,
    ...BLOCK_NAMES,
    ...SPECIAL_NAMES,
    ...FORMATTING_NAMES,
    ...CLOSES_P_NAMES,
    ...UNRENDERED_NAMES,
    ...BREAKOUT_NAMES,
    ...INLINE_NAMES,
  ]),
];

const numberOf = new Map(TAG_NAMES.map((name, index) => [name, index]));

/** The number of a tag; 0 for a name not known here. */
export function tagNumber(name: string): number {
  return numberOf.get(name) ?? 0;
}

const traits = new Uint16Array(TAG_NAMES.length);
const contentModels = new Uint8Array(TAG_NAMES.length);
for (const [names, trait] of [
  [VOID_NAMES, VOID],
  [BLOCK_NAMES, BLOCK],
  [SPECIAL_NAMES, SPECIAL],
  [FORMATTING_NAMES, FORMATTING],
  [CLOSES_P_NAMES, CLOSES_P],
  [UNRENDERED_NAMES, UNRENDERED],
  [BREAKOUT_NAMES, BREAKOUT],
  [HEADING_NAMES, HEADING],
  [SCOPE_NAMES, SCOPE],
] as const) {
  for (const name of names) traits[tagNumber(name)] |= trait;
}
for (const [name, model] of [
  ['title', ContentModel.rcdata],
  ['textarea', ContentModel.rcdata],
  ['style', ContentModel.rawtext],
  ['xmp', ContentModel.rawtext],
  ['iframe', ContentModel.rawtext],
  ['noembed', ContentModel.rawtext],
  ['noframes', ContentModel.rawtext],
  ['noscript', ContentModel.rawtext],
  ['script', ContentModel.script],
  ['plaintext', ContentModel.plaintext],
] as const) {
  contentModels[tagNumber(name)] = model;
}

export const isVoid = (tag: number): boolean => (traits[tag] & VOID) !== 0;
/** Starts and ends a line of its own. */
export const isBlock = (tag: number): boolean => (traits[tag] & BLOCK) !== 0;
/** “Special” in the sense of tree construction: an end tag of another element does not reach past it. */
export const isSpecial = (tag: number): boolean => (traits[tag] & SPECIAL) !== 0;
export const isFormatting = (tag: number): boolean => (traits[tag] & FORMATTING) !== 0;
/** Its start tag ends an open paragraph. */
export const closesParagraph = (tag: number): boolean => (traits[tag] & CLOSES_P) !== 0;
/** Its text is no text of the page in a browser with scripting on. */
export const isUnrendered = (tag: number): boolean => (traits[tag] & UNRENDERED) !== 0;
/** Ends an open `<svg>` or `<math>`. */
export const breaksOut = (tag: number): boolean => (traits[tag] & BREAKOUT) !== 0;
export const isHeading = (tag: number): boolean => (traits[tag] & HEADING) !== 0;
/** An implied end tag never reaches past it: “scope” of WHATWG 13.2.4.2, table scope included. */
export const isScope = (tag: number): boolean => (traits[tag] & SCOPE) !== 0;
export const contentModelOf = (tag: number): ContentModel => contentModels[tag];

/** Parts of a table: a new one ends an open one of the same kind. */
export enum TablePart {
  none = 0,
  cell = 1,
  row = 2,
  section = 3,
}

const tableParts = new Uint8Array(TAG_NAMES.length);
for (const [names, part] of [
  ['td th', TablePart.cell],
  ['tr', TablePart.row],
  ['tbody thead tfoot caption colgroup', TablePart.section],
] as const) {
  for (const name of words(names)) tableParts[tagNumber(name)] = part;
}
export const tablePartOf = (tag: number): TablePart => tableParts[tag];

const HASH_SIZE = 4096;
const hashTable = new Uint8Array(HASH_SIZE);

/** One step of the hash by which the tokenizer finds a tag's number without making a string. */
export const hashStep = (hash: number, unit: number): number => (Math.imul(hash, 31) + (unit | 0x20)) & (HASH_SIZE - 1);

const hashOf = (name: string): number => {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = hashStep(hash, name.charCodeAt(index));
  return hash;
};
const collided = new Map<number, number[]>();
for (let tag = 1; tag < TAG_NAMES.length; tag++) {
  const hash = hashOf(TAG_NAMES[tag]);
  if (hashTable[hash] === 0) hashTable[hash] = tag;
  else collided.set(hash, [...(collided.get(hash) ?? []), tag]);
}

function isNamed(html: Uint8Array, start: number, end: number, name: string): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index++) {
    let unit = html[start + index];
    if (unit >= 65 && unit <= 90) unit |= 0x20;
    if (unit !== name.charCodeAt(index)) return false;
  }
  return true;
}

/** The number of the tag whose name stands at `start`…`end` of `html` and hashes to `hash`. */
export function tagNumberAt(html: Uint8Array, start: number, end: number, hash: number): number {
  const tag = hashTable[hash];
  if (tag === 0) return 0;
  if (isNamed(html, start, end, TAG_NAMES[tag])) return tag;
  for (const other of collided.get(hash) ?? []) if (isNamed(html, start, end, TAG_NAMES[other])) return other;
  return 0;
}
