// A batch in a process of its own, so that it can be killed: argv[2] is its task as JSON.
const task = JSON.parse(process.argv[2]);
const load = (module) => import(new URL(module, task.dist).href);
const { AuditFile } = await load('audit/store/audit-file.js');
const { isImported } = await load('audit/store/import.js');
const { reopenPages } = await load('audit/store/frontier.js');
const { importList } = await load('audit/batch/import-list.js');
const { BatchRun } = await load('audit/batch/run.js');
const { ResultStream } = await load('audit/batch/stream.js');
const { DEFAULT_SETTINGS } = await load('audit/batch/settings.js');
const { AuditPool } = await load('audit/workers/pool.js');
const { createClient, PRODUCT_TOKEN } = await load('fetch/client.js');
const { systemClock } = await load('fetch/scheduler-clock.js');
const { readListFile } = await load('source/lists/list.js');

const controller = new AbortController();
process.on('SIGINT', () => controller.abort());

try {
  const exists = AuditFile.exists(task.folder);
  const file = exists
    ? AuditFile.open(task.folder, 'write')
    : AuditFile.create(task.folder, { list: task.list, created: '', options: {} });
  if (!isImported(file)) await importList(file, readListFile(task.list, { language: 'en' }), task.selection ?? {});
  if (task.reopen) reopenPages(file, task.reopen, Date.now() + 1);
  const pool = new AuditPool({ auditor: task.auditor, workers: 2, timeout: task.timeout ?? 20_000 });
  pool.configure(null);
  const absent = async (name) => {
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
  };
  // Names are of no use to tests but to be absent: hosts are addresses.
  const client = createClient({ language: 'en', allowPrivate: true, lookup: absent });
  const settings = { ...DEFAULT_SETTINGS, language: 'en', politeness: { connections: 2, delay: 0 }, ...task.settings };
  const run = new BatchRun({
    file,
    client,
    productToken: PRODUCT_TOKEN,
    pool,
    settings,
    policy: task.policy ?? 'policy',
    clock: systemClock,
    random: Math.random,
  });
  console.error('running');
  const stream = new ResultStream(file, run, task.order ?? 'list');
  const ended = run.run(controller.signal);
  // Whoever reads late misses nothing.
  if (task.readLate) await ended;
  const results = [];
  const outcomes = {};
  for await (const result of stream.until(ended)) {
    const outcome = result.page.problem?.kind ?? result.page.verdict;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (!task.countOnly) results.push(result);
  }
  const complete = await ended;
  const { progress, plan } = run;
  await Promise.all([pool.close(), client.close()]);
  file.close();
  process.stdout.write(JSON.stringify({ complete, results, outcomes, progress, plan }));
} catch (error) {
  console.error(error.name, error.kind, error.message);
  process.exitCode = 2;
}
