import { ArticleAddresses, HostSet } from './addresses.js';
import { type CodeSource, completeCodes } from './complete.js';
import type { Mistake } from './error.js';
import { isMap, itemsAt, type LooseMap, mapAt, mapsAt, textAt } from './loose.js';
import { pathPatternMistake, patternMistake } from './patterns.js';
import { unknownName } from './schema-mistakes.js';
import type { Localized, PolicyData } from './types.js';
import { CHECKS, type CheckVocabulary, FINDING_VALUES, POLICY_VALUES } from './vocabulary.js';
import type { Path, PositionedYaml } from './yaml.js';

/** Collects mistakes with their places. */
class Notes {
  readonly mistakes: Mistake[] = [];

  constructor(
    private readonly yaml: PositionedYaml,
    private readonly file: string,
  ) {}

  at(path: Path, message: Localized): void {
    this.mistakes.push({ file: this.file, position: this.yaml.positionOf(path), message });
  }

  atKey(path: Path, message: Localized): void {
    this.mistakes.push({ file: this.file, position: this.yaml.positionOfKey(path), message });
  }
}

/**
 * What a schema cannot say: names that must exist elsewhere in the file, ids given once, patterns that compile,
 * every code with its severity and words. Reads files that break the schema too, so that one run lists everything;
 * what the schema finds wrong is not said again.
 */
export function checkMeaning(
  file: string,
  yaml: PositionedYaml,
  base: PolicyData | null,
  platformIds: readonly string[] | null = null,
): Mistake[] {
  const notes = new Notes(yaml, file);
  const source = isMap(yaml.value) ? yaml.value : {};
  checkPublisher(mapAt(source, 'publisher'), notes);
  if (platformIds !== null) checkAccounts(mapAt(source, 'publisher'), platformIds, notes);
  checkPlatformArticles(mapAt(source, 'link'), notes);
  checkThresholds(source, notes);
  checkUnique(mapsAt(source, 'clauses'), ['clauses'], 'id', notes);
  checkUnique(mapsAt(source, 'rules'), ['rules'], 'id', notes);
  const clauses = mapsAt(source, 'clauses').flatMap(([, clause]) => textAt(clause, 'id') ?? []);
  for (const [index, rule] of mapsAt(source, 'rules')) {
    const path = ['rules', index];
    const clause = textAt(rule, 'clause');
    if (clause !== undefined && !clauses.includes(clause)) {
      notes.at([...path, 'clause'], unknownName('条款', 'clause', clause, clauses));
    }
    const check = textAt(rule, 'check');
    if (check === undefined || !Object.hasOwn(CHECKS, check)) continue;
    checkPlaceholders(mapAt(rule, 'help'), POLICY_VALUES, [...path, 'help'], notes);
    checkOptions(rule, CHECKS[check], path, notes);
    checkCodes(rule, check, path, notes);
    checkCompleteness(rule, check, base, path, notes);
  }
  return notes.mistakes;
}

function checkUnique(items: readonly (readonly [number, LooseMap])[], list: Path, key: string, notes: Notes): void {
  const seen = new Set<string>();
  for (const [index, item] of items) {
    const value = textAt(item, key);
    if (value === undefined) continue;
    if (seen.has(value)) {
      notes.at([...list, index, key], { zh: `“${value}”重复出现`, en: `"${value}" is given twice` });
    }
    seen.add(value);
  }
}

function checkPublisher(publisher: LooseMap, notes: Notes): void {
  const aliases = mapsAt(publisher, 'aliases');
  checkUnique(aliases, ['publisher', 'aliases'], 'text', notes);
  for (const [index, alias] of aliases) {
    const pattern = textAt(alias, 'pattern');
    const mistake = pattern === undefined ? null : patternMistake(pattern);
    if (mistake !== null) notes.at(['publisher', 'aliases', index, 'pattern'], mistake);
  }
  const articleUrl = mapAt(publisher, 'articleUrl');
  let allRight = true;
  for (const [index, pattern] of itemsAt(articleUrl, 'paths')) {
    const mistake = typeof pattern === 'string' && pattern !== '' ? pathPatternMistake(pattern) : null;
    if (mistake !== null) notes.at(['publisher', 'articleUrl', 'paths', index], mistake);
    allRight &&= typeof pattern === 'string' && mistake === null;
  }
  const mistake = allRight ? exampleMistake(publisher, articleUrl) : null;
  if (mistake !== null) notes.at(['publisher', 'articleUrl', 'example'], mistake);
}

function checkPlatformArticles(link: LooseMap, notes: Notes): void {
  for (const [index, articles] of mapsAt(link, 'platformArticles')) {
    for (const [at, pattern] of itemsAt(articles, 'paths')) {
      const mistake = typeof pattern === 'string' && pattern !== '' ? pathPatternMistake(pattern) : null;
      if (mistake !== null) notes.at(['link', 'platformArticles', index, 'paths', at], mistake);
    }
  }
}

/** A partial reprint that needs more than a whole one would make every partial one a quotation. */
function checkThresholds({ originals }: LooseMap, notes: Notes): void {
  if (!isMap(originals)) return;
  const { partialContainment: partial, reprintContainment: whole } = originals;
  if (typeof partial !== 'number' || typeof whole !== 'number' || partial <= whole) return;
  notes.at(['originals', 'partialContainment'], {
    zh: `partialContainment（${partial}）不能大于 reprintContainment（${whole}）`,
    en: `partialContainment (${partial}) must not exceed reprintContainment (${whole})`,
  });
}

