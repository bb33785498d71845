import { accountCheck } from './account.js';
import { authorisedCheck } from './authorised.js';
import { creditCheck } from './credit.js';
import { editorCheck } from './editor.js';
import { mediaCheck } from './media.js';
import { noMirrorCheck } from './no-mirror.js';
import { originalLinkCheck } from './original-link.js';
import { sourceListCheck } from './source-list.js';
import { traceableCheck } from './traceable.js';
import type { Check } from './types.js';
import { authorCheck, textCheck, titleCheck, trueSourceCheck } from './with-original.js';

/** Every kind of check by the name that rules use. */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  [
    creditCheck,
    originalLinkCheck,
    trueSourceCheck,
    authorisedCheck,
    noMirrorCheck,
    mediaCheck,
    titleCheck,
    textCheck,
    authorCheck,
    editorCheck,
    accountCheck,
    traceableCheck,
    sourceListCheck,
  ].map((check) => [check.name, check]),
);
