import type { Mistake } from '../../policy/error.js';
import { isMap } from '../../policy/loose.js';
import { unknownName } from '../../policy/schema-mistakes.js';
import { type Path, type PositionedYaml, readYaml } from '../../policy/yaml.js';
import { nameOfHeading } from './table.js';
import type { Field, FileRecord, Headings, Position, Records } from './types.js';

const START: Position = { line: 1, column: 1 };

/** Records of a YAML file: a list of maps, or a map with the list below `listKey`. Fields beside the list are its own. */
export function recordsOfYaml<Name extends string>(
  text: string,
  headings: Headings<Name>,
  listKey: string,
  file: string,
): Records<Name> {
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), file);
  const mistakes: Mistake[] = [...yaml.mistakes];
  if (yaml.value === undefined) return { records: [], mistakes };
  const whole = isMap(yaml.value) ? yaml.value : null;
  const items = whole === null ? yaml.value : whole[listKey];
  const path: Path = whole === null ? [] : [listKey];
  if (!Array.isArray(items)) {
    const message = { zh: `应是一个列表，或写在 ${listKey}: 下面`, en: `expected a list, or a list below ${listKey}:` };
    return { records: [], mistakes: [...mistakes, { file, position: yaml.positionOf(path), message }] };
  }
  const shared = whole === null ? {} : fieldsOf(whole, [], [listKey]);
  const records = items.flatMap((item: unknown, index): FileRecord<Name>[] => {
    const at = [...path, index];
    const position = yaml.positionOf(at) ?? START;
    if (!isMap(item)) {
      mistakes.push({ file, position, message: { zh: '这一项应是“键: 值”', en: 'this item must be a map of keys' } });
      return [];
    }
    return [{ position, fields: { ...shared, ...fieldsOf(item, at, []) } }];
  });
  return { records, mistakes };

  function fieldsOf(map: Readonly<Record<string, unknown>>, at: Path, others: readonly string[]) {
    const fields: Partial<Record<Name, Field>> = {};
    for (const [key, value] of Object.entries(map)) {
      if (others.includes(key)) continue;
      const name = nameOfHeading(key, headings);
      const below = [...at, key];
      if (name === undefined) {
        const known = [...Object.values<readonly string[]>(headings).map((names) => names[0]), ...others];
        mistakes.push({ file, position: yaml.positionOfKey(below), message: unknownName('键', 'key', key, known) });
        continue;
      }
      const text = scalarText(value);
      if (text === null) {
        const message = { zh: `“${key}”应是一个值`, en: `"${key}" must be a single value` };
        mistakes.push({ file, position: yaml.positionOf(below), message });
      } else if (text !== '') fields[name] = { text, position: positionOf(yaml, below) };
    }
    return fields;
  }
}

const positionOf = (yaml: PositionedYaml, path: Path): Position => yaml.positionOf(path) ?? START;

/** '' for what is left empty; null for what is no single value. */
function scalarText(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'object' ? null : String(value).trim();
}