/** An account on a platform that nobody knows would never be recognised. */
function checkAccounts(publisher: LooseMap, platformIds: readonly string[], notes: Notes): void {
  for (const [index, account] of mapsAt(publisher, 'accounts')) {
    const platform = textAt(account, 'platform');
    if (platform === undefined || platformIds.includes(platform)) continue;
    notes.at(['publisher', 'accounts', index, 'platform'], unknownName('平台', 'platform', platform, platformIds));
  }
}

function textsAt(parent: LooseMap, key: string): string[] {
  return itemsAt(parent, key).flatMap(([, item]) => (typeof item === 'string' ? item : []));
}

/** The example proves the patterns: a policy whose own example is no article would call every link wrong. */
function exampleMistake(publisher: LooseMap, articleUrl: LooseMap): Localized | null {
  const example = textAt(articleUrl, 'example');
  const paths = textsAt(articleUrl, 'paths');
  const hosts = textsAt(publisher, 'hosts');
  if (example === undefined || paths.length === 0 || hosts.length === 0) return null;
  if (!URL.canParse(example)) return { zh: '示例不是有效的网址', en: 'the example is not a URL' };
  const url = new URL(example);
  if (!new HostSet(hosts).has(url.hostname)) {
    return {
      zh: `示例的域名 ${url.hostname} 不在 hosts 之内`,
      en: `the example's host ${url.hostname} is not among hosts`,
    };
  }
  const identityParameters = textsAt(articleUrl, 'identityParameters');
  if (new ArticleAddresses({ paths, example, identityParameters }).isArticlePath(url)) return null;
  return { zh: '示例与 paths、identityParameters 不符', en: 'the example does not fit paths and identityParameters' };
}

const OPTION_TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  text: (value) => typeof value === 'string',
  list: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

function checkOptions(rule: LooseMap, { options: known }: CheckVocabulary, path: Path, notes: Notes): void {
  for (const [name, value] of Object.entries(mapAt(rule, 'options'))) {
    const at = [...path, 'options', name];
    if (!Object.hasOwn(known, name)) {
      notes.atKey(at, unknownName('选项', 'option', name, Object.keys(known)));
    } else if (!OPTION_TYPES[known[name]](value)) {
      notes.at(at, {
        zh: `选项 ${name} 的类型应为 ${known[name]}`,
        en: `option ${name} must be of type ${known[name]}`,
      });
    }
  }
}

/** Names in the codes that the file itself writes: codes of the check, variants, placeholders. */
function checkCodes(rule: LooseMap, check: string, path: Path, notes: Notes): void {
  const known = CHECKS[check].codes;
  for (const code of Object.keys(mapAt(rule, 'codes'))) {
    const at = [...path, 'codes', code];
    if (!Object.hasOwn(known, code)) {
      // A code that no check has is the schema's to refuse.
      if (isCodeOfAnyCheck(code)) {
        const codes = Object.keys(known);
        notes.atKey(at, {
          zh: `检查 ${check} 没有代码 ${code}，它的代码有：${codes.join('、')}`,
          en: `check ${check} has no code ${code}; its codes: ${codes.join(', ')}`,
        });
      }
      continue;
    }
    const data = mapAt(mapAt(rule, 'codes'), code);
    const placeholders = [...FINDING_VALUES, ...POLICY_VALUES, ...known[code].values];
    checkPlaceholders(mapAt(data, 'message'), placeholders, [...at, 'message'], notes);
    const variants = mapAt(data, 'variants');
    for (const variant of Object.keys(variants)) {
      const below = [...at, 'variants', variant];
      if (!known[code].variants.includes(variant)) {
        notes.atKey(below, unknownName('情形', 'variant', variant, known[code].variants));
      }
      checkPlaceholders(mapAt(mapAt(variants, variant), 'message'), placeholders, [...below, 'message'], notes);
    }
  }
}

function isCodeOfAnyCheck(code: string): boolean {
  return Object.values(CHECKS).some((check) => Object.hasOwn(check.codes, code));
}

function checkPlaceholders(message: LooseMap, known: readonly string[], path: Path, notes: Notes): void {
  for (const language of ['zh', 'en']) {
    for (const [, name] of (textAt(message, language) ?? '').matchAll(/\{([^{}]*)\}/g)) {
      if (!known.includes(name)) notes.at([...path, language], unknownName('占位符', 'placeholder', name, known));
    }
  }
}

function checkCompleteness(rule: LooseMap, check: string, base: PolicyData | null, path: Path, notes: Notes): void {
  const inherited = base?.rules.find((candidate) => candidate.check === check);
  if (rule.help === undefined && inherited === undefined) {
    notes.at(path, { zh: '这条规则缺少 help', en: 'this rule has no help' });
  }
  const own = mapAt(rule, 'codes');
  const readable = Object.fromEntries(Object.entries(own).filter(([, data]) => isMap(data)));
  const codes = completeCodes(readable as Record<string, CodeSource>, inherited);
  for (const code of Object.keys(CHECKS[check].codes)) {
    const at = [...path, 'codes', code];
    if (Object.hasOwn(own, code) && !isMap(own[code])) continue;
    if (!Object.hasOwn(codes, code)) {
      const zh = `检查 ${check} 的代码 ${code} 没有写出，须给出 severity 与 message`;
      notes.atKey(at, { zh, en: `code ${code} of check ${check} is not given: it needs severity and message` });
      continue;
    }
    for (const part of ['severity', 'message'] as const) {
      if (codes[code][part] !== undefined) continue;
      notes.atKey(at, { zh: `代码 ${code} 缺少 ${part}`, en: `code ${code} has no ${part}` });
    }
  }
}
