import { HOUR } from '../../../../src/kernel/time.pure.ts';

/**
 * What somebody wrote and has not sent, sealed in the browser: AES-GCM under a key that cannot be taken out of it. Everything that
 * is written at the desk is kept this way and no other, until its act is done.
 * The store holds ciphertext, a random start value and a digest as its name; no case, form or person can be read from it.
 * The key belongs to one person for the longest life of a session. It goes with everything it sealed at sign-out, when
 * somebody else works in this browser, and when its time is over; a draft goes as soon as it has been saved.
 */
const DATABASE = 'lachan-desk';
const KEY_STORE = 'key';
const DRAFT_STORE = 'draft';
/** As long as a session can live at most (members/session.ts). */
const KEY_LIVES = 10 * HOUR;

interface KeyRecord {
  readonly owner: string;
  readonly madeAt: number;
  readonly key: CryptoKey;
}

interface Stored {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** Whether this browser can seal: it can on a secure origin only. */
export function canSeal(): boolean {
  return typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined;
}

/** @param owner who works here, as the page names them; @param of what it is a draft of */
export async function keepDraft(owner: string, of: string, draft: object): Promise<void> {
  const database = await open();
  try {
    const key = await keyOf(database, owner, true);
    if (!key) return;
    const name = await nameOf(owner, of);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: bytes(name) },
      key,
      bytes(JSON.stringify(draft)),
    );
    await ask(store(database, DRAFT_STORE, 'readwrite').put({ iv, sealed } satisfies Stored, name));
  } finally {
    database.close();
  }
}

/** @returns what was kept of it; its shape is what was given to `keepDraft` under the same name */
export async function takeDraft<Draft>(owner: string, of: string): Promise<Draft | undefined> {
  const database = await open();
  try {
    const key = await keyOf(database, owner, false);
    if (!key) return undefined;
    const name = await nameOf(owner, of);
    const stored = (await ask(store(database, DRAFT_STORE, 'readonly').get(name))) as Stored | undefined;
    if (!stored) return undefined;
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: stored.iv, additionalData: bytes(name) },
      key,
      stored.sealed,
    );
    return JSON.parse(new TextDecoder().decode(opened)) as Draft;
  } finally {
    database.close();
  }
}

export async function dropDraft(owner: string, of: string): Promise<void> {
  const database = await open();
  try {
    await ask(store(database, DRAFT_STORE, 'readwrite').delete(await nameOf(owner, of)));
  } finally {
    database.close();
  }
}

/** One window of this browser at a time reads, joins and keeps. */
export function inTurn(work: () => Promise<void>): Promise<void> {
  return typeof navigator !== 'undefined' && navigator.locks ? navigator.locks.request('lachan-draft', work) : work();
}

/** Deletes key and drafts, as at sign-out. */
export async function wipeDrafts(): Promise<void> {
  await ask(indexedDB.deleteDatabase(DATABASE));
}

async function keyOf(database: IDBDatabase, owner: string, make: boolean): Promise<CryptoKey | undefined> {
  const known = (await ask(store(database, KEY_STORE, 'readonly').get(0))) as KeyRecord | undefined;
  if (known && known.owner === owner && Date.now() - known.madeAt < KEY_LIVES) return known.key;
  if (known) {
    await ask(store(database, DRAFT_STORE, 'readwrite').clear());
    await ask(store(database, KEY_STORE, 'readwrite').clear());
  }
  if (!make) return undefined;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await ask(store(database, KEY_STORE, 'readwrite').put({ owner, madeAt: Date.now(), key } satisfies KeyRecord, 0));
  return key;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(KEY_STORE);
    request.result.createObjectStore(DRAFT_STORE);
  });
  return ask(request);
}

function store(database: IDBDatabase, name: string, mode: IDBTransactionMode): IDBObjectStore {
  return database.transaction(name, mode).objectStore(name);
}

function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

async function nameOf(owner: string, of: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes(`${owner}|${of}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
