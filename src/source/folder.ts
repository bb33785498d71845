import { type Dirent, promises as fs } from 'node:fs';
import { extname, join } from 'node:path';

/** Endings of page files, lower case. */
const PAGE_EXTENSIONS: ReadonlySet<string> = new Set(['.html', '.htm', '.shtml', '.xhtml']);

/** The file's name says that it is a page. */
export function isPageName(path: string): boolean {
  return PAGE_EXTENSIONS.has(extname(path).toLowerCase());
}

/** A page file below a folder, or a folder below it that could not be listed. */
export type FolderEntry =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'unlisted'; readonly path: string; readonly error: NodeJS.ErrnoException };

interface OpenFolder {
  readonly path: string;
  readonly entries: readonly Dirent[];
  next: number;
}

/**
 * Every page file below a folder, in the order of names (by code unit, so that it is the same everywhere), one folder
 * listed at a time. Symbolic links are followed, each folder is entered once: links that lead in circles end.
 * Folders whose name begins with a dot, and `node_modules`, are not entered.
 */
export async function* walkFolder(root: string): AsyncGenerator<FolderEntry> {
  const entered = new Set<string>();
  const open: OpenFolder[] = [];
  let next: string | null = root;
  while (true) {
    if (next !== null) {
      const listed: OpenFolder | FolderEntry | null = await enter(next, entered);
      if (listed !== null) {
        if ('entries' in listed) open.push(listed);
        else yield listed;
      }
      next = null;
    }
    const folder = open.at(-1);
    if (folder === undefined) return;
    const entry = folder.entries[folder.next++];
    if (entry === undefined) {
      open.pop();
      continue;
    }
    const path = join(folder.path, entry.name);
    const kind = await kindOf(entry, path);
    if (kind === 'folder') next = isSkipped(entry.name) ? null : path;
    // A link that leads nowhere is reported when it is read: a page was meant to be there.
    else if (kind !== 'other' && isPageName(entry.name)) yield { kind: 'page', path };
  }
}

async function enter(path: string, entered: Set<string>): Promise<OpenFolder | FolderEntry | null> {
  try {
    const { dev, ino } = await fs.stat(path, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (entered.has(identity)) return null;
    entered.add(identity);
    const entries = await fs.readdir(path, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { path, entries, next: 0 };
  } catch (error) {
    return { kind: 'unlisted', path, error: error as NodeJS.ErrnoException };
  }
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | 'broken' | 'other'> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) return 'other';
  // A symbolic link, or a file system that does not tell.
  try {
    const target = await fs.stat(path);
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'broken';
  }
}
