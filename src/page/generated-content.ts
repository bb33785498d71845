/** What style sheets put before or after an element: `.more::after{content:"阅读原文"}`. */
import { eachDeclaration, withoutEscapes } from './declaration-text.js';
import { readDeclarations } from './declarations.js';
import { hiddenIn, settled } from './visibility-effect.js';

/** Whether a reader sees something of it. */
export type GeneratedContent = boolean;

const READ: ReadonlySet<string> = new Set(['content', 'background', 'background-image']);

/** What a block generates where it is one of `::before` or `::after`; null where it says nothing of that. */
export function readGenerated(body: string): GeneratedContent | null {
  let content: string | null = null;
  let isDrawn = false;
  eachDeclaration(body, READ, (name, value) => {
    if (name === 'content') content = value;
    else isDrawn = value.includes('url(');
  });
  if (content === null) return null;
  // A point of no height, put there to end a row of columns, is nothing to click.
  if (hiddenIn(settled(readDeclarations(body))) !== 0 || NOT_GENERATED.test(content)) return false;
  return isDrawn || withoutEscapes(content).replace(/["'\s\u00a0\u200b-\u200f\u3000\ufeff]/g, '') !== '';
}

const NOT_GENERATED = /^(?:none|normal|initial|inherit|unset|revert|)$/;
