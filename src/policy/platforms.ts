import { readFileSync } from 'node:fs';
import type { PlatformData } from '../page/platform.js';
import { PREBUILT_FOLDER, readIfThere, ruleFile, sha256 } from './rules-folder.js';

interface StoredPlatforms {
  readonly sha256: string;
  readonly platforms: readonly PlatformData[];
}

const STORED = new URL('platforms.json', PREBUILT_FOLDER);

/**
 * Content platforms, from rules/platforms.yaml; the build keeps them as JSON, for the same reason as policies.
 * @throws {PolicyError} the YAML was changed and is not right; with every mistake and its line.
 */
export async function loadPlatforms(): Promise<readonly PlatformData[]> {
  const yaml = readFileSync(ruleFile('platforms'));
  const stored = readIfThere(STORED);
  if (stored !== null) {
    const { sha256: hash, platforms } = JSON.parse(stored.toString('utf8')) as StoredPlatforms;
    if (hash === sha256(yaml)) return platforms;
  }
  return platformsFromYaml(yaml);
}

async function platformsFromYaml(yaml: Uint8Array): Promise<readonly PlatformData[]> {
  const { validatePlatforms } = await import('./validate-platforms.js');
  return validatePlatforms(Buffer.from(yaml).toString('utf8'), 'rules/platforms.yaml');
}

/** What the build stores. */
export async function storedPlatforms(): Promise<{ file: URL; text: string }> {
  const yaml = readFileSync(ruleFile('platforms'));
  const stored: StoredPlatforms = { sha256: sha256(yaml), platforms: await platformsFromYaml(yaml) };
  return { file: STORED, text: JSON.stringify(stored) };
}
