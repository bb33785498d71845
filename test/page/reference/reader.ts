import { type DefaultTreeAdapterTypes, defaultTreeAdapter as dom, parse } from 'parse5';
import { rulesOf, styleOf } from './styles.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What a page shows, read the slow and thorough way: from the tree a browser would build. */
export interface ReferencePage {
  /** Text a reader sees, in page order, without any white space. */
  readonly visibleText: string;
  /** Text of rendered elements, seen or hidden, in page order, without any white space. */
  readonly text: string;
  /** `href` of every `<a>` and `<area>` that has one, in page order. */
  readonly links: readonly string[];
  readonly title: string;
}

/** HTML Standard §15.3.1 and §4.12: elements whose text is never shown where scripts run. */
const UNRENDERED = new Set(
  'script style template noscript head title meta link base iframe noembed noframes object applet datalist param source track rp video audio canvas select textarea'.split(
    ' ',
  ),
);

interface State {
  readonly gone: boolean;
  readonly invisible: boolean;
  readonly noSize: boolean;
}

const SEEN: State = { gone: false, invisible: false, noSize: false };

export function readReference(html: string): ReferencePage {
  const document = parse(html, { scriptingEnabled: true });
  const elements: Element[] = [];
  const collect = (node: Node): void => {
    if (dom.isElementNode(node)) elements.push(node);
    // Links of a template are links nobody sees, but links.
    const children = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
    for (const child of children) collect(child);
  };
  collect(document);

  const sheets = elements.filter(
    (element) => element.tagName === 'style' && /^(|all|screen)$/i.test(attributeOf(element, 'media')?.trim() ?? ''),
  );
  const rules = sheets.flatMap((sheet) => rulesOf(textIn(sheet)));

  let text = '';
  let visibleText = '';
  const walk = (node: Node, state: State): void => {
    if (dom.isTextNode(node)) {
      const ink = withoutBlanks(node.value);
      text += ink;
      if (!state.gone && !state.invisible && !state.noSize) visibleText += ink;
      return;
    }
    if (dom.isElementNode(node)) {
      if (UNRENDERED.has(node.tagName)) return;
      if (node.tagName !== 'body') state = stateOf(node, state);
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, state);
  };

  function stateOf(element: Element, inherited: State): State {
    const style = styleOf(element, rules);
    const display = style.get('display');
    const attribute = attributeOf(element, 'hidden') !== undefined && element.tagName !== 'input';
    const visibility = style.get('visibility');
    const size = style.get('font-size');
    return {
      gone: inherited.gone || (display === undefined ? attribute : display === 'none') || isOutOfSight(style),
      invisible: visibility === undefined ? inherited.invisible : visibility === 'hidden' || visibility === 'collapse',
      noSize: size === undefined || /\d(em|%)$/.test(size) ? inherited.noSize || isZero(size) : isZero(size),
    };
  }

  walk(document, SEEN);
  return {
    text,
    visibleText,
    links: elements.flatMap((element) => {
      const href = element.tagName === 'a' || element.tagName === 'area' ? attributeOf(element, 'href') : undefined;
      return href === undefined ? [] : [href.trim()];
    }),
    title: withoutBlanks(textIn(elements.find((element) => element.tagName === 'title'))),
  };
}

/** Transparent, clipped, or moved off the screen. */
function isOutOfSight(style: ReadonlyMap<string, string>): boolean {
  if (isZero(style.get('opacity'))) return true;
  if (/^inset\(\s*(50|100)%/.test(style.get('clip-path') ?? '')) return true;
  if (isFar(style.get('text-indent'))) return true;
  const position = style.get('position');
  const isMoved = ['left', 'top', 'right', 'bottom', 'margin-left', 'margin-top'].some((side) =>
    isFar(style.get(side)),
  );
  if (
    (isMoved || /^rect\(\s*[01](px)?[\s,]/.test(style.get('clip') ?? '')) &&
    /absolute|fixed|relative/.test(position ?? '')
  )
    return true;
  if (isFar(style.get('margin-left')) || isFar(style.get('margin-top'))) return true;
  const isFlat = ['height', 'max-height', 'width', 'max-width'].some((side) => isZero(style.get(side)));
  return isFlat && /^(hidden|clip)$/.test(style.get('overflow') ?? '');
}

function isZero(value: string | undefined): boolean {
  return value !== undefined && /^(0+(\.0*)?|\.0+)(px|em|rem|%|pt|vh|vw)?$/.test(value);
}

function isFar(value: string | undefined): boolean {
  const match = /^-(\d+(?:\.\d+)?)(px|em|rem|pt|vw|vh|%)?$/.exec(value ?? '');
  if (match === null) return false;
  const limits: Record<string, number> = { px: 900, pt: 900, '%': 100, vw: 100, vh: 100, em: 60, rem: 60 };
  return Number(match[1]) >= limits[match[2] ?? 'px'];
}

function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

function textIn(element: Element | undefined): string {
  return (element?.childNodes ?? []).map((child) => (dom.isTextNode(child) ? child.value : '')).join('');
}

/** Without blanks, NULs and characters that have no width. */
export function withoutBlanks(text: string): string {
  return text.replace(/[\s\0\p{Default_Ignorable_Code_Point}]+/gu, '');
}
