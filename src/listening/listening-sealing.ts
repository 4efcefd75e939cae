import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  type Ctx,
  type Kernel,
  newId,
  ok,
  openPart,
  type PartKey,
  type Result,
  sealPart,
  systemActor,
  type Tx,
  vietnamDate,
} from '../kernel/index.ts';
import {
  pseudonymKeyOf,
  pseudonymKeysOf,
  putPseudonymKey,
  putTextKey,
  type StoredKey,
  textKeyOfDay,
  textKeys,
} from './key-store.ts';

/** A key in the clear, in memory. */
export interface OpenKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** What is sealed beside a text: where it stands and what it points to. */
export interface PostDetails {
  readonly url: string | null;
  readonly links: readonly string[];
  readonly media: readonly { readonly url: string; readonly kind: 'image' | 'video' }[];
}

// Opened keys of this process: a post's key is asked for thousands of times a second.
const opened = new WeakMap<Kernel, Map<string, OpenKey>>();

function cacheOf(kernel: Kernel): Map<string, OpenKey> {
  const cache = opened.get(kernel) ?? new Map<string, OpenKey>();
  opened.set(kernel, cache);
  return cache;
}

/** The key that seals what comes in today. Made in a transaction of its own, so that a batch that fails takes no key away. */
export async function textKeyOfToday(ctx: Ctx): Promise<OpenKey> {
  const day = vietnamDate(ctx.now);
  return keyOf(
    ctx,
    `day ${day}`,
    'listening.text-key',
    (tx) => textKeyOfDay(tx, day),
    (tx, key) => putTextKey(tx, key, day),
  );
}

