import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { EXIT } from '../../audit/exit-code.js';
import { fixPage } from '../../fix/fix.js';
import { articleOf } from '../../fix/original.js';
import { unifiedPatch } from '../../fix/patch.js';
import type { FixOutcome, Refusal } from '../../fix/types.js';
import type { Page } from '../../page/types.js';
import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language, Policy } from '../../policy/types.js';
import { readTarget } from '../../source/read.js';
import { findTargets } from '../../source/targets.js';
import type { Target } from '../../source/types.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { onceEach } from '../once-each.js';
import { readAddress, readExitRules, readNumber } from '../options.js';
import { isPath, type Project } from '../project.js';
import { type ProjectMessages, projectMessagesIn } from '../project-messages.js';
import { UsageError } from '../usage-error.js';

/** As commander hands them over. */
export interface FixOptions {
  readonly write?: boolean;
  readonly original?: string;
  readonly originals?: string;
  readonly policy: string;
  readonly profile?: string;
  readonly strict?: boolean;
  readonly failOn: string;
  readonly maxBytes: string;
  readonly lang?: string;
  readonly quiet?: boolean;
}

/**
 * `reprintlint fix`: the patch on standard output, a line about each file on standard error.
 * Exit codes: 0 every page is clean (with `--write`: now) · 1 repairs are to be made, or a person has to · 3 no such
 * page, but one could not be read.
 */
export async function fix(
  names: readonly string[],
  options: FixOptions,
  language: Language,
  surroundings: Surroundings,
  project: Project,
): Promise<number> {
  const say = projectMessagesIn(language);
  const files = names.length > 0 ? names : project.targets;
  if (files.length === 0) throw new UsageError(messagesIn(language).noTargets);
  const foreign = files.find((name) => !isPath(name));
  if (foreign !== undefined) throw new UsageError(say.onlyFiles(foreign));
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, messagesIn(language));
  readExitRules({ failOn: options.failOn, allow: '' }, messagesIn(language));
  const targets = onceEach(findTargets(files, { language }), surroundings.cwd);
  const index = options.originals === undefined ? null : await openFinder(options.originals, language);
  const mend = await mender(language, surroundings, project, index?.find);
  const original = await givenOriginal(options, files, language, await mend.policyOf(files[0]));
  const output = new Output(surroundings.stdout);
  const counts = { clean: 0, fixed: 0, refused: 0, unread: 0 };
  const tell = (line: string): void => void (options.quiet === true || surroundings.stderr.write(`${line}\n`));
  try {
    for await (const target of targets) {
      const read = await readTarget(target, { language, maximumBytes });
      if (!read.ok) {
        counts.unread++;
        tell(`${target.name}: ${read.problem.message}`);
        continue;
      }
      const outcome = await mend.fix(target, read.fetched.bytes, original);
      const lines = await settle(
        target,
        outcome,
        read.fetched.bytes,
        options.write === true,
        output,
        say,
        surroundings.cwd,
      );
      counts[lines.kind]++;
      for (const line of lines.told) tell(line);
    }
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    index?.close();
  }
  tell(say.fixSummaryLine(counts.clean, counts.fixed, counts.refused, options.write === true));
  if (counts.refused > 0 || (counts.fixed > 0 && options.write !== true)) return EXIT.findings;
  if (counts.unread > 0) return EXIT.undecided;
  return EXIT.clean;
}

interface Finder {
  find(page: Page, policy: Policy): URL | null;
  close(): void;
}

/** The index of originals; its engine is loaded only here. @throws {UsageError} it cannot be opened */
async function openFinder(folder: string, language: Language): Promise<Finder> {
  const { openIndex } = await import('../originals-run.js');
  const { originalsAudit } = await import('../../audit/with-originals.js');
  const { findOriginal } = await import('../../originals/index.js');
  const index = openIndex(folder, language);
  const audit = originalsAudit({
    given: null,
    followed: [],
    find: (page, thresholds) => findOriginal(index, page, thresholds),
  });
  return {
    find(page, policy) {
      const scope = audit.decide(page, policy);
      return scope.kind === 'in-scope' && scope.original.url !== null ? articleOf(scope.original.url, policy) : null;
    },
    close: () => index.close(),
  };
}

interface Mender {
  policyOf(target: string): Promise<Policy>;
  fix(target: Target, bytes: Uint8Array, original: URL | null): Promise<FixOutcome>;
}

