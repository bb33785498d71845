import type { Outage } from '../audit/batch/outage.js';
import type { BatchPlan } from '../audit/batch/plan.js';
import type { BatchRun } from '../audit/batch/run.js';
import type { TargetCounts } from '../audit/store/results.js';
import { VERDICTS } from '../audit/types.js';
import { systemClock } from '../fetch/scheduler-clock.js';
import type { Language } from '../policy/types.js';
import { grouped } from '../report/messages/grouped.js';
import { batchMessagesIn, showDuration, verdictNames } from './batch-messages.js';

/** A bound below which nobody cares. */
const BOUND_SHOWN = 10_000;

/** What lies ahead, for people. */
export function planLines(plan: BatchPlan, folder: string, language: Language): string[] {
  const say = batchMessagesIn(language);
  const { targets, invalid, pages, pending, hosts, slowest, lowerBound } = plan;
  const lines = [say.plan(targets, pending, hosts)];
  if (invalid > 0) lines.push(say.planInvalid(invalid));
  if (pages > pending) lines.push(say.planDone(pages - pending));
  if (slowest !== null && lowerBound >= BOUND_SHOWN) {
    lines.push(say.planBound(showDuration(lowerBound, language), slowest.host, slowest.pages, slowest.delay));
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
    (verdict) => `${names[verdict]} ${grouped(counts.verdicts[verdict])}`,
  );
  if (counts.waiting > 0) parts.push(`${say.waiting} ${grouped(counts.waiting)}`);
  const elapsed = systemClock.now() - run.startedAt;
  const lines = [`${say.lines(counts.total)}${language === 'zh' ? '：' : ': '}${parts.join(' + ')}`];
  if (progress.notModified > 0) lines.push(say.notModified(progress.notModified));
  if (run.lostTo !== null) {
    const lasted = showDuration(systemClock.now() - run.lostTo.since, language);
    lines.push(say.outageLasts(say.outage[run.lostTo.reason], lasted));
  }
  if (progress.done < progress.total) {
    lines.push(say.interrupted(progress.done, progress.total - progress.done), say.resumeWith(folder));
  } else if (progress.total === 0) {
    lines.push(say.nothingToDo);
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
  const { robots = 0, timeout = 0, 'private-address': atHome = 0 } = problems;
  const hints: string[] = [];
  if (throttled >= MANY) hints.push(say.hintThrottled(throttled));
  if (robots >= MANY) hints.push(say.hintRobots(robots));
  if (timeout >= MANY) hints.push(say.hintTimeout(timeout));
  if (network > 0 && network * 2 >= done) hints.push(say.hintNetwork(network));
  if (atHome > 0) hints.push(say.hintPrivate(atHome));
  return hints;
}
