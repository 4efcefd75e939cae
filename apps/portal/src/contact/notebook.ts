/*
 * The child's notebook: lines with their day and hour, kept on this device alone (IndexedDB), each sealed by AES-256-GCM under a key that
 * the house gives for the session of the six words. The house never has the lines; the device never keeps the key. A line goes to 111
 * only when it is handed over, and then as a message of the chat like any other.
 */

import { DAY } from '../../../../src/kernel/time.pure.ts';

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);
/** There as long as something is written in it. */
const DATABASE = 'so';
const STORE = 'lines';
/** Lines that no six words open any more go after so long. Milliseconds. */
const KEPT = 90 * DAY;

interface Kept {
  readonly id: string;
  /** Tells the lines of one key from those of another on a shared device; it opens nothing. */
  readonly of: string;
  readonly until: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly handed: boolean;
}

let db: IDBDatabase | undefined;
let key: CryptoKey | undefined;
let of = '';
let entries: readonly Entry[] = [];
/** Whether lines of other keys lie beside the own. */
let shared = false;

const book = () => $<HTMLDetailsElement>('[data-notebook]');

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const store = (mode: IDBTransactionMode) => (db as IDBDatabase).transaction(STORE, mode).objectStore(STORE);

async function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  return done(opening);
}

async function openKey(): Promise<void> {
  const answer = await fetch('/api/v1/contacts/own/notebook-key');
  const { key: given } = (answer.ok ? await answer.json() : { key: null }) as { key: string | null };
  if (given === null) return;
  const text = atob(given.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const mark = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 8);
  of = Array.from(mark, (byte) => byte.toString(16).padStart(2, '0')).join('');
  key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const bound = (id: string) => new TextEncoder().encode(id);

async function read(): Promise<void> {
  entries = [];
  if (!db) {
    if (!(await indexedDB.databases()).some(({ name }) => name === DATABASE)) return;
    db = await openDatabase();
  }
  const kept = await done(store('readonly').getAll() as IDBRequest<Kept[]>);
  const opened: Entry[] = [];
  for (const { id, of: whose, until, iv, sealed } of kept) {
    if (whose === of) {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: bound(id) },
        key as CryptoKey,
        sealed,
      );
      opened.push({ id, ...(JSON.parse(new TextDecoder().decode(plain)) as Omit<Entry, 'id'>) });
    } else if (until < Date.now()) store('readwrite').delete(id);
    else shared = true;
  }
  entries = opened.sort((a, b) => a.at.localeCompare(b.at));
}

async function keep({ id, ...entry }: Entry): Promise<void> {
  db ??= await openDatabase();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(entry));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bound(id) },
    key as CryptoKey,
    plain,
  );
  await done(store('readwrite').put({ id, of, until: Date.now() + KEPT, iv, sealed } satisfies Kept));
}

/** Asked for at once, so that a page that is left right after has it erased. */
function erase(ids: readonly string[]) {
  entries = entries.filter(({ id }) => !ids.includes(id));
  show();
  if (!db) return;
  if (entries.length > 0 || shared) {
    const lines = store('readwrite');
    for (const id of ids) lines.delete(id);
    return;
  }
  db.close();
  db = undefined;
  indexedDB.deleteDatabase(DATABASE);
}

function show() {
  const list = $('[data-entries]');
  const model = $<HTMLTemplateElement>('template[data-entry]')?.content.firstElementChild;
  if (!list || !model) return;
  list.replaceChildren(
    ...entries.map(({ id, at, text, handed }) => {
      const item = model.cloneNode(true) as HTMLElement;
      item.dataset.id = id;
      const day = new Date(at).toLocaleString('vi-VN', {
        dateStyle: 'short',
        timeStyle: 'short',
        timeZone: 'Asia/Ho_Chi_Minh',
      });
      const [when, words] = [$('[data-at]', item), $('[data-text]', item)];
      if (when) when.textContent = handed ? `${day} · ${book()?.dataset.handed ?? ''}` : day;
      if (words) words.textContent = text;
      return item;
    }),
  );
}

async function add() {
  const field = $<HTMLTextAreaElement>('#entry');
  const text = field?.value.trim() ?? '';
  if (!field || text === '') return field?.focus();
  const entry: Entry = { id: crypto.randomUUID(), at: new Date().toISOString(), text, handed: false };
  await keep(entry);
  entries = [...entries, entry];
  field.value = '';
  field.focus();
  show();
}

/** As a message of the chat; what stands half written in its field stays there. */
async function handOver(id: string) {
  const entry = entries.find((one) => one.id === id);
  const form = $<HTMLFormElement>('[data-write]');
  const field = form && $<HTMLTextAreaElement>('textarea', form);
  if (!entry || !form || !field) return;
  const half = field.value;
  field.value = entry.text;
  // Taken by live.ts, which sends it; before that one is there, nothing is handed over.
  const taken = !form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  field.value = half;
  if (!taken) return;
  const handed = { ...entry, handed: true };
  await keep(handed);
  entries = entries.map((one) => (one.id === id ? handed : one));
  show();
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest?.('button');
  if (!button) return;
  const own = entries.map(({ id }) => id);
  if (button.value === 'blank') {
    entries = [];
    key = undefined;
    return show();
  }
  if (button.name === 'go' && button.value === 'leave') return erase(own);
  if (button.name !== 'book' || !key) return;
  const id = button.closest<HTMLElement>('[data-id]')?.dataset.id ?? '';
  if (button.value === 'keep') void add();
  else if (button.value === 'hand') void handOver(id);
  else if (button.value === 'drop') erase([id]);
  else if (button.value === 'wipe') erase(own);
});

/** A device without a place to keep it, or a browser in which nothing may be kept, has no notebook. */
async function begin() {
  if (!book() || !('indexedDB' in window) || !('randomUUID' in crypto)) return;
  try {
    await openKey();
    if (!key) return;
    await read();
    show();
    const found = book();
    if (found) found.hidden = false;
  } catch {
    key = undefined;
  }
}

/* The middle of the page is replaced by enhance.ts. */
const frame = $('#main')?.parentElement;
if (frame) new MutationObserver(() => void begin()).observe(frame, { childList: true });
void begin();
