import { article, FIRST_PARAGRAPH, ORIGINAL, RIGHT, SECOND_PARAGRAPH, TITLE } from './pieces.js';
import type { CodeText } from './types.js';

const text = `${FIRST_PARAGRAPH}\n${SECOND_PARAGRAPH}`;
const original = { url: ORIGINAL, title: TITLE, sourceName: '北疆新闻', sourceLabel: '来源', text };

/** Codes that need the original. */
export const COMPARISON: Readonly<Record<string, CodeText>> = {
  'false-credit': {
    title: { zh: '来源张冠李戴', en: 'False credit' },
    meaning: {
      zh: '转载页写的是这家媒体，但原文自己注明的来源是别家：这家媒体也只是转载。',
      en: 'The page credits the publisher, but the original itself names another source: the publisher reprinted it too.',
    },
    mend: {
      zh: '写真正的来源；从哪里转来，可以另写“转自”。',
      en: 'Credit the true source; where you took it from may be added as 转自.',
    },
    bad: { html: RIGHT, given: { original: { ...original, sourceName: '环河晚报' } } },
    good: {
      html: article(`2024-05-06 10:00 来源：环河晚报（转自<a href="${ORIGINAL}">北疆新闻</a>）`),
      given: { original: { ...original, sourceName: '环河晚报' } },
    },
  },
  'title-changed': {
    title: { zh: '标题被改动', en: 'Changed title' },
    meaning: {
      zh: '标题与原文不同，也没有注明原标题。只是节略时降为参考。',
      en: 'The title differs from the original’s, which is not stated either. A mere shortening is for information.',
    },
    mend: { zh: '恢复原标题，或另行注明“原标题：……”。', en: 'Restore the title, or state it as “原标题：…”.' },
    bad: { html: RIGHT.replace(TITLE, '太震撼！全村人都哭了'), given: { original } },
    good: { html: RIGHT, given: { original } },
  },
  'text-altered': {
    title: { zh: '正文被改动', en: 'Altered text' },
    meaning: {
      zh: '与原文相比，有句子被改、被删。数字和人名的改动单独列出。是否歪曲原意，由人判断。',
      en: 'Sentences were changed or dropped; changed numbers and names are listed. Whether the meaning was distorted is for a person to decide.',
    },
    mend: { zh: '按原文恢复。', en: 'Restore the text of the original.' },
    bad: { html: RIGHT.replace('七十公里', '一百七十公里'), given: { original } },
    good: { html: RIGHT, given: { original } },
  },
  'author-missing': {
    title: { zh: '没有写出作者', en: 'Author missing' },
    meaning: {
      zh: '原文署了作者，转载时没有写出。',
      en: 'The original names an author, the page does not.',
    },
    mend: { zh: '写上原作者。', en: 'Name the author.' },
    bad: { html: RIGHT, given: { original: { ...original, author: '张三' } } },
    good: {
      html: article(`2024-05-06 10:00 来源：<a href="${ORIGINAL}">北疆新闻</a> 作者：张三`),
      given: { original: { ...original, author: '张三' } },
    },
  },
};
