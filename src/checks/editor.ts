import type { Check } from './types.js';

/** The editor's name, which the regulation asks of licensed news services: a reminder, no breach of the notice. */
export const editorCheck: Check = {
  name: 'editor',
  codes: ['editor-missing'],
  run({ page }) {
    if (page.editor !== null) return [];
    return [
      { code: 'editor-missing', expected: null, found: null, anchor: 'page', span: null, element: null, fix: null },
    ];
  },
};
