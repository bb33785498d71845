/** Reads parsed YAML of which nobody knows yet whether it has the right shape. */

export type LooseMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is LooseMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map below `key`; an empty one where there is none. */
export function mapAt(parent: LooseMap, key: string): LooseMap {
  const value = parent[key];
  return isMap(value) ? value : {};
}

/** The items below `key` with their numbers; none where there is no list. */
export function itemsAt(parent: LooseMap, key: string): readonly (readonly [index: number, item: unknown])[] {
  const value = parent[key];
  return Array.isArray(value) ? [...value.entries()] : [];
}

/** The maps in the list below `key`, with their numbers. */
export function mapsAt(parent: LooseMap, key: string): readonly (readonly [index: number, item: LooseMap])[] {
  return itemsAt(parent, key).filter((entry): entry is readonly [number, LooseMap] => isMap(entry[1]));
}

/** The text below `key`; undefined where there is none. */
export function textAt(parent: LooseMap, key: string): string | undefined {
  const value = parent[key];
  return typeof value === 'string' ? value : undefined;
}
