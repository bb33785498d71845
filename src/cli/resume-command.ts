import { shellWord } from '../shell-word.js';

/** What goes on with an audit, as it is typed. */
export const resumeCommand = (folder: string): string => `reprintlint batch --resume ${shellWord(folder)}`;
