/** The text of a config → its data, or every mistake in it. Loads YAML and the schema library: import it lazily. */
import { readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import type { Mistake } from '../policy/error.js';
import { schemaMistakes } from '../policy/schema-mistakes.js';
import { readYaml } from '../policy/yaml.js';
import { ConfigError } from './error.js';
import { meaningMistakes } from './meaning.js';
import { CONFIG_SCHEMA_NAME } from './template.js';
import type { ConfigData } from './types.js';

/** The schema that editors are pointed to; the same place seen from src/config and from dist/config. */
export const CONFIG_SCHEMA = new URL(`../../rules/${CONFIG_SCHEMA_NAME}`, import.meta.url);

let validator: ValidateFunction | undefined;

function compiledSchema(): ValidateFunction {
  if (validator === undefined) {
    const schema = JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8')) as AnySchemaObject;
    validator = new Ajv({ allErrors: true, verbose: true, strict: true, strictRequired: false }).compile(schema);
  }
  return validator;
}

export interface ReadConfigOptions {
  /** The file as messages shall name it. */
  readonly file: string;
  /** Policies that ship, for suggestions. */
  readonly policyNames: readonly string[];
}

/**
 * YAML (or JSON, which is YAML) → data as written. An empty file is a config that sets nothing.
 * @throws {ConfigError} with every mistake, in file order
 */
export function readConfig(text: string, { file, policyNames }: ReadConfigOptions): ConfigData {
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), file);
  if (yaml.value === undefined) throw new ConfigError(yaml.mistakes);
  const value = yaml.value ?? {};
  const validate = compiledSchema();
  validate(value);
  const mistakes = [
    ...yaml.mistakes,
    ...schemaMistakes(validate.errors ?? [], value, yaml, file),
    ...meaningMistakes(value, yaml, file, policyNames),
  ];
  if (mistakes.length > 0) throw new ConfigError(inFileOrder(mistakes));
  const { $schema: _, ...data } = value as ConfigData & { $schema?: string };
  return data;
}

function inFileOrder(mistakes: readonly Mistake[]): Mistake[] {
  const rank = ({ position }: Mistake): number => (position === null ? 0 : position.line * 1e6 + position.column);
  return [...mistakes].sort((left, right) => rank(left) - rank(right));
}
