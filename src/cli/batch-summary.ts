import type { Outage } from '../audit/batch/outage.js';
import type { BatchPlan } from '../audit/batch/plan.js';
import type { BatchRun } from '../audit/batch/run.js';
import type { TargetCounts } from '../audit/store/results.js';
import { VERDICTS } from '../audit/types.js';
import { systemClock } from '../fetch/scheduler-clock.js';
import type { Language } from '../policy/types.js';
import { batchMessagesIn, showDuration, verdictNames } from './batch-messages.js';

/** A bound below which nobody cares. */
const BOUND_SHOWN = 10_000;

/** What lies ahead, for people. */
export function planLines(plan: BatchPlan, folder: string, language: Language): string[] {
  const say = batchMessagesIn(language);
  const { targets, invalid, pages, pending, hosts, slowest, lowerBound } = plan;
  const lines = [say.plan(String(targets), String(pending), String(hosts))];
  if (invalid > 0) lines.push(say.planInvalid(String(invalid)));
  if (pages > pending) lines.push(say.planDone(String(pages - pending)));
  if (slowest !== null && lowerBound >= BOUND_SHOWN) {
    lines.push(
      say.planBound(showDuration(lowerBound, language), slowest.host, String(slowest.pages), String(slowest.delay)),
    );
  }
  lines.push(say.auditAt(folder));
  return lines;
}

/** That the network is gone, or (null) back again. */
export function outageLine(outage: Outage | null, language: Language): string {
  const say = batchMessagesIn(language);
  return outage === null ? say.networkBack : say.pausedFor(say.outage[outage.reason]);
}

/** What was done, in counts that add up to the lines of the list, and which option would help. */
export function summaryLines(run: BatchRun, counts: TargetCounts, folder: string, language: Language): string[] {
  const say = batchMessagesIn(language);
  const names = verdictNames(language);
  const { progress } = run;
  const parts = VERDICTS.filter((verdict) => counts.verdicts[verdict] > 0).map(
    (verdict) => `${names[verdict]} ${counts.verdicts[verdict]}`,
  );
  if (counts.waiting > 0) parts.push(`${say.waiting} ${counts.waiting}`);
  const elapsed = systemClock.now() - run.startedAt;
  const lines = [`${say.lines(String(counts.total))}${language === 'zh' ? '：' : ': '}${parts.join(' + ')}`];
  if (progress.notModified > 0) lines.push(say.notModified(String(progress.notModified)));
  if (run.lostTo !== null) {
    const lasted = showDuration(systemClock.now() - run.lostTo.since, language);
    lines.push(say.outageLasts(say.outage[run.lostTo.reason], lasted));
  }
  if (progress.done < progress.total) {
    lines.push(say.interrupted(String(progress.done), String(progress.total - progress.done)), say.resumeWith(folder));
  } else {
    lines.push(
      say.finished(showDuration(elapsed, language), ((progress.done * 1000) / Math.max(1, elapsed)).toFixed(1)),
    );
  }
  return [...lines, ...hintLines(run, language)];
}

/** Counts from which a hint is worth its line. */
const MANY = 5;

function hintLines(run: BatchRun, language: Language): string[] {
  const say = batchMessagesIn(language);
  const { throttled, problems, done } = run.progress;
  const network = (problems.dns ?? 0) + (problems.connection ?? 0);
  const hints: string[] = [];
  if (throttled >= MANY) hints.push(say.hintThrottled(String(throttled)));
  if ((problems.robots ?? 0) >= MANY) hints.push(say.hintRobots(String(problems.robots)));
  if ((problems.timeout ?? 0) >= MANY) hints.push(say.hintTimeout(String(problems.timeout)));
  if (network > 0 && network * 2 >= done) hints.push(say.hintNetwork(String(network)));
  if ((problems['private-address'] ?? 0) > 0) hints.push(say.hintPrivate(String(problems['private-address'])));
  return hints;
}
