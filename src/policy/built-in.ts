import { PREBUILT_FOLDER, type PrebuiltPolicy, readIfThere, ruleFile, sha256 } from './rules-folder.js';
import type { PolicyData } from './types.js';

/**
 * A policy that ships, as the build has stored it. The YAML reader and the schema library are imported only where
 * the stored JSON is missing, damaged or made from another YAML: they cost more than the audit of a page.
 * @param name one of `builtInNames()`
 * @throws {PolicyError} the YAML was changed and is not right.
 */
export async function readBuiltIn(name: string, folder: URL = PREBUILT_FOLDER): Promise<PolicyData> {
  const stored = parsePrebuilt(readIfThere(new URL(`${name}.json`, folder)));
  if (stored !== null && Object.entries(stored.sources).every(([source, hash]) => hashOf(source) === hash)) {
    return stored.data as PolicyData;
  }
  const { builtInFromYaml } = await import('./from-yaml.js');
  return builtInFromYaml(name);
}

function parsePrebuilt(bytes: Buffer | null): PrebuiltPolicy | null {
  if (bytes === null) return null;
  try {
    return JSON.parse(bytes.toString('utf8')) as PrebuiltPolicy;
  } catch {
    // A build that was cut short: the YAML still has everything.
    return null;
  }
}

function hashOf(name: string): string | null {
  const bytes = readIfThere(ruleFile(name));
  return bytes === null ? null : sha256(bytes);
}
