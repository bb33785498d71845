// What hosts that answer 429 cost the others: `node bench/throttled-host.mjs [throttled hosts = 1]`.
// A batch over hosts that answer, alternating with one over the same hosts and throttled ones besides; the time is that
// until the last page of the hosts that answer. Needs `npm run build` and Linux, where all of 127.0.0.0/8 is loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const throttledHosts = Number(process.argv[2] ?? 1);
const program = process.env.REPRINTLINT ?? fileURLToPath(new URL('../bin/reprintlint.js', import.meta.url));
const LIMIT = 1.15;
const ROUNDS = 5;
// Many hosts of few pages: the last ones to be begun cannot fill the slots, and that end is short.
const HOSTS = 100;
const PAGES = 8;
// More than the others have, so that the batch begins with the throttled hosts.
const THROTTLED_PAGES = 40;
// Pages take long enough that slots, not processors, are what hosts compete for: a slot that somebody sleeps in is one
// of eight less for all.
const CONCURRENCY = 8;
const PAGE_MILLISECONDS = 50;
// Longer than the others need: a throttled host refuses for as long as it could be in their way.
const THROTTLED_MILLISECONDS = 12_000;
const RETRY_AFTER = 1;

/** Hosts 127.0.1.x are throttled, each from its first request on. Prints the port; ends with its standard input. */
const SERVER = `
  import { createServer } from 'node:http';
  const since = new Map();
  const page = (n) => '<!doctype html><title>' + n + '</title><h1>' + n + '</h1><p>来源:北疆新闻</p><p>' + '正文'.repeat(200) + '</p>';
  const server = createServer((request, response) => {
    const host = request.socket.localAddress.replace('::ffff:', '');
    if (host.startsWith('127.0.1.')) {
      if (!since.has(host)) since.set(host, Date.now());
      if (Date.now() - since.get(host) < ${THROTTLED_MILLISECONDS}) {
        response.writeHead(429, { 'retry-after': '${RETRY_AFTER}' }).end();
        return;
      }
    }
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(request.url));
    }, ${PAGE_MILLISECONDS});
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '0.0.0.0', () => console.log(server.address().port));
  process.stdin.on('end', () => process.exit()).resume();
`;

const folder = mkdtempSync(join(tmpdir(), 'throttled-host-'));
try {
  const ratios = [];
  for (let round = 1; round <= ROUNDS; round++) {
    // The one that goes second finds a warmer machine: they take turns.
    const order = round % 2 === 1 ? [0, throttledHosts] : [throttledHosts, 0];
    const runs = new Map();
    for (const throttled of order) runs.set(throttled, await measure(throttled, `${round}-${throttled}`));
    const alone = runs.get(0);
    const beside = runs.get(throttledHosts);
    ratios.push(beside.seconds / alone.seconds);
    console.log(
      JSON.stringify({
        round,
        alone: round3(alone.seconds),
        besideThrottled: round3(beside.seconds),
        ratio: round3(ratios.at(-1)),
        refusals: beside.refusals,
        throttledPagesRead: beside.throttledRead,
      }),
    );
  }
  const ratio = median(ratios);
  console.log(
    `beside ${throttledHosts} throttled hosts, the others take ${ratio.toFixed(2)} times as long (limit ${LIMIT})`,
  );
  process.exitCode = ratio <= LIMIT ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds from the first to the last result of the hosts that answer. */
async function measure(throttled, name) {
  const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const port = String((await once(server.stdout, 'data'))[0]).trim();
    const list = join(folder, `${name}.txt`);
    writeFileSync(list, addresses(throttled, port).join('\n'));
    const options = ['--delay', '0', '--connections', '2', '--concurrency', String(CONCURRENCY), '--allow-private'];
    const robots = ['--ignore-robots', '--reason', 'benchmark on loopback'];
    const output = ['--out', join(folder, name), '--format', 'ndjson', '--unordered', '--lang', 'en'];
    const batch = spawn(process.execPath, [program, 'batch', list, ...options, ...robots, ...output], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let notes = '';
    batch.stderr.on('data', (chunk) => {
      notes += chunk;
    });
    const ended = once(batch, 'close');
    const seen = { first: 0, last: 0, read: 0, throttledRead: 0 };
    for await (const line of createInterface({ input: batch.stdout })) {
      const { url, verdict } = JSON.parse(line);
      if (url.startsWith('http://127.0.1.')) {
        if (verdict !== 'unaudited') seen.throttledRead++;
        continue;
      }
      seen.last = performance.now();
      seen.first ||= seen.last;
      if (verdict !== 'unaudited') seen.read++;
    }
    await ended;
    if (seen.read !== HOSTS * PAGES) throw new Error(`${seen.read} of ${HOSTS * PAGES} pages were read: ${notes}`);
    const refusals = Number(/(\d+) requests were refused/.exec(notes)?.[1] ?? 0);
    return { seconds: (seen.last - seen.first) / 1000, refusals, throttledRead: seen.throttledRead };
  } finally {
    server.stdin.end();
  }
}

function addresses(throttled, port) {
  const pages = (network, hosts, count) =>
    Array.from({ length: hosts * count }, (_, n) => `http://${network}.${1 + (n % hosts)}:${port}/${n}`);
  return [...pages('127.0.0', HOSTS, PAGES), ...pages('127.0.1', throttled, THROTTLED_PAGES)];
}

function round3(value) {
  return Math.round(value * 1000) / 1000;
}
