import type { ErrorObject } from 'ajv';
import type { Mistake } from './error.js';
import { nearestNames } from './nearest.js';
import type { Localized } from './types.js';
import type { Path, PositionedYaml } from './yaml.js';

/** What the schema finds wrong, as mistakes with their places and, for names, the nearest right one. */
export function schemaMistakes(
  errors: readonly ErrorObject[],
  value: unknown,
  yaml: PositionedYaml,
  file: string,
): Mistake[] {
  return errors.flatMap((error) => {
    const path = pathOf(error.instancePath, value);
    const described = describe(error, path);
    if (described === null) return [];
    const at = [...path, ...described.below];
    const position = described.atKey ? yaml.positionOfKey(at) : yaml.positionOf(at);
    return [{ file, position, message: described.message }];
  });
}

interface Described {
  readonly message: Localized;
  /** Steps below the instance that lead to the place. */
  readonly below: Path;
  readonly atKey: boolean;
}

/** JSON pointer to path; steps into lists become numbers. */
function pathOf(pointer: string, value: unknown): Path {
  const steps = pointer.split('/').slice(1);
  let node = value;
  return steps.map((raw) => {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(node) ? Number(step) : step;
    node = (node as Record<string | number, unknown> | null)?.[key];
    return key;
  });
}

/** `rules[0].codes`; the file itself where the path is empty. */
function nameOf(path: Path): Localized {
  if (path.length === 0) return { zh: '文件', en: 'the file' };
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  const plain = name.replace(/^\./, '');
  return { zh: plain, en: plain };
}

const TYPES: Readonly<Record<string, Localized>> = {
  object: { zh: '一组“键: 值”', en: 'a map (key: value)' },
  array: { zh: '一个列表（每项以 - 开头）', en: 'a list (items that start with -)' },
  string: { zh: '文字', en: 'text' },
  integer: { zh: '整数', en: 'a whole number' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
};

const LANGUAGES: Readonly<Record<string, Localized>> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
};

const here = (message: Localized): Described => ({ message, below: [], atKey: false });

function describe(error: ErrorObject, path: Path): Described | null {
  const name = nameOf(path);
  const parent = (error.parentSchema ?? {}) as { properties?: object; examples?: readonly unknown[] };
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const message = unknownName('键', 'key', key, Object.keys(parent.properties ?? {}));
      return { message, below: [key], atKey: true };
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      // A name that is refused by `propertyNames` is a key, not a value.
      const key = error.propertyName;
      if (key === undefined && typeof error.data !== 'string') {
        return here({
          zh: `${name.zh} 应为 ${allowed.join('、')} 之一`,
          en: `${name.en} must be one of ${allowed.join(', ')}`,
        });
      }
      const written = String(key ?? error.data);
      const message = unknownName(
        key === undefined ? '值' : '代码',
        key === undefined ? 'value' : 'code',
        written,
        allowed,
      );
      return key === undefined ? here(message) : { message, below: [key], atKey: true };
    }
    case 'required':
      return { ...here(missing(String(error.params.missingProperty), name)), atKey: true };
    case 'type': {
      const type = TYPES[String(error.params.type)];
      return here({ zh: `${name.zh} 应为${type.zh}`, en: `${name.en} must be ${type.en}` });
    }
    case 'const': {
      const right = String(error.params.allowedValue);
      return here({ zh: `${name.zh} 只能写 ${right}`, en: `${name.en} must be ${right}` });
    }
    case 'pattern': {
      const key = error.propertyName;
      const written = String(key ?? error.data);
      const example = parent.examples?.[0];
      const message = {
        zh: `“${written}”的写法不对${example === undefined ? '' : `，应如 ${example}`}`,
        en: `"${written}" is not written right${example === undefined ? '' : `; an example: ${example}`}`,
      };
      return key === undefined ? here(message) : { message, below: [key], atKey: true };
    }
    case 'minLength':
      return here({
        zh: `${name.zh} 至少要有 ${error.params.limit} 个字`,
        en: `${name.en} must have at least ${error.params.limit} characters`,
      });
    case 'minItems':
      return here({ zh: `${name.zh} 不能为空`, en: `${name.en} must not be empty` });
    case 'minimum':
      return here({
        zh: `${name.zh} 不能小于 ${error.params.limit}`,
        en: `${name.en} must be at least ${error.params.limit}`,
      });
    case 'uniqueItems': {
      const message = { zh: `${name.zh} 中有重复的项`, en: `${name.en} lists the same item twice` };
      return { message, below: [Math.max(error.params.i, error.params.j)], atKey: false };
    }
    case 'not': {
      const message = {
        zh: 'kind 为 law 的规则没有发布者，请删去 publisher',
        en: 'a policy of kind law has no publisher: remove it',
      };
      return { message, below: ['publisher'], atKey: true };
    }
    // `if` and `propertyNames` only say that something inside them failed, which has its own error.
    case 'if':
    case 'propertyNames':
      return null;
    default:
      return here({ zh: `${name.zh}：${error.message}`, en: `${name.en}: ${error.message}` });
  }
}

function missing(key: string, parent: Localized): Localized {
  const language = LANGUAGES[key];
  if (language !== undefined) {
    return { zh: `${parent.zh} 缺少${language.zh}（${key}）`, en: `${parent.en} has no ${language.en} text (${key})` };
  }
  return { zh: `${parent.zh} 缺少 ${key}`, en: `${parent.en} lacks ${key}` };
}

/** “unknown key x; did you mean y?”, or the whole list where it is short. */
export function unknownName(kindZh: string, kindEn: string, written: string, known: readonly string[]): Localized {
  const nearest = nearestNames(written, known);
  const zh = `无法识别的${kindZh}“${written}”`;
  const en = `unknown ${kindEn} "${written}"`;
  if (nearest.length > 0) {
    return { zh: `${zh}，是不是 ${nearest.join('、')}？`, en: `${en}; did you mean ${nearest.join(' or ')}?` };
  }
  if (known.length === 0 || known.length > 12) return { zh, en };
  return { zh: `${zh}，可用的有：${known.join('、')}`, en: `${en}; known: ${known.join(', ')}` };
}
