/**
 * The few members of the browser's objects that the report's script uses. The project is compiled without the DOM
 * library on purpose: no other code may take a browser for granted.
 */
export interface PageElement {
  textContent: string | null;
  className: string;
  hidden: boolean;
  value: string;
  id: string;
  append(...nodes: (PageElement | string)[]): void;
  replaceChildren(...nodes: (PageElement | string)[]): void;
  after(...nodes: PageElement[]): void;
  remove(): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  addEventListener(type: string, listener: (event: { preventDefault(): void }) => void): void;
}

export interface PageDocument {
  createElement(name: string): PageElement;
  getElementById(id: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageWindow {
  readonly document: PageDocument;
  readonly navigator: { readonly clipboard?: { writeText(text: string): Promise<void> } };
  addEventListener(type: string, listener: () => void): void;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(id: number): void;
  readonly IntersectionObserver?: new (
    callback: (entries: readonly { readonly isIntersecting: boolean }[]) => void,
  ) => { observe(element: PageElement): void };
}

/** Makes an element. Strings become text nodes: no string is ever read as markup. */
export function element(
  document: PageDocument,
  name: string,
  className: string,
  ...children: (PageElement | string)[]
): PageElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** A function whose text becomes part of the script. */
export type ScriptFunction = (...values: never[]) => unknown;
