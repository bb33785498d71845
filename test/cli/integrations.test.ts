import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMPLIANT, type Folder, temporaryFolder, WRONG } from './pages.js';
import { ROOT, type Run, shell } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

const file = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

let site: Folder;
beforeEach(() => {
  site = temporaryFolder();
  site.file('public/good.html', COMPLIANT);
  site.file('public/a b/bad "1".html', WRONG);
});
afterEach(() => site.remove());

describe('action.yml', () => {
  interface Step {
    readonly id?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly run?: string;
  }
  const action = parse(file('action.yml')) as {
    inputs: Record<string, { default: string }>;
    outputs: Record<string, { value: string }>;
    runs: { steps: Step[] };
  };
  const step = action.runs.steps.find(({ id }) => id === 'check')!;

  /** The step as the runner starts it: inputs put in, commands in a shell. */
  async function check(inputs: Readonly<Record<string, string>>): Promise<Run & { summary: string; outputs: string }> {
    const values: Record<string, string> = {};
    for (const [name, { default: value }] of Object.entries(action.inputs)) values[`inputs.${name}`] = value;
    for (const [name, value] of Object.entries(inputs)) values[`inputs.${name}`] = value;
    values['github.action_path'] = ROOT;
    const env = Object.fromEntries(
      Object.entries(step.env!).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ (.+?) \}\}/g, (_, key) => values[key]),
      ]),
    );
    const summary = site.file('summary', '');
    const outputs = site.file('outputs', '');
    const run = await shell(step.run!, {
      cwd: site.path,
      env: { ...env, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs },
    });
    return { ...run, summary: readFileSync(summary, 'utf8'), outputs: readFileSync(outputs, 'utf8') };
  }

  test('uses every input, and none that is not declared', () => {
    const used = [...file('action.yml').matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map((match) => match[1]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('puts no input into a script', () => {
    expect(action.runs.steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('fails for findings: annotations, summary, SARIF and outputs', async () => {
    const run = await check({ targets: 'public', language: 'en' });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^::error file=public\/a b\/bad "1".html,line=\d+/m);
    expect(run.summary).toContain('credit-wrong');
    expect(run.outputs).toBe('exit-code=1\nsarif-file=reprintlint.sarif\n');
    expect(JSON.parse(readFileSync(join(site.path, 'reprintlint.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('takes one target a line, whatever is in its name', async () => {
    const run = await check({ targets: 'public/good.html\r\npublic/a b/bad "1".html\n\n', language: 'en' });
    const { runs } = JSON.parse(readFileSync(join(site.path, 'reprintlint.sarif'), 'utf8'));
    expect([run.code, runs[0].results.length > 0]).toEqual([1, true]);
  });

  test('passes for good pages', async () => {
    expect(await check({ targets: 'public/good.html' })).toMatchObject({
      code: 0,
      outputs: expect.stringContaining('exit-code=0'),
    });
  });

  test('takes an input for what it is, not for an option or a command', async () => {
    const run = await check({ targets: '--version\n$(touch injected)\n;touch injected', language: 'en' });
    expect(run.code).toBe(3);
    expect(() => readFileSync(join(site.path, 'injected'))).toThrow('ENOENT');
  });

  test('tells a mistake and writes no summary', async () => {
    const run = await check({ targets: 'public', policy: 'nobody', language: 'en' });
    expect(run).toMatchObject({
      code: 2,
      summary: '',
      outputs: 'exit-code=2\n',
      stderr: expect.stringContaining('nobody'),
    });
  });
});

describe('the GitLab template', () => {
  const job = parse(file('examples/gitlab-ci.yml')).reprintlint as {
    script: string[];
    artifacts: { reports: Record<string, string> };
  };

  test('writes the reports that it hands over', async () => {
    const [line] = job.script;
    const run = await shell(line.replace('npx --no-install reprintlint', '$reprintlint'), {
      cwd: site.path,
      env: { REPRINTLINT_SINCE: '' },
    });
    expect(run.code).toBe(1);
    const issues = JSON.parse(readFileSync(join(site.path, job.artifacts.reports.codequality), 'utf8'));
    expect(issues).toContainEqual({
      description: expect.any(String),
      check_name: 'credit-wrong',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: 'critical',
      location: { path: 'public/a b/bad "1".html', lines: { begin: expect.any(Number) } },
    });
    expect(readFileSync(join(site.path, job.artifacts.reports.junit), 'utf8')).toMatch(/^<\?xml [^>]*>\s*<testsuites/);
  });

  test('checks only what a merge request changed', async () => {
    const git = (...words: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...words], {
        cwd: site.path,
        encoding: 'utf8',
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    const base = git('rev-parse', 'HEAD').trim();
    const [line] = job.script;
    const check = (): Promise<Run> =>
      shell(line.replace('npx --no-install reprintlint', '$reprintlint'), {
        cwd: site.path,
        env: { REPRINTLINT_SINCE: `--changed-since=${base}` },
      });
    expect(await check()).toMatchObject({ code: 0, stderr: expect.stringContaining('no page has changed since') });
    site.file('public/good.html', WRONG);
    expect((await check()).code).toBe(1);
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks = parse(file('.pre-commit-hooks.yaml')) as {
    id: string;
    entry: string;
    args?: string[];
    files: string;
  }[];
  /** As pre-commit starts a hook: entry, arguments, the files that match. */
  const start = ({ entry, args = [] }: (typeof hooks)[number], ...files: string[]): Promise<Run> =>
    shell([entry.replace('reprintlint', '$reprintlint'), ...args, ...files.map((name) => `'${name}'`)].join(' '), {
      cwd: site.path,
    });

  test.each([
    ['public/a.html', true],
    ['public/a.shtml', true],
    ['public/a.htm', true],
    ['public/a.html.bak', false],
    ['public/ahtml', false],
  ])('%s is checked: %s', (name, expected) => {
    expect(hooks.map(({ files }) => new RegExp(files).test(name))).toEqual(hooks.map(() => expected));
  });

  test('a good page passes, a bad one does not', async () => {
    const codes = [
      await start(hooks[0], 'public/good.html'),
      await start(hooks[0], 'public/good.html', 'public/a b/bad "1".html'),
    ];
    expect(codes.map(({ code }) => code)).toEqual([0, 1]);
  });

  test('the second hook leaves a good page alone', async () => {
    expect((await start(hooks[1], 'public/good.html')).code).toBe(0);
    expect(readFileSync(join(site.path, 'public/good.html'), 'utf8')).toBe(COMPLIANT);
  });
});

test.each(['examples/github-workflow.yml', 'examples/pre-commit-config.yaml'])(
  '%s is YAML without mistakes',
  (name) => {
    expect(parse(file(name), { strict: true, uniqueKeys: true })).toEqual(expect.any(Object));
  },
);

test('the workflow gives the action only inputs that it has', () => {
  const { jobs } = parse(file('examples/github-workflow.yml'));
  const { with: given } = jobs.reprintlint.steps.find(({ id }: { id?: string }) => id === 'reprintlint');
  const { inputs } = parse(file('action.yml'));
  expect(Object.keys(given).filter((name) => !(name in inputs))).toEqual([]);
});