/** The keys under which texts stand, by their id. */
export async function openTextKeys(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, OpenKey>> {
  const cache = cacheOf(ctx.kernel);
  const wanted = [...new Set(ids)];
  const missing = wanted.filter((id) => !cache.has(id));
  for (const { id, sealed } of missing.length > 0 ? await textKeys(tx, missing) : [])
    cache.set(id, { id, bytes: await ctx.kernel.vault.unwrap(sealed, vaultContext('listening.text-key', id)) });
  return new Map(wanted.flatMap((id) => (cache.has(id) ? [[id, cache.get(id) as OpenKey] as const] : [])));
}

/** Forgets keys that were destroyed: what is still sealed under them in a backup opens no more here either. */
export function forgetKeys(kernel: Kernel, ids: readonly string[]): void {
  const cache = cacheOf(kernel);
  const gone = new Set(ids);
  for (const [name, key] of cache) if (gone.has(key.id)) cache.delete(name);
}

/** The quarter of a moment in Viet Nam, as in `2026Q4`. */
export function quarterOf(at: Date): string {
  const [year, month] = vietnamDate(at).split('-') as [string, string];
  return `${year}Q${Math.ceil(Number(month) / 3)}`;
}

/** The key of a source's authors in the present quarter. */
export async function pseudonymKey(ctx: Ctx, source: string): Promise<OpenKey> {
  const quarter = quarterOf(ctx.now);
  return keyOf(
    ctx,
    `${source} ${quarter}`,
    'listening.pseudonym-key',
    (tx) => pseudonymKeyOf(tx, source, quarter),
    (tx, key) => putPseudonymKey(tx, key, source, quarter),
  );
}

/** Every quarter's pseudonym of an author, for the joining that a case was granted. */
export async function pseudonymsOf(ctx: Ctx, tx: Tx, source: string, author: string): Promise<Buffer[]> {
  const keys = await pseudonymKeysOf(tx, source);
  return Promise.all(
    keys.map(async ({ id, sealed }) =>
      pseudonymOf(await ctx.kernel.vault.unwrap(sealed, vaultContext('listening.pseudonym-key', id)), source, author),
    ),
  );
}

/** `HMAC-SHA256(key, source|author)`. */
export function pseudonymOf(key: Uint8Array | KeyObject, source: string, author: string): Buffer {
  return createHmac('sha256', key).update(`${source}|${author}`).digest();
}

async function keyOf(
  ctx: Ctx,
  name: string,
  purpose: VaultPurpose,
  find: (tx: Tx) => Promise<StoredKey | undefined>,
  put: (tx: Tx, key: StoredKey) => Promise<void>,
): Promise<OpenKey> {
  const cache = cacheOf(ctx.kernel);
  const held = cache.get(`${purpose} ${name}`);
  if (held) return held;
  const stored = must(
    await ctx.as(systemActor('listening.keys')).transaction(async (tx) => {
      const known = await find(tx);
      if (known) return ok(known);
      const id = newId<'key'>();
      await put(tx, {
        id,
        sealed: Buffer.from(await ctx.kernel.vault.wrap(randomBytes(32), vaultContext(purpose, id))),
      });
      return ok(await find(tx));
    }),
  );
  if (!stored) throw new Error(`no key for ${purpose}`);
  const key = { id: stored.id, bytes: await ctx.kernel.vault.unwrap(stored.sealed, vaultContext(purpose, stored.id)) };
  cache.set(`${purpose} ${name}`, key);
  cache.set(stored.id, key);
  return key;
}

type VaultPurpose = 'listening.text-key' | 'listening.pseudonym-key';

/** For the keys of days and of quarters, which the vault wraps. */
export function vaultContext(purpose: VaultPurpose, id: string): string {
  return `${purpose}|${id}`;
}

/** A day's key, or the one of training texts, for one post. */
const keyFor = (observation: string, bytes: Uint8Array): PartKey => ({
  bytes,
  scope: { objectKind: 'observation', objectId: observation, fieldClass: 'narrative' },
});

export function sealPost(key: OpenKey, observation: string, text: string): Buffer {
  return sealPart(keyFor(observation, key.bytes), 'text', text);
}
export function openPost(key: OpenKey, observation: string, sealed: Uint8Array): string {
  return openPart(keyFor(observation, key.bytes), 'text', sealed);
}
export function sealDetails(key: OpenKey, observation: string, details: PostDetails): Buffer {
  return sealPart(keyFor(observation, key.bytes), 'details', JSON.stringify(details));
}
export function openDetails(key: OpenKey, observation: string, sealed: Uint8Array | null): PostDetails {
  if (sealed === null) return { url: null, links: [], media: [] };
  return JSON.parse(openPart(keyFor(observation, key.bytes), 'details', sealed)) as PostDetails;
}
export function sealTraining(key: Uint8Array, observation: string, masked: string): Buffer {
  return sealPart(keyFor(observation, key), 'training', masked);
}
export function openTraining(key: Uint8Array, observation: string, sealed: Uint8Array): string {
  return openPart(keyFor(observation, key), 'training', sealed);
}

/** Bytes kept of a mark. */
const MARK_BYTES = 16;

/** Keyed marks: equal things give equal marks, and nobody without the vault can check a guess. */
export interface Marks {
  post(source: string, id: string): Buffer;
  revision(source: string, revision: string): Buffer;
  /** Of a normalised text, the same for all sources. */
  digest(text: string): Buffer;
  /** A number between 0 and 1 that follows from the mark: the same post is always in or out of a sample. */
  chance(purpose: 'intake' | 'audit' | 'double' | 'place', mark: Uint8Array): number;
}

export async function marksOf(kernel: Kernel): Promise<Marks> {
  // As a key object: with bare bytes each of the many marks of a post would build its key anew.
  const key = createSecretKey(await kernel.vault.derive('listening.marks'));
  const hmac = (...parts: (string | Uint8Array)[]) => {
    const hash = createHmac('sha256', key);
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  return {
    post: (source, id) => hmac('post|', source, '|', id).subarray(0, MARK_BYTES),
    revision: (source, revision) => hmac('revision|', source, '|', revision).subarray(0, MARK_BYTES),
    digest: (text) => hmac('digest|', text).subarray(0, MARK_BYTES),
    chance: (purpose, mark) => hmac('chance|', purpose, '|', mark).readUInt32BE(0) / 2 ** 32,
  };
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}
