import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import { decodeStream } from './decode.js';
import { isTag } from './xlsx-strings.js';
import { type RandomAccess, readZipEntry, type ZipEntry, ZipError } from './zip.js';

export interface Relationship {
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

export interface SheetName {
  readonly name: string;
  readonly visible: boolean;
  /** Id of the relationship that leads to the sheet's part. */
  readonly relationship: string;
}

/** Sheets in the order of their tabs (ECMA-376 part 1, §18.2.19). */
export async function readSheetNames(
  file: RandomAccess,
  entries: ReadonlyMap<string, ZipEntry>,
  part: string,
): Promise<SheetName[]> {
  const entry = entries.get(part);
  if (entry === undefined) throw new ZipError(`no ${part}`);
  const sheets: SheetName[] = [];
  await eachElement(file, entry, (name, attributes) => {
    if (!isTag(name, 'sheet')) return;
    const id = Object.keys(attributes).find((key) => isTag(key, 'id') && key !== 'id');
    sheets.push({
      name: attributes.name ?? '',
      visible: attributes.state === undefined || attributes.state === 'visible',
      relationship: id === undefined ? '' : attributes[id],
    });
  });
  return sheets;
}

/** The relationships of a part, by id (ECMA-376 part 2, §9.3); none where it has no relationships part. */
export async function readRelationships(
  file: RandomAccess,
  entries: ReadonlyMap<string, ZipEntry>,
  part: string,
): Promise<Map<string, Relationship>> {
  const entry = entries.get(`${posix.dirname(part)}/_rels/${posix.basename(part)}.rels`);
  const relationships = new Map<string, Relationship>();
  if (entry === undefined) return relationships;
  await eachElement(file, entry, (name, attributes) => {
    if (!isTag(name, 'Relationship')) return;
    relationships.set(attributes.Id ?? '', {
      type: attributes.Type ?? '',
      target: attributes.Target ?? '',
      external: attributes.TargetMode === 'External',
    });
  });
  return relationships;
}

/** The part that a relationship of `part` leads to. */
export function resolvePart(part: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(posix.dirname(part), target));
}

/** Calls `visit` for each element of a part. */
export async function eachElement(
  file: RandomAccess,
  entry: ZipEntry,
  visit: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const parser = new Parser({ onopentag: visit }, { xmlMode: true, decodeEntities: true });
  for await (const chunk of decodeStream(readZipEntry(file, entry), 'utf-8')) parser.write(chunk);
  parser.end();
}
