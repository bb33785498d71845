import { readFileSync } from 'node:fs';
import { readBuiltIn } from './built-in.js';
import { type CompileOptions, compilePolicy } from './compile.js';
import { PolicyError } from './error.js';
import { nearestNames } from './nearest.js';
import { withFilledHelp } from './placeholders.js';
import { isPolicyFile } from './policy-file.js';
import { builtInNames, readIfThere, ruleFile } from './rules-folder.js';
import type { Localized, Policy, PolicyData } from './types.js';

export type LoadOptions = CompileOptions;

/** What `reprintlint policies` lists. */
export interface PolicySummary {
  readonly id: string;
  readonly kind: PolicyData['kind'];
  readonly title: Localized;
  readonly version: string;
  readonly verified: boolean;
  readonly provenance: string;
}

/**
 * A policy by the name of one that ships (`beijiang-news`) or by the path of a YAML or JSON file.
 * @throws {PolicyError} unknown name, unreadable file, unknown profile, or every mistake of the file.
 */
export async function loadPolicy(nameOrFile: string, options: LoadOptions = {}): Promise<Policy> {
  const data = await loadPolicyData(nameOrFile);
  requireProfile([data], options.profile);
  return compilePolicy(data, options);
}

/**
 * Several policies, separated by commas (`beijiang-news,reprint-law`). A profile applies to those that have it; one
 * of them must.
 * @throws {PolicyError} as `loadPolicy`; with the mistakes of all of them.
 */
export async function loadPolicies(list: string, options: LoadOptions = {}): Promise<readonly Policy[]> {
  const names = [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) throw failure(list, { zh: '没有给出规则名称', en: 'no policy is named' });
  const loaded = await Promise.allSettled(names.map(loadPolicyData));
  const mistakes = loaded.flatMap((result) => {
    if (result.status === 'fulfilled') return [];
    if (result.reason instanceof PolicyError) return result.reason.mistakes;
    throw result.reason;
  });
  if (mistakes.length > 0) throw new PolicyError(mistakes);
  const data = loaded.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  requireDistinctIds(data);
  requireProfile(data, options.profile);
  return data.map((policy) => {
    const profile = options.profile ?? null;
    const applies = profile !== null && Object.hasOwn(policy.profiles, profile);
    return compilePolicy(policy, { ...options, profile: applies ? profile : null });
  });
}

/** Every policy that ships, sorted by id. */
export async function listPolicies(): Promise<readonly PolicySummary[]> {
  const all = await Promise.all(builtInNames().map((name) => readBuiltIn(name)));
  return all.map(({ id, kind, title, version, verified, provenance }) => ({
    id,
    kind,
    title,
    version,
    verified,
    provenance,
  }));
}

/**
 * The data alone, for reports and `policies check`.
 * @throws {PolicyError} as `loadPolicy`
 */
export async function loadPolicyData(nameOrFile: string): Promise<PolicyData> {
  return withFilledHelp(await readPolicy(nameOrFile));
}

async function readPolicy(nameOrFile: string): Promise<PolicyData> {
  if (isPolicyFile(nameOrFile)) return fromFile(nameOrFile);
  if (readIfThere(ruleFile(encodeURIComponent(nameOrFile))) !== null) return readBuiltIn(nameOrFile);
  const known = builtInNames();
  const nearest = nearestNames(nameOrFile, known);
  const zh = nearest.length > 0 ? `是不是 ${nearest.join('、')}？` : `内置规则有：${known.join('、')}`;
  const en = nearest.length > 0 ? `did you mean ${nearest.join(' or ')}?` : `built in: ${known.join(', ')}`;
  throw failure(nameOrFile, {
    zh: `没有叫这个名字的规则；${zh}（自己的文件请写路径，如 ./my.yaml）`,
    en: `no policy of this name; ${en} (give a file of yours as a path: ./my.yaml)`,
  });
}

async function fromFile(path: string): Promise<PolicyData> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw failure(path, { zh: '没有这个文件', en: 'no such file' });
    if (code === 'EISDIR') throw failure(path, { zh: '这是文件夹，不是规则文件', en: 'a folder, not a policy file' });
    throw failure(path, { zh: `无法读取（${code}）`, en: `cannot be read (${code})` });
  }
  const { policyFromYaml } = await import('./from-yaml.js');
  return policyFromYaml(bytes, path);
}

/** Findings carry the id of their policy: two policies of one id could not be told apart. */
function requireDistinctIds(policies: readonly PolicyData[]): void {
  const ids = policies.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice === undefined) return;
  throw failure(twice, { zh: '有两份规则使用同一个 id', en: 'two of the policies have this id' });
}

function requireProfile(policies: readonly PolicyData[], profile: string | null | undefined): void {
  if (profile === null || profile === undefined) return;
  if (policies.some(({ profiles }) => Object.hasOwn(profiles, profile))) return;
  const known = [...new Set(policies.flatMap(({ profiles }) => Object.keys(profiles)))];
  const nearest = nearestNames(profile, known);
  const shown = nearest.length > 0 ? nearest : known;
  throw failure(policies.map(({ id }) => id).join(','), {
    zh: `没有名为“${profile}”的严格程度；可用的有：${shown.join('、') || '无'}`,
    en: `no profile "${profile}"; known: ${shown.join(', ') || 'none'}`,
  });
}

function failure(file: string, message: Localized): PolicyError {
  return new PolicyError([{ file, position: null, message }]);
}
