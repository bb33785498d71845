import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnySchemaObject } from 'ajv';
import { PolicyError } from './error.js';
import { builtInNames, RULES_FOLDER, readIfThere, ruleFile } from './rules-folder.js';
import type { Localized, PolicyData } from './types.js';
import { validatePolicy } from './validate.js';
import { validatePlatforms } from './validate-platforms.js';

/** A policy is some ten kilobytes of text; what is larger is another kind of file. */
const LARGEST_FILE = 1 << 20;

let schema: AnySchemaObject | null = null;

function policySchema(): AnySchemaObject {
  schema ??= JSON.parse(readFileSync(new URL('policy.schema.json', RULES_FOLDER), 'utf8')) as AnySchemaObject;
  return schema;
}

/**
 * A policy from its bytes, validated and completed.
 * @param file the file as messages shall name it.
 * @throws {PolicyError} with every mistake.
 */
export function policyFromYaml(bytes: Uint8Array, file: string): PolicyData {
  return validateText(textOf(bytes, file), file, []);
}

/** A built-in policy from its YAML file, whatever the build has stored. */
export function builtInFromYaml(name: string): PolicyData {
  return builtInOrNull(name, []) ?? refuse(name, { zh: '没有这份内置规则', en: 'no such built-in policy' });
}

/** `chain`: the policies that are being read, so that two based on each other do not call for ever. */
function builtInOrNull(name: string, chain: readonly string[]): PolicyData | null {
  if (chain.includes(name) || !builtInNames().includes(name)) return null;
  const url = ruleFile(name);
  const bytes = readIfThere(url);
  if (bytes === null) return null;
  const file = fileURLToPath(url);
  return validateText(textOf(bytes, file), file, [...chain, name]);
}

function validateText(text: string, file: string, chain: readonly string[]): PolicyData {
  return validatePolicy(text, {
    file,
    schema: policySchema(),
    lookUpBase: (name) => builtInOrNull(name, chain),
    baseNames: builtInNames(),
    platformIds: platformIds(),
  });
}

let knownPlatforms: readonly string[] | null = null;

function platformIds(): readonly string[] {
  knownPlatforms ??= [
    ...new Set(
      validatePlatforms(readFileSync(ruleFile('platforms'), 'utf8'), 'rules/platforms.yaml').map(({ id }) => id),
    ),
  ];
  return knownPlatforms;
}

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.length > LARGEST_FILE) {
    return refuse(file, { zh: '文件超过 1 MiB，不是规则文件', en: 'larger than 1 MiB: this is no policy file' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(file, { zh: '文件不是 UTF-8 编码，请另存为 UTF-8', en: 'not UTF-8: save the file as UTF-8' });
  }
}

function refuse(file: string, message: Localized): never {
  throw new PolicyError([{ file, position: null, message }]);
}
