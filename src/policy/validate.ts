import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { completePolicy, type PolicySource } from './complete.js';
import { type Mistake, PolicyError } from './error.js';
import { isMap, textAt } from './loose.js';
import { checkMeaning } from './meaning.js';
import { schemaMistakes, unknownName } from './schema-mistakes.js';
import type { PolicyData } from './types.js';
import { readYaml } from './yaml.js';

/** Gives a policy by its name, for `basedOn`; null where there is none of that name. */
export type BaseLookup = (name: string) => PolicyData | null;

export interface ValidateOptions {
  /** The file as messages shall name it. */
  readonly file: string;
  /** rules/policy.schema.json, parsed. */
  readonly schema: AnySchemaObject;
  readonly lookUpBase: BaseLookup;
  /** Names that `basedOn` may have, for suggestions. */
  readonly baseNames: readonly string[];
  /** Platforms that accounts may be on; null: any. */
  readonly platformIds?: readonly string[] | null;
}

let compiled: { readonly schema: AnySchemaObject; readonly validate: ValidateFunction } | null = null;

function validatorOf(schema: AnySchemaObject): ValidateFunction {
  if (compiled?.schema !== schema) {
    const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, strictRequired: false });
    compiled = { schema, validate: ajv.compile(schema) };
  }
  return compiled.validate;
}

/**
 * YAML text → policy data, complete.
 * @throws {PolicyError} with every mistake of the file, in file order.
 */
export function validatePolicy(
  text: string,
  { file, schema, lookUpBase, baseNames, platformIds = null }: ValidateOptions,
): PolicyData {
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), file);
  if (yaml.value === undefined) throw new PolicyError(inFileOrder(yaml.mistakes));

  const validate = validatorOf(schema);
  validate(yaml.value);
  const mistakes = [...yaml.mistakes, ...schemaMistakes(validate.errors ?? [], yaml.value, yaml, file)];

  const baseName = isMap(yaml.value) ? (textAt(yaml.value, 'basedOn') ?? null) : null;
  const base = baseName === null ? null : lookUpBase(baseName);
  if (baseName !== null && base === null) {
    const message = unknownName('规则', 'policy', baseName, baseNames);
    mistakes.push({ file, position: yaml.positionOf(['basedOn']), message });
  } else {
    // Without its base, a file would seem to lack all that it rightly leaves out.
    mistakes.push(...checkMeaning(file, yaml, base, platformIds));
  }
  if (mistakes.length > 0) throw new PolicyError(inFileOrder(mistakes));
  return completePolicy(yaml.value as PolicySource, base);
}

function inFileOrder(mistakes: readonly Mistake[]): Mistake[] {
  const rank = ({ position }: Mistake): number => (position === null ? 0 : position.line * 1e6 + position.column);
  return [...mistakes].sort((left, right) => rank(left) - rank(right));
}
