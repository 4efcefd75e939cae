import { randomBytes } from 'node:crypto';
import { access, link, mkdir, open, opendir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedName, type EvidenceFiles, EvidenceTaken } from './evidence-files.ts';

/** Files of a folder on this machine, readable by its owner alone. */
export function evidenceFolder(root: string): EvidenceFiles {
  // The last characters of an id are random; two levels keep a folder small.
  const pathOf = (name: string) => {
    const id = checkedName(name);
    return join(root, id.slice(-2), id.slice(-4, -2), id);
  };
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      const folder = dirname(path);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      try {
        // Unlike a rename, a link never replaces what is there.
        await link(draft, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new EvidenceTaken(name);
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
      await syncFolder(folder);
    },
    get: (name) =>
      readFile(pathOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    remove: (name) => rm(pathOf(name), { force: true }),
    async *list() {
      for await (const entry of await opendir(root, { recursive: true }).catch(() => [])) {
        if (!entry.isFile() || entry.name.endsWith('.part')) continue;
        const { mtime } = await stat(join(entry.parentPath, entry.name));
        yield { name: entry.name, putAt: mtime };
      }
    },
    async ping() {
      await mkdir(root, { recursive: true, mode: 0o700 });
      await access(root);
    },
  };
}

/** The name of a new file is durable only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
