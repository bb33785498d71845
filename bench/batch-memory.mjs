// Memory of `reprintlint batch` against the length of its list: `node bench/batch-memory.mjs [10000 1000000]`.
// Small pages from a server in a process of its own, on a thousand loopback hosts; needs `npm run build` and Linux.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(10_000, 1_000_000);
const program = process.env.REPRINTLINT ?? fileURLToPath(new URL('../bin/reprintlint.js', import.meta.url));
const HOSTS = 1000;

const SERVER = `
  import { createServer } from 'node:http';
  const page = (n) => '<!doctype html><title>' + n + '</title><h1>' + n + '</h1><p>来源:北疆新闻</p><p>' + '正文'.repeat(200) + '</p>';
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(request.url));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '0.0.0.0', () => console.log(server.address().port));
  process.stdin.on('end', () => process.exit()).resume();
`;

const folder = mkdtempSync(join(tmpdir(), 'batch-memory-'));
// The server ends with its standard input, that is, with this process, however it ends.
const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
try {
  const port = String((await once(server.stdout, 'data'))[0]).trim();
  const rows = [];
  for (const size of sizes) rows.push(await measure(size, port));
  for (const row of rows) console.log(JSON.stringify(row));
  const ratio = rows.at(-1).peakMiB / rows[0].peakMiB;
  console.log(`memory at ${rows.at(-1).urls} URLs is ${ratio.toFixed(2)} times that at ${rows[0].urls} (limit 1.3)`);
  process.exitCode = ratio <= 1.3 ? 0 : 1;
} finally {
  server.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(size, port) {
  const list = join(folder, `${size}.txt`);
  const stream = createWriteStream(list);
  for (let n = 0; n < size; n++) {
    const host = n % HOSTS;
    const line = `http://127.0.${1 + Math.floor(host / 250)}.${1 + (host % 250)}:${port}/${n}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  const options = ['--delay', '0', '--connections', '4', '--concurrency', '64', '--allow-private', '--quiet'];
  const robots = ['--ignore-robots', '--reason', 'benchmark on loopback'];
  const output = ['--out', join(folder, `audit-${size}`), '--format', 'ndjson=/dev/null'];
  const started = performance.now();
  const batch = spawn(process.execPath, [program, 'batch', list, ...options, ...robots, ...output], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, highWaterMark(batch.pid));
  }, 200);
  const [code] = await once(batch, 'exit');
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  return { urls: size, exit: code, peakMiB: Math.round(peak / 1024), pagesPerSecond: Math.round(size / seconds) };
}

/** Peak resident memory of a process in KiB (proc(5), VmHWM); threads are part of it. */
function highWaterMark(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