async function mender(
  language: Language,
  { cwd }: Surroundings,
  project: Project,
  find: Finder['find'] | undefined,
): Promise<Mender> {
  const platforms = await loadPlatforms();
  const loaded = new Map<string, Promise<readonly Policy[]>>();
  const policiesOf = (target: string): Promise<readonly Policy[]> => {
    const { policy, profile, severities } = project.settingsOf(target);
    const key = JSON.stringify([policy, profile, severities]);
    let policies = loaded.get(key);
    if (policies === undefined) loaded.set(key, (policies = loadPolicies(policy, { profile, severities })));
    return policies;
  };
  const policyOf = async (target: string): Promise<Policy> => {
    const own = (await policiesOf(target)).find(({ data }) => data.publisher.name !== '');
    if (own === undefined) throw new UsageError(projectMessagesIn(language).noPublisher);
    return own;
  };
  return {
    policyOf,
    async fix({ name, location }, bytes, original) {
      const { url, failOn } = project.settingsOf(resolve(cwd, location));
      const input = { target: name, bytes, url, original, failOn, find };
      return fixPage(input, await policyOf(location), { policies: await policiesOf(location), language, platforms });
    },
  };
}

/** @throws {UsageError} no article of the publisher, or one original for several pages */
async function givenOriginal(
  { original }: FixOptions,
  files: readonly string[],
  language: Language,
  policy: Policy,
): Promise<URL | null> {
  const say = projectMessagesIn(language);
  const address = readAddress('--original', original, messagesIn(language));
  if (address === null) return null;
  const isFile = statSync(files[0], { throwIfNoEntry: false })?.isFile() === true;
  if (files.length > 1 || !isFile) throw new UsageError(say.originalForOne);
  const url = articleOf(address, policy);
  if (url === null) throw new UsageError(say.originalNotArticle(address, policy.data.publisher.name));
  return url;
}

interface Settled {
  readonly kind: 'clean' | 'fixed' | 'refused' | 'unread';
  readonly told: readonly string[];
}

async function settle(
  { name, location }: Target,
  outcome: FixOutcome,
  before: Uint8Array,
  write: boolean,
  output: Output,
  say: ProjectMessages,
  cwd: string,
): Promise<Settled> {
  if (outcome.kind === 'clean') return { kind: 'clean', told: [] };
  const shown = relative(cwd, resolve(cwd, location)).split(sep).join('/');
  const attempt = outcome.kind === 'fixed' ? outcome : outcome.attempt;
  if (attempt !== null && !(write && outcome.kind === 'refused')) {
    await output.write(unifiedPatch(shown, attempt.before, attempt.edits));
  }
  if (outcome.kind === 'refused') {
    const { refusal } = outcome;
    if (refusal.kind === 'unaudited') return { kind: 'unread', told: [`${name}: ${refusal.message}`] };
    return { kind: 'refused', told: [say.refused(name), ...reasons(refusal, say).map((reason) => `  ${reason}`)] };
  }
  if (!write) return { kind: 'fixed', told: [say.fixable(name)] };
  const failure = replaceFile(resolve(cwd, location), before, outcome.bytes, say);
  return failure === null
    ? { kind: 'fixed', told: [say.fixed(name)] }
    : { kind: 'refused', told: [say.refused(name), `  ${failure}`] };
}

function reasons(refusal: Exclude<Refusal, { kind: 'unaudited' }>, say: ProjectMessages): readonly string[] {
  switch (refusal.kind) {
    case 'not-clean':
      return refusal.messages;
    case 'original-unknown':
      return [say.originalUnknown];
    case 'credited-to-another':
      return [say.creditedToAnother(refusal.found)];
    case 'bad-original':
      return [say.badOriginal(refusal.url)];
    case 'encoding':
      return [say.encodingRefused(refusal.charset)];
  }
}

/** All or nothing: a page is never left half written. @returns why not, or null */
function replaceFile(path: string, before: Uint8Array, after: Uint8Array, say: ProjectMessages): string | null {
  // A link stays a link: what it leads to is replaced.
  const file = realpathSync(path);
  const temporary = join(dirname(file), `.${basename(file)}.reprintlint`);
  try {
    if (!readFileSync(file).equals(before)) return say.changedMeanwhile;
    writeFileSync(temporary, after, { flag: 'wx' });
    chmodSync(temporary, statSync(file).mode);
    renameSync(temporary, file);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') rmSync(temporary, { force: true });
    return say.writeFailed(code ?? String(error));
  }
}
