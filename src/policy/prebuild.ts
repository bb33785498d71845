import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtInFromYaml } from './from-yaml.js';
import { builtInNames, PREBUILT_FOLDER, type PrebuiltPolicy, ruleFile, sha256 } from './rules-folder.js';
import type { PolicyData } from './types.js';

/**
 * Validates every policy that ships and stores it as JSON, with the hashes of the YAML files it was made from.
 * Run by the build, after the compiler.
 * @throws {PolicyError} a policy has a mistake: the build fails.
 */
export async function writePrebuiltPolicies(folder: URL = PREBUILT_FOLDER): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of builtInNames()) {
    const data = builtInFromYaml(name);
    const prebuilt: PrebuiltPolicy = { sources: hashesOf(data), data };
    writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(prebuilt));
  }
}

/** Hashes of the policy's file and of those it is based on. */
function hashesOf({ id, basedOn }: PolicyData): Record<string, string> {
  const own = { [id]: sha256(readFileSync(ruleFile(id))) };
  return basedOn === undefined ? own : { ...own, ...hashesOf(builtInFromYaml(basedOn)) };
}
