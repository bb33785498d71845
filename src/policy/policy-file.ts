import { resolve } from 'node:path';

/** Whether a policy is named by the path of a file (`./my.yaml`), not by the name of one that ships. */
export function isPolicyFile(nameOrFile: string): boolean {
  return /[./\\]/.test(nameOrFile);
}

/** A list of policies, separated by commas, with the paths of files made absolute. */
export function absolutePolicies(list: string, directory: string): string {
  const names = list.split(',').map((name) => name.trim());
  const absolute = names.map((name) => (isPolicyFile(name) ? resolve(directory, name) : name));
  // In a folder with a comma in its name, an absolute path would be taken for two.
  return (absolute.some((name) => name.includes(',')) ? names : absolute).join(',');
}
