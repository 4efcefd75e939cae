import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../apps/server/database/process-state.ts';

/** What is kept of one template, and how it is made. */
export interface Template {
  /** Folder of the template; nothing else lies in it. */
  readonly folder: string;
  /** Everything that its contents depend on: one of another fingerprint is made anew. */
  readonly fingerprint: string;
  /** Whether one of this moment may still be used. */
  readonly usable: (madeAt: Date) => boolean;
  /** Fills the folder given. It may lie elsewhere too: `partsOf` says where. */
  make(home: string): Promise<void>;
  /** The folders in which the contents of a home really lie. */
  partsOf(home: string): readonly string[];
}

interface Stamp {
  readonly fingerprint: string;
  readonly madeAt: string;
  /** Of every name and byte. */
  readonly digest: string;
}

const WAIT_MS = 500;

/**
 * The home of a template that is whole and of this state of the code. What is of another fingerprint, too old, half written
 * or changed by one byte is thrown away and made anew, by one process at a time.
 */
export async function takeTemplate(template: Template): Promise<string> {
  const home = join(template.folder, 'home');
  mkdirSync(template.folder, { recursive: true });
  if (isWhole(template, home)) return home;
  await alone(join(template.folder, 'making.pid'), async () => {
    // Another process may have made it meanwhile.
    if (isWhole(template, home)) return;
    const draft = join(template.folder, 'draft');
    rmSync(stampOf(template), { force: true });
    for (const part of [...template.partsOf(home), ...template.partsOf(draft)])
      rmSync(part, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    const madeAt = new Date().toISOString();
    await template.make(draft);
    const [from, to] = [template.partsOf(draft), template.partsOf(home)];
    // The inner parts first: those that lie within the first move with it.
    for (const [place, part] of from.entries())
      if (existsSync(part) && !existsSync(to[place] as string)) renameSync(part, to[place] as string);
    const stamp: Stamp = { fingerprint: template.fingerprint, madeAt, digest: digestOf(template.partsOf(home)) };
    writeFileSync(`${stampOf(template)}.draft`, JSON.stringify(stamp));
    renameSync(`${stampOf(template)}.draft`, stampOf(template));
  });
  return home;
}

const stampOf = ({ folder }: Template): string => join(folder, 'stamp.json');

function isWhole(template: Template, home: string): boolean {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(template), 'utf8')) as Stamp;
    return (
      stamp.fingerprint === template.fingerprint &&
      template.usable(new Date(stamp.madeAt)) &&
      stamp.digest === digestOf(template.partsOf(home))
    );
  } catch {
    // There is none, or what is there cannot be read.
    return false;
  }
}

/** Of the names and bytes of all files of the parts, which may lie in each other. */
function digestOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const files = readdirSync(part, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      const bytes = readFileSync(file);
      hash.update(`${file.slice(part.length)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** Does the work while no other living process does it; waits for the one that does. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!claimed(lock)) {
    if (isStale(lock)) rmSync(lock, { force: true });
    else await sleep(WAIT_MS);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function claimed(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid > 0 && pid !== process.pid && !isAlive(pid);
  } catch {
    return false;
  }
}
