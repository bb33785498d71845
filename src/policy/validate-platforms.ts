import type { PlatformData } from '../page/platform.js';
import { parseSelector } from '../page/selector-syntax.js';
import { type Mistake, PolicyError } from './error.js';
import { isMap, type LooseMap } from './loose.js';
import { unknownName } from './schema-mistakes.js';
import type { Localized } from './types.js';
import { type Path, readYaml } from './yaml.js';

/** What is wrong with one text of a list; null where nothing is. */
type TextRule = (text: string) => Localized | null;

const anyText: TextRule = (text) => (text.trim() === '' ? { zh: '不能为空', en: 'must not be empty' } : null);

const host: TextRule = (text) =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text)
    ? null
    : {
        zh: `“${text}”不是域名（小写，不带 http:// 和路径）`,
        en: `"${text}" is no host name (small letters, no scheme, no path)`,
      };

const selector: TextRule = (text) =>
  parseSelector(text) === null
    ? {
        zh: `选择器“${text}”无法识别；只能用元素名、.类、#id、“a b”和“a > b”`,
        en: `the selector "${text}" is not understood; use names, .classes, #ids, "a b" and "a > b"`,
      }
    : null;

/** Variable names go into a pattern: nothing but letters, digits, `_`, `$` and dots may. */
const variable: TextRule = (text) =>
  /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(text)
    ? null
    : { zh: `“${text}”不是脚本变量名`, en: `"${text}" is no name of a script variable` };

const path: TextRule = (text) =>
  /^\/[\x21-\x7e]*\/$/.test(text)
    ? null
    : { zh: `路径“${text}”应以 / 开头、以 / 结尾`, en: `the path "${text}" must start and end with /` };

const LISTS: Readonly<Record<string, TextRule>> = {
  aliases: anyText,
  hosts: host,
  markers: selector,
  account: selector,
  accountPaths: path,
  accountVariables: variable,
  accountId: variable,
  originalVariables: variable,
  originalLinks: selector,
};
const TEXTS: Readonly<Record<string, RegExp>> = { id: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, name: /\S/ };
const KEYS = [...Object.keys(TEXTS), ...Object.keys(LISTS)];

/**
 * The platforms of a YAML text, complete.
 * @throws {PolicyError} with every mistake and its place: unknown keys, selectors that cannot be understood, …
 */
export function validatePlatforms(text: string, file: string): readonly PlatformData[] {
  const yaml = readYaml(text, file);
  const mistakes: Mistake[] = [...yaml.mistakes];
  const at = (place: Path, message: Localized): void => {
    mistakes.push({ file, position: yaml.positionOf(place), message });
  };
  const root = isMap(yaml.value) ? yaml.value : {};
  if (yaml.value !== undefined) {
    for (const key of Object.keys(root)) {
      if (key === 'schemaVersion' || key === 'platforms') continue;
      const message = unknownName('键', 'key', key, ['schemaVersion', 'platforms']);
      mistakes.push({ file, position: yaml.positionOfKey([key]), message });
    }
    if (root.schemaVersion !== 1) at(['schemaVersion'], { zh: 'schemaVersion 应为 1', en: 'schemaVersion must be 1' });
    if (!Array.isArray(root.platforms)) at(['platforms'], { zh: 'platforms 应是列表', en: 'platforms must be a list' });
  }
  const items: readonly unknown[] = Array.isArray(root.platforms) ? root.platforms : [];
  const platforms = items.flatMap((item, index): PlatformData[] => {
    const place = ['platforms', index];
    if (!isMap(item)) {
      at(place, { zh: '每个平台应是“键: 值”', en: 'a platform must be a map of keys' });
      return [];
    }
    checkKeys(item, place);
    checkPlatform(item, place, at);
    return [{ hosts: [], markers: [], account: [], ...item } as unknown as PlatformData];
  });
  if (mistakes.length > 0) throw new PolicyError(mistakes);
  return platforms;

  function checkKeys(item: LooseMap, place: Path): void {
    for (const key of Object.keys(item)) {
      if (KEYS.includes(key)) continue;
      mistakes.push({
        file,
        position: yaml.positionOfKey([...place, key]),
        message: unknownName('键', 'key', key, KEYS),
      });
    }
  }
}

function checkPlatform(item: LooseMap, place: Path, at: (place: Path, message: Localized) => void): void {
  for (const [key, pattern] of Object.entries(TEXTS)) {
    const value = item[key];
    if (typeof value === 'string' && pattern.test(value)) continue;
    at([...place, key], { zh: `缺少 ${key}，或写法有误`, en: `${key} is missing or not right` });
  }
  for (const [key, rule] of Object.entries(LISTS)) {
    const value = item[key];
    if (value === undefined) continue;
    if (!Array.isArray(value)) {
      at([...place, key], { zh: `${key} 应是列表`, en: `${key} must be a list` });
      continue;
    }
    for (const [index, text] of value.entries()) {
      const message = typeof text === 'string' ? rule(text) : { zh: '应是文字', en: 'must be a text' };
      if (message !== null) at([...place, key, index], message);
    }
  }
  const isEmpty = (key: string): boolean => !Array.isArray(item[key]) || item[key].length === 0;
  if (isEmpty('hosts') && isEmpty('markers')) {
    at(place, { zh: '须写明 hosts 或 markers，否则认不出这个平台', en: 'needs hosts or markers to be known by' });
  }
  if (isEmpty('account') && isEmpty('accountVariables')) {
    at(place, { zh: '须写明 account 或 accountVariables', en: 'needs account or accountVariables' });
  }
}
