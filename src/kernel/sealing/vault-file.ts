import { hkdfSync, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { sealBytes, unsealBytes } from './envelope.ts';
import { type Vault, VaultError } from './vault.ts';

const KEY_ID_BYTES = 8;
/** How often a running process looks whether the file was changed, at most. */
const LOOK_EVERY_MS = 5_000;
/** By then every process has seen a new key. */
const SETTLED_MS = 60_000;

const secret = z.string().refine((text) => Buffer.from(text, 'base64').length === 32);
const rootFile = z.object({
  format: z.literal('la-chan-root/1'),
  /** Base of every derived secret (peppers, blind indexes); never rotated, since stored values depend on it. */
  base: secret,
  /** Wrapping keys by id; the last one wraps, all unwrap. */
  keys: z
    .array(
      z.object({ id: z.string().regex(/^[0-9a-f]{16}$/), secret, since: z.iso.datetime({ offset: true }).optional() }),
    )
    .min(1),
});
type RootFile = z.infer<typeof rootFile>;

/**
 * Opens the root key file. Changes of the file are seen while the process runs: at a key that it does not know, and before
 * it wraps.
 * @throws VaultError when the file is missing, is not a root key file, or others than its owner can read or write it
 */
export async function openFileVault(path: string): Promise<Vault> {
  return new FileVault(path, await readRoot(path));
}

/** Makes the root key file of a new installation, mode 0600; one that another process made meanwhile is opened. */
export async function createFileVault(path: string): Promise<Vault> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const root: RootFile = {
    format: 'la-chan-root/1',
    base: randomBytes(32).toString('base64'),
    keys: [newRootKey(new Date())],
  };
  // Unlike a rename, a link never replaces what is there: of two first starts one key file stays, and both open it.
  await writeWhole(path, root, link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return openFileVault(path);
}

class FileVault implements Vault {
  readonly #path: string;
  #root: RootFile;
  #seen: string;
  #lookedAt = Date.now();
  readonly #derived = new Map<string, Uint8Array>();

  constructor(path: string, root: RootFile) {
    this.#path = path;
    this.#root = root;
    this.#seen = stateOf(path);
  }

  get keyId(): string {
    return this.#current.id;
  }

  get #current() {
    return this.#root.keys.at(-1) as RootFile['keys'][number];
  }

  async wrap(plain: Uint8Array, context: string): Promise<Uint8Array> {
    if (Date.now() - this.#lookedAt >= LOOK_EVERY_MS) await this.#look();
    const { id, secret: key } = this.#current;
    return Buffer.concat([Buffer.from(id, 'hex'), sealBytes(Buffer.from(key, 'base64'), context, plain)]);
  }

  async unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array> {
    const buffer = Buffer.from(wrapped);
    const id = buffer.subarray(0, KEY_ID_BYTES).toString('hex');
    const find = () => this.#root.keys.find((candidate) => candidate.id === id);
    let key = find();
    if (!key) {
      // A rotation by another process: the key is in the file, and not yet in hand.
      await this.#look();
      key = find();
    }
    if (!key) throw new VaultError(`root key ${id} is not in the root key file ${this.#path}`);
    return unsealBytes(Buffer.from(key.secret, 'base64'), context, buffer.subarray(KEY_ID_BYTES));
  }

  isCurrent(wrapped: Uint8Array): boolean {
    return Buffer.from(wrapped).subarray(0, KEY_ID_BYTES).toString('hex') === this.keyId;
  }

  async derive(purpose: string): Promise<Uint8Array> {
    let bytes = this.#derived.get(purpose);
    if (!bytes) {
      bytes = new Uint8Array(hkdfSync('sha256', Buffer.from(this.#root.base, 'base64'), 'la-chan', purpose, 32));
      this.#derived.set(purpose, bytes);
    }
    return bytes;
  }

  async rotate(): Promise<void> {
    const root = await readRoot(this.#path);
    await this.#replace({ ...root, keys: [...root.keys, newRootKey(new Date())] });
  }

  async retire(): Promise<number> {
    const root = await readRoot(this.#path);
    const current = root.keys.at(-1) as RootFile['keys'][number];
    if (current.since !== undefined && Date.now() - Date.parse(current.since) < SETTLED_MS)
      throw new VaultError(
        'the root key in use is younger than a minute: wait until every server has seen it, then retire',
      );
    await this.#replace({ ...root, keys: [current] });
    return root.keys.length - 1;
  }

  async #replace(root: RootFile): Promise<void> {
    await writeWhole(this.#path, root);
    this.#root = root;
    this.#seen = stateOf(this.#path);
  }

  /** Reads the file again where it has changed. A file that has gone meanwhile changes nothing in hand. */
  async #look(): Promise<void> {
    this.#lookedAt = Date.now();
    const state = stateOf(this.#path);
    if (state === this.#seen || state === '') return;
    const root = await readRoot(this.#path);
    if (root.base !== this.#root.base)
      throw new VaultError(`${this.#path} is the root key file of another installation`);
    this.#root = root;
    this.#seen = state;
  }
}

/** Which state of the file was read; empty where there is none. */
function stateOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : '';
}

async function readRoot(path: string): Promise<RootFile> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw new VaultError(
      `ROOT_KEY_FILE: ${path} is missing. Without it nothing of this database opens: put it back from its backup.`,
    );
  if (process.platform !== 'win32') {
    const mine = process.geteuid?.() ?? stat.uid;
    if (stat.uid !== mine && stat.uid !== 0)
      throw new VaultError(
        `ROOT_KEY_FILE: ${path} belongs to another user (${stat.uid}): chown it to the server's own.`,
      );
    if ((stat.mode & 0o077) !== 0)
      throw new VaultError(
        `ROOT_KEY_FILE: others can reach ${path} (mode ${(stat.mode & 0o777).toString(8)}): chmod 600, and think about who has read it.`,
      );
  }
  const file = await open(path, 'r');
  try {
    const parsed = rootFile.safeParse(jsonOf(await file.readFile('utf8')));
    if (!parsed.success)
      throw new VaultError(
        `ROOT_KEY_FILE: ${path} is not a whole root key file of Lá Chắn: put it back from its backup.`,
      );
    return parsed.data;
  } finally {
    await file.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function newRootKey(now: Date): RootFile['keys'][number] {
  return {
    id: randomBytes(KEY_ID_BYTES).toString('hex'),
    secret: randomBytes(32).toString('base64'),
    since: now.toISOString(),
  };
}

/**
 * Writes beside the file, to the disk, and then in its place: whatever fails on the way (a full disk, a power cut), the old
 * file is whole. A root key that is lost loses every report sealed after it.
 */
async function writeWhole(path: string, root: RootFile, put: typeof rename = rename): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(root, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await put(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
