// An auditor for tests of the machinery around it: what the page says decides what happens.
import { createHash } from 'node:crypto';

export function createAuditor(options) {
  if (options?.broken) throw new Error('cannot be set up');
  if (options?.started) Atomics.add(options.started, 0, 1);
  return async (target, result) => {
    if (!result.ok) {
      const { url, problem } = result;
      const base = { schemaVersion: 1, target, url, verdict: 'unaudited', scope: 'none', source: null, findings: [] };
      const json = JSON.stringify({ ...base, original: null, problem, page: null });
      return { verdict: 'unaudited', problem: problem.kind, json };
    }
    const { bytes, url } = result.fetched;
    const html = new TextDecoder().decode(bytes);
    if (html.includes('[throw]')) throw new Error('thrown by the page');
    if (html.includes('[exit]')) process.exit(7);
    if (html.includes('[hang]')) for (;;);
    if (html.includes('[slow]')) await new Promise((resolve) => setTimeout(resolve, 30));
    if (html.includes('[threads]')) {
      while (Atomics.load(options.started, 0) < options.threads) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (html.includes('[memory]')) {
      const held = [];
      for (;;) held.push(new Array(1_000_000).fill(target.length));
    }
    const verdict = html.includes('[violation]') ? 'violation' : 'compliant';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const page = { title: html, charset: 'utf-8', bytes: bytes.length, sha256, published: null };
    const base = { schemaVersion: 1, target, url, verdict, scope: 'assumed', source: null, findings: [] };
    return { verdict, problem: null, json: JSON.stringify({ ...base, original: null, problem: null, page }) };
  };
}
