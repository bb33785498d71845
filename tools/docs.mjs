// Writes docs/codes.md and docs/codes.zh-CN.md from the texts in src/checks/codes/. Run after a build;
// test/checks/codes.test.ts fails where the files are stale.
import { writeFileSync } from 'node:fs';

const { codesDocument } = await import('../dist/checks/codes/document.js');
const { loadPolicyData } = await import('../dist/policy/load.js');

const policies = [await loadPolicyData('beijiang-news'), await loadPolicyData('reprint-law')];
for (const [language, file] of [
  ['en', 'codes.md'],
  ['zh', 'codes.zh-CN.md'],
]) {
  writeFileSync(new URL(`../docs/${file}`, import.meta.url), codesDocument(language, policies));
}
