import { type DefaultTreeAdapterTypes, defaultTreeAdapter as dom } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;

/** One selector of a rule with what the rule declares. Later and more specific rules win. */
interface Rule {
  readonly selector: readonly Step[];
  readonly specificity: number;
  readonly declarations: ReadonlyMap<string, Declaration>;
}

/** A compound selector and how it stands to the one before it. */
interface Step {
  readonly tag: string;
  readonly names: readonly string[];
  readonly child: boolean;
}

interface Declaration {
  readonly value: string;
  readonly important: boolean;
}

export function declarationsOf(text: string): Map<string, Declaration> {
  const declarations = new Map<string, Declaration>();
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    if (colon === -1) continue;
    const raw = part
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const important = /!\s*important$/.test(raw);
    declarations.set(part.slice(0, colon).trim().toLowerCase(), {
      value: raw.replace(/\s*!\s*important$/, ''),
      important,
    });
  }
  return declarations;
}

/** The rules of a style sheet that hold on a screen of any width, for selectors made of names, classes and ids. */
export function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  const text = css.replace(/\/\*[\s\S]*?(\*\/|$)/g, ' ').replace(/<!--|-->/g, ' ');
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open === -1) break;
    let depth = 1;
    let close = open + 1;
    for (; close < text.length && depth > 0; close++) depth += text[close] === '{' ? 1 : text[close] === '}' ? -1 : 0;
    const prelude = text.slice(at, open).split(';').at(-1)!.trim();
    const body = text.slice(open + 1, depth === 0 ? close - 1 : close);
    if (/^@(media\s+(only\s+)?(all|screen)|layer\b.*|supports\b.*)$/i.test(prelude)) rules.push(...rulesOf(body));
    else if (!prelude.startsWith('@')) {
      const declarations = declarationsOf(body);
      for (const selector of prelude.split(',')) {
        const steps = stepsOf(selector.trim());
        if (steps !== null) rules.push({ selector: steps, specificity: specificityOf(steps), declarations });
      }
    }
    at = close;
  }
  return rules;
}

function stepsOf(selector: string): Step[] | null {
  const steps: Step[] = [];
  let child = false;
  for (const part of selector.replaceAll('>', ' > ').split(/\s+/)) {
    if (part === '>') {
      child = true;
      continue;
    }
    const match = /^([a-z][a-z0-9-]*|\*)?((?:[.#][^.#:[\]()+~\\]+)*)$/i.exec(part);
    if (match === null || part === '') return null;
    steps.push({ tag: (match[1] ?? '*').toLowerCase(), names: match[2].match(/[.#][^.#]+/g) ?? [], child });
    child = false;
  }
  return steps.length === 1 && steps[0].tag === '*' && steps[0].names.length === 0 ? null : steps;
}

function specificityOf(steps: readonly Step[]): number {
  let sum = 0;
  for (const { tag, names } of steps) {
    for (const name of names) sum += name.startsWith('#') ? 1e6 : 1e3;
    if (tag !== '*') sum++;
  }
  return sum;
}

function attributeOf(element: Element, name: string): string {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? '';
}

function isStep(element: Element, { tag, names }: Step): boolean {
  if (tag !== '*' && tag !== element.tagName) return false;
  const classes = attributeOf(element, 'class').split(/\s+/);
  return names.every((name) =>
    name.startsWith('#') ? attributeOf(element, 'id').trim() === name.slice(1) : classes.includes(name.slice(1)),
  );
}

function isMatch(element: Element, steps: readonly Step[]): boolean {
  const last = steps.at(-1)!;
  if (!isStep(element, last)) return false;
  if (steps.length === 1) return true;
  const rest = steps.slice(0, -1);
  for (let up = element.parentNode; up !== null && dom.isElementNode(up); up = up.parentNode) {
    if (isMatch(up, rest)) return true;
    if (last.child) return false;
  }
  return false;
}

/** The declared values of an element: style sheets, then its own style, `!important` above both. */
export function styleOf(element: Element, rules: readonly Rule[]): Map<string, string> {
  const layers = rules
    .filter(({ selector }) => isMatch(element, selector))
    .sort((a, b) => a.specificity - b.specificity)
    .map(({ declarations }) => declarations);
  layers.push(declarationsOf(attributeOf(element, 'style')));
  const style = new Map<string, string>();
  for (const important of [false, true]) {
    for (const layer of layers) {
      for (const [name, declaration] of layer)
        if (declaration.important === important) style.set(name, declaration.value);
    }
  }
  return style;
}
