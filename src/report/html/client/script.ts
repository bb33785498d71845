import { differenceFunctions } from '../../difference.js';
import { detailsFunctions } from './details.js';
import { element } from './dom.js';
import { mainFunctions } from './main.js';
import { modelFunctions } from './model.js';
import { tableFunctions } from './table.js';

/**
 * The script of the report: the functions of this folder as text, so that what runs in the reader's browser is
 * compiled, checked and tested like everything else. They call one another by name and use nothing outside this
 * folder, no constant of a module either.
 */
export function clientScript(): string {
  const functions = [
    element,
    ...modelFunctions(),
    ...differenceFunctions(),
    ...detailsFunctions(),
    ...tableFunctions(),
    ...mainFunctions(),
  ];
  return `'use strict';(()=>{\n${functions.map(String).join('\n')}\nmain(window);\n})();`;
}
