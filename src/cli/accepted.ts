/** Baseline and suppressions of a run: reads them, applies them, and tells what became of them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { Acceptance, dayInShanghai } from '../audit/baseline/acceptance.js';
import { BaselineError, formatBaseline, parseBaseline } from '../audit/baseline/file.js';
import { BaselineRecorder } from '../audit/baseline/recorder.js';
import type { Baseline, BaselineEntry } from '../audit/baseline/types.js';
import type { AuditedPage } from '../audit/types.js';
import { compileGlob } from '../config/glob.js';
import type { Config } from '../config/types.js';
import type { Language, Severity } from '../policy/types.js';
import { isPath } from './project.js';
import { type ProjectMessages, projectMessagesIn } from './project-messages.js';
import type { GateOptions } from './project-options.js';
import { UsageError } from './usage-error.js';

export const DEFAULT_BASELINE = 'reprintlint.baseline.json';
/** Stale entries told one by one; a baseline of thousands must not bury the rest. */
const STALE_TOLD = 20;
/** Entries of a baseline that is written: one of millions could neither be held in memory nor read by anybody. */
const MOST_ENTRIES = 250_000;

export interface AcceptedOptions extends Pick<GateOptions, 'baseline' | 'writeBaseline'> {
  readonly config: Config | null;
  /** The least severity that fails a page. */
  readonly failOnOf: (target: string) => Severity;
  readonly language: Language;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The run covers all that the config names: a suppression that matches nothing is a mistake. */
  readonly whole: boolean;
}

export class Accepted {
  readonly #options: AcceptedOptions;
  readonly #say: ProjectMessages;
  readonly #acceptance: Acceptance;
  readonly #recorder: BaselineRecorder | null;
  /** The baseline to write, or to read; null where there is neither. */
  readonly #file: string | null;

  /** @throws {UsageError} a baseline that is not there or damaged */
  constructor(options: AcceptedOptions) {
    const { config, cwd, language, writeBaseline, baseline, now } = options;
    this.#options = options;
    this.#say = projectMessagesIn(language);
    const written = writeBaseline === undefined || writeBaseline === false ? null : this.#fileToWrite();
    const read = baseline === undefined ? null : resolve(cwd, baseline);
    this.#file = written ?? read;
    const baselineTarget = targetNamer(cwd, dirname(this.#file ?? cwd));
    this.#recorder =
      written === null
        ? null
        : new BaselineRecorder({ baselineTarget, earlier: this.#readBaseline(written, false), limit: MOST_ENTRIES });
    this.#acceptance = new Acceptance({
      baseline: written === null && read !== null ? this.#readBaseline(read, true) : null,
      suppressions: (config?.data.suppressions ?? []).map(({ target, code, reason, expires }) => ({
        pattern: target,
        matches: compileGlob(target),
        code,
        reason,
        expires: expires ?? null,
      })),
      baselineTarget,
      configTarget: targetNamer(cwd, config?.directory ?? cwd),
      today: dayInShanghai(now),
    });
  }

  /** The page as it is reported. */
  apply<Page extends AuditedPage>(page: Page): Page {
    return this.#acceptance.apply(page);
  }

  /** The page as the exit code counts it: what has just been recorded does not fail. */
  counted(page: AuditedPage): AuditedPage {
    return this.#recorder?.add(page, this.#options.failOnOf(page.target)) ?? page;
  }

  /** What is told of a run that was interrupted: of pages it has not seen nothing can be said, and nothing is written. */
  interrupted(): string[] {
    return this.#recorder === null ? [] : [this.#say.baselineInterrupted];
  }

  /** Writes the baseline, where asked. @returns lines for people. @throws {UsageError} it cannot be written */
  finish(): string[] {
    const say = this.#say;
    const { byBaseline, bySuppression, stale, expired, unused, unmatched } = this.#acceptance.summary();
    const lines: string[] = [];
    if (this.#recorder !== null) lines.push(this.#write(this.#recorder));
    if (byBaseline > 0) lines.push(say.known(byBaseline));
    if (bySuppression > 0) lines.push(say.suppressed(bySuppression));
    lines.push(...this.#staleLines(stale));
    for (const { pattern, code, expires } of expired) lines.push(say.expired(pattern, code, expires!));
    for (const { pattern, code } of unused) lines.push(say.unused(pattern, code));
    if (this.#options.whole) for (const { pattern, code } of unmatched) lines.push(say.unmatched(pattern, code));
    return lines;
  }

  #staleLines(stale: readonly BaselineEntry[]): string[] {
    if (stale.length === 0) return [];
    const say = this.#say;
    const lines = stale.slice(0, STALE_TOLD).map(({ target, code, count }) => say.stale(target, code, count));
    if (stale.length > STALE_TOLD) lines.push(say.staleMore(stale.length - STALE_TOLD));
    return [...lines, say.staleHint];
  }

  #fileToWrite(): string {
    const { writeBaseline, baseline, config, cwd } = this.#options;
    if (typeof writeBaseline !== 'string') {
      return resolve(cwd, baseline ?? resolve(config?.directory ?? cwd, DEFAULT_BASELINE));
    }
    // `--write-baseline public/` would take the targets for the file.
    if (!/\.json$/i.test(writeBaseline)) throw new UsageError(this.#say.baselineName(writeBaseline));
    return resolve(cwd, writeBaseline);
  }

  #readBaseline(file: string, needed: boolean): Baseline | null {
    const shown = relative(this.#options.cwd, file);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') throw new UsageError(this.#say.baselineUnreadable(shown, code ?? String(error)));
      if (needed) throw new UsageError(this.#say.baselineMissing(shown));
      return null;
    }
    try {
      return parseBaseline(text);
    } catch (error) {
      if (!(error instanceof BaselineError)) throw error;
      throw new UsageError(this.#say.baselineUnreadable(shown, error.reason[this.#options.language]));
    }
  }

  #write(recorder: BaselineRecorder): string {
    const file = this.#file!;
    const isThere = (target: string): boolean => !isPath(target) || existsSync(resolve(dirname(file), target));
    const shown = relative(this.#options.cwd, file);
    if (recorder.overflowed) throw new UsageError(this.#say.baselineTooLarge(shown, MOST_ENTRIES));
    try {
      writeFileSync(file, formatBaseline(recorder.finish(isThere)));
    } catch (error) {
      throw new UsageError(this.#say.baselineNotWritten(shown, (error as NodeJS.ErrnoException).code ?? String(error)));
    }
    return this.#say.baselineWritten(shown, recorder.size);
  }
}

/** Paths from a folder, with forward slashes: the same on every machine. Addresses stay as they are. */
function targetNamer(cwd: string, folder: string): (target: string) => string {
  return (target) => (isPath(target) ? relative(folder, resolve(cwd, target)).split(sep).join('/') : target);
}
