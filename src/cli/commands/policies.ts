import { listPolicies, loadPolicy } from '../../policy/load.js';
import type { Language } from '../../policy/types.js';
import { Output, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { UsageError } from '../usage-error.js';

/** `reprintlint policies` lists what ships; `policies check <file>` validates one of the user's. */
export async function policies(
  action: string | undefined,
  file: string | undefined,
  language: Language,
  { stdout }: Surroundings,
): Promise<number> {
  const output = new Output(stdout);
  const zh = language === 'zh';
  if (action === undefined) {
    for (const { id, title, version, verified, provenance } of await listPolicies()) {
      const state = verified
        ? zh
          ? '已核对'
          : 'verified'
        : zh
          ? '未与现行声明核对'
          : 'not compared with the live notice';
      await output.write(`${id}  ${version}  ${state}\n    ${title[language]}\n    ${provenance.trim()}\n`);
    }
    return 0;
  }
  if (action !== 'check' || file === undefined) {
    throw new UsageError(messagesIn(language).unknownValue('policies', action, ['check <file>']));
  }
  const policy = await loadPolicy(file);
  await output.write(
    zh
      ? `${file}：没有错误（${policy.id}，${policy.rules.length} 条规则）\n`
      : `${file}: no mistakes (${policy.id}, ${policy.rules.length} rules)\n`,
  );
  return 0;
}
