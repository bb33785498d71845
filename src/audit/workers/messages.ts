import type { Language } from '../../policy/types.js';

const ENGLISH = {
  threw: (detail: string) => `the page made the program fail: ${detail}`,
  died: (detail: string) => `the page brought its worker down: ${detail}`,
  hung: (detail: string) => `the audit of the page was stopped after ${detail}`,
  lost: () => 'the page was lost several times because other pages brought its worker down',
};

const CHINESE: typeof ENGLISH = {
  threw: (detail) => `检查此页面时程序出错：${detail}`,
  died: (detail) => `检查此页面时工作线程崩溃：${detail}`,
  hung: (detail) => `此页面的检查超过 ${detail}，已中止`,
  lost: () => '检查其他页面时工作线程多次崩溃，此页面未能完成检查',
};

/** Texts for people about pages that the program could not audit. */
export function poolMessages(language: Language): typeof ENGLISH {
  return language === 'zh' ? CHINESE : ENGLISH;
}
