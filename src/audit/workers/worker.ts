import { parentPort, workerData } from 'node:worker_threads';
import type { CreateAuditor, WorkerConfiguration, WorkerJob, WorkerMessage, WorkerSetup } from './protocol.js';

// A worker thread of AuditPool: audits pages in the order they come, one at a time.
const port = parentPort!;
const { auditor } = workerData as WorkerSetup;
const { createAuditor } = (await import(auditor)) as { createAuditor: CreateAuditor };
const { options } = await new Promise<WorkerConfiguration>((resolve) => port.once('message', resolve));
const audit = await createAuditor(options);

const send = (message: WorkerMessage): void => port.postMessage(message);

let last: Promise<void> = Promise.resolve();
port.on('message', (job: WorkerJob) => {
  last = last.then(() => run(job));
});

async function run({ id, target, result, rules }: WorkerJob): Promise<void> {
  try {
    send({ kind: 'done', id, answer: await audit(target, result, rules) });
  } catch (error) {
    send({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
}

send({ kind: 'ready' });
