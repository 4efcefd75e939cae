import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sealBytes, unsealBytes } from './envelope.ts';

/**
 * The root of all keys. What a key-management service or an HSM must be able to do for us; the
 * file-backed one below is the default. `context` binds a wrapped key to its place: unwrapping
 * under another context fails.
 */
export interface Vault {
  /** Names the root key in use, for the audit and for rotation. */
  readonly keyId: string;
  wrap(plain: Uint8Array, context: string): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
  /** 32 bytes that depend on the root secret and the purpose alone; they survive a rotation of the root key. */
  derive(purpose: string): Promise<Uint8Array>;
}

interface RootFile {
  readonly format: 'la-chan-root/1';
  /** Base of every derived secret (peppers, blind indexes); never rotated, since stored values depend on it. */
  readonly base: string;
  /** Wrapping keys by id; the last one wraps, all unwrap. */
  readonly keys: readonly { readonly id: string; readonly secret: string }[];
}

const KEY_ID_BYTES = 8;

/** Opens the root key file, or makes it (mode 0600) on the first start. @throws when the file is not ours or is readable by others' edits */
export async function fileVault(path: string): Promise<Vault> {
  return vaultOf(await readOrCreate(path));
}

/** Adds a new root key; wrapping uses it from now on, and the old one still unwraps. */
export async function rotateRootKey(path: string): Promise<Vault> {
  const root = await readOrCreate(path);
  const next: RootFile = { ...root, keys: [...root.keys, newRootKey()] };
  await writeWhole(path, next, 'w');
  return vaultOf(next);
}

function vaultOf(root: RootFile): Vault {
  const current = root.keys.at(-1);
  if (!current) throw new Error('the root key file holds no key');
  const derived = new Map<string, Uint8Array>();
  return {
    keyId: current.id,
    async wrap(plain, context) {
      return Buffer.concat([
        Buffer.from(current.id, 'hex'),
        sealBytes(Buffer.from(current.secret, 'base64'), context, plain),
      ]);
    },
    async unwrap(wrapped, context) {
      const buffer = Buffer.from(wrapped);
      const id = buffer.subarray(0, KEY_ID_BYTES).toString('hex');
      const key = root.keys.find((candidate) => candidate.id === id);
      if (!key) throw new Error(`root key ${id} is not in the root key file`);
      return unsealBytes(Buffer.from(key.secret, 'base64'), context, buffer.subarray(KEY_ID_BYTES));
    },
    async derive(purpose) {
      let bytes = derived.get(purpose);
      if (!bytes) {
        bytes = new Uint8Array(hkdfSync('sha256', Buffer.from(root.base, 'base64'), 'la-chan', purpose, 32));
        derived.set(purpose, bytes);
      }
      return bytes;
    },
  };
}

async function readOrCreate(path: string): Promise<RootFile> {
  try {
    const root = JSON.parse(await readFile(path, 'utf8')) as RootFile;
    if (root.format !== 'la-chan-root/1') throw new Error(`${path} is not a root key file of Lá Chắn`);
    return root;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const root: RootFile = { format: 'la-chan-root/1', base: randomBytes(32).toString('base64'), keys: [newRootKey()] };
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, root, 'wx');
  return root;
}

function newRootKey() {
  return { id: randomBytes(KEY_ID_BYTES).toString('hex'), secret: randomBytes(32).toString('base64') };
}

async function writeWhole(path: string, root: RootFile, flag: 'w' | 'wx'): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    await file.writeFile(`${JSON.stringify(root, null, 2)}\n`);
    // A root key that is lost in a power cut loses every report sealed after it.
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, 0o600);
}
