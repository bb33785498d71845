/** Mistakes that a schema cannot see: names of formats and policies, patterns, dates. */
import type { Mistake } from '../policy/error.js';
import { isMap, itemsAt, mapsAt, textAt } from '../policy/loose.js';
import { isPolicyFile } from '../policy/policy-file.js';
import { unknownName } from '../policy/schema-mistakes.js';
import type { Localized } from '../policy/types.js';
import type { Path, PositionedYaml } from '../policy/yaml.js';
import { FORMAT_NAMES } from '../report/index.js';
import { compileGlob } from './glob.js';

/** `value` may be anything: what the schema refuses has its own mistakes. */
export function meaningMistakes(
  value: unknown,
  yaml: PositionedYaml,
  file: string,
  policyNames: readonly string[],
): Mistake[] {
  const mistakes: Mistake[] = [];
  const tell = (path: Path, message: Localized | null): void => {
    if (message !== null) mistakes.push({ file, position: yaml.positionOf(path), message });
  };
  if (!isMap(value)) return mistakes;
  tell(['policy'], policyMistake(textAt(value, 'policy'), policyNames));
  for (const [index, format] of itemsAt(value, 'formats')) tell(['formats', index], formatMistake(format));
  for (const [index, target] of mapsAt(value, 'targets')) {
    tell(['targets', index, 'path'], patternMistake(textAt(target, 'path')));
    tell(['targets', index, 'url'], addressMistake(textAt(target, 'url')));
    tell(['targets', index, 'policy'], policyMistake(textAt(target, 'policy'), policyNames));
  }
  for (const [index, suppression] of mapsAt(value, 'suppressions')) {
    tell(['suppressions', index, 'target'], patternMistake(textAt(suppression, 'target')));
    tell(['suppressions', index, 'expires'], dateMistake(textAt(suppression, 'expires')));
  }
  return mistakes;
}

function policyMistake(list: string | undefined, known: readonly string[]): Localized | null {
  const names = (list ?? '').split(',').map((name) => name.trim());
  const wrong = names.find((name) => name !== '' && !isPolicyFile(name) && !known.includes(name));
  return wrong === undefined ? null : unknownName('规则', 'policy', wrong, known);
}

function formatMistake(format: unknown): Localized | null {
  if (typeof format !== 'string' || format === '') return null;
  const [name, file] = format.split(/=(.*)/s, 2).map((part) => part.trim());
  if (!(FORMAT_NAMES as readonly string[]).includes(name)) return unknownName('格式', 'format', name, FORMAT_NAMES);
  if (file === '') return { zh: `${name}= 后面缺少文件名`, en: `no file name after ${name}=` };
  return null;
}

function patternMistake(pattern: string | undefined): Localized | null {
  if (pattern === undefined) return null;
  if (pattern.includes('\\') && !pattern.includes('/')) {
    return { zh: '路径请用 / 分隔，不用 \\', en: 'separate folders with /, not with \\' };
  }
  try {
    compileGlob(pattern);
    return null;
  } catch {
    return { zh: `通配符“${pattern}”的括号没有配对`, en: `a bracket of the pattern "${pattern}" is never closed` };
  }
}

function addressMistake(address: string | undefined): Localized | null {
  if (address === undefined || URL.canParse(address) || !/^https?:\/\/./.test(address)) return null;
  return { zh: `“${address}”不是网址`, en: `"${address}" is no web address` };
}

function dateMistake(date: string | undefined): Localized | null {
  if (date === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const day = new Date(`${date}T00:00:00Z`);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)) return null;
  return { zh: `没有 ${date} 这一天`, en: `there is no day ${date}` };
}
