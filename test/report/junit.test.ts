import { expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import type { AuditedPage } from '../../src/audit/types.js';
import { junit } from '../../src/report/junit.js';
import type { ReportContext } from '../../src/report/types.js';
import { compliant, finding, hostilePages, manyFindings, page, policy, textOf, unaudited } from './fixtures.js';

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** Parses strictly: not well-formed is an error. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0];
}

/** What the schema of the Jenkins xunit plugin (junit-10.xsd) allows and asks for, with a fixed order of children. */
const RULES: Record<string, { required: string[]; optional?: string[]; children?: string[] }> = {
  testsuites: { required: [], optional: ['name'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time'],
    children: ['testcase'],
  },
  testcase: {
    required: ['name'],
    optional: ['classname', 'time'],
    children: ['skipped', 'error', 'failure', 'system-out'],
  },
  skipped: { required: [], optional: ['type', 'message'] },
  error: { required: [], optional: ['type', 'message'] },
  failure: { required: [], optional: ['type', 'message'] },
  'system-out': { required: [] },
};

function faults(element: Element): string[] {
  const rule = RULES[element.name];
  if (rule === undefined) return [`unknown element ${element.name}`];
  const { required, optional = [], children = [] } = rule;
  const attributes = Object.keys(element.attributes);
  const order = element.children.map((child) => children.indexOf(child.name));
  return [
    ...required.filter((name) => !attributes.includes(name)).map((name) => `${element.name} lacks ${name}`),
    ...attributes
      .filter((name) => ![...required, ...optional].includes(name))
      .map((name) => `${element.name} has ${name}`),
    ...(order.includes(-1) ? [`foreign child in ${element.name}`] : []),
    ...(order.some((place, index) => index > 0 && place < order[index - 1]) ? [`order in ${element.name}`] : []),
    ...element.children.flatMap(faults),
  ];
}

const suitesOf = async (pages: Iterable<AuditedPage>, changes: Partial<ReportContext> = {}) =>
  parse(await textOf(junit, pages, changes)).children;

test.each<[string, () => AuditedPage[]]>([
  ['none', () => []],
  ['one of each', () => [page(), compliant('b'), unaudited('c')]],
  ['10,000 findings', () => [manyFindings(10_000)]],
  ['hostile strings', hostilePages],
])('%s: well-formed and by the rules of Jenkins', async (_, pages) => {
  expect(faults(parse(await textOf(junit, pages())))).toEqual([]);
});

test('a run without targets is not empty', async () => {
  expect((await suitesOf([])).map(({ name, attributes }) => [name, attributes.tests])).toEqual([['testsuite', '0']]);
});

test('a kept rule is a passed case', async () => {
  const [suite] = await suitesOf([compliant('b.html')]);
  expect(suite.children.map((one) => [one.attributes.name, one.children.length])).toEqual(
    policy.rules.map((rule) => [rule.id, 0]),
  );
});

test('the counts of a suite are those of its cases', async () => {
  const findings = ['credit-wrong', 'credit-missing', 'text-altered', 'editor-missing'].map((code) =>
    finding({ code }),
  );
  const [suite] = await suitesOf([page({ findings })]);
  const { tests, failures, errors, skipped } = suite.attributes;
  expect({ tests, failures, errors, skipped }).toEqual({ tests: '4', failures: '1', errors: '0', skipped: '1' });
});

test('an unaudited page is an error', async () => {
  const [suite] = await suitesOf([unaudited('https://x.example/')]);
  expect(suite.children[0].children[0]).toMatchObject({ name: 'error', attributes: { type: 'http' } });
});

test('what fails is what fails the build', async () => {
  const [suite] = await suitesOf([page({ findings: [finding({ code: 'credit-form' })] })], { failOn: 'warning' });
  expect(suite.attributes.failures).toBe('1');
});

test('what fails is asked of each target, where settings differ', async () => {
  const pages = ['strict/a.html', 'b.html'].map((target) =>
    page({ target, findings: [finding({ code: 'credit-form' })] }),
  );
  const failOnOf = (target: string) => (target.startsWith('strict/') ? 'warning' : 'error');
  const suites = await suitesOf(pages, { failOn: 'error', failOnOf });
  expect(suites.map(({ attributes }) => attributes.failures)).toEqual(['1', '0']);
});

test('a finding of a policy that is not at hand is not lost', async () => {
  const [suite] = await suitesOf([page({ findings: [finding({ policy: 'elsewhere' })] })]);
  expect(suite.attributes.failures).toBe('1');
});
