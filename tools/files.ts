import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const NEVER = new Set(['.svelte-check', 'node_modules', 'build', '.svelte-kit', '.git', 'data', 'paraglide']);

/**
 * All files under `root/folder`, as paths relative to `root` with forward slashes, sorted. Built, installed and generated
 * folders are left out; a folder that does not exist has no files.
 */
export function filesUnder(root: string, folder: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const found: string[] = [];
  const visit = (directory: string) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (NEVER.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else found.push(relative(root, path).split(sep).join('/'));
    }
  };
  visit(start);
  return found.sort();
}
