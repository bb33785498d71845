import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** The policies that ship; the same place seen from src/policy and from dist/policy. */
export const RULES_FOLDER = new URL('../../rules/', import.meta.url);
/** Where the build keeps them as JSON. Does not exist when the sources run by themselves. */
export const PREBUILT_FOLDER = new URL('./prebuilt/', import.meta.url);

/** YAML files in rules/ that are no policies. */
const OTHER_FILES: ReadonlySet<string> = new Set(['platforms.yaml']);

/** Names of the policies that ship, sorted. */
export function builtInNames(): string[] {
  return readdirSync(RULES_FOLDER)
    .filter((file) => file.endsWith('.yaml') && !OTHER_FILES.has(file))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

export function ruleFile(name: string): URL {
  return new URL(`${name}.yaml`, RULES_FOLDER);
}

/** A built-in policy as the build stores it. */
export interface PrebuiltPolicy {
  /** SHA-256 (hex) of each YAML file it was made from, by policy name: its own and that of its base. */
  readonly sources: Readonly<Record<string, string>>;
  readonly data: unknown;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The file's bytes; null when it does not exist. */
export function readIfThere(file: URL | string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
