/*
 * The page of kept lessons: keeps a lesson, takes one from a file of another telephone, passes one on, takes them away. Every file is
 * checked on this device before it is kept. Nothing of it goes anywhere.
 */

import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { checkPack, type PackKey } from '../../../../src/learning/packs/check-pack.pure.ts';
import { PACK_BYTES } from '../../../../src/learning/packs/pack-format.pure.ts';
import { dropAll, dropKept, type KeptPack, keepPack, keptFile, keptPath, listKept } from './keep-pack.ts';
import { scopes, shellOf } from './ways.ts';

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);

const root = $('[data-kept]');
const word = (name: string) => root?.dataset[name] ?? '';
const keys = JSON.parse(word('keys') || '[]') as PackKey[];
/** A service worker, a place to keep things, and safe computing: what a private window or an old browser lacks. */
const able = 'serviceWorker' in navigator && 'caches' in globalThis && !!globalThis.crypto?.subtle;

/** What the house gives at this moment, in the language of this page. */
interface Given {
  readonly packs: readonly { readonly name: string; readonly sha256: string; readonly hashes: readonly string[] }[];
}

function tell(words: string, bad = false) {
  const note = $('[data-kept-note]');
  if (!note) return;
  note.textContent = words;
  note.classList.toggle('fault', bad);
}

/** What came of something that was pressed: shown to whoever pressed it far below. */
function answer(words: string, bad = false) {
  tell(words, bad);
  $('[data-kept-note]')?.scrollIntoView({ block: 'center' });
}

async function given(): Promise<Given | undefined> {
  try {
    const list = await fetch(`${shellOf(location.pathname)}/danh-sach.json`, { cache: 'no-store' });
    return list.ok ? ((await list.json()) as Given) : undefined;
  } catch {
    return undefined;
  }
}

async function register(): Promise<void> {
  const scope = scopes.find((one) => location.pathname.startsWith(`${one}/`)) ?? scopes[0];
  const registration = await navigator.serviceWorker.register('/service-worker.js', { scope });
  const coming = registration.active ? null : (registration.installing ?? registration.waiting);
  if (coming === null) return;
  // Without room or network it is given up in silence, and would be waited for without end.
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (coming.state === 'activated') resolve();
      else if (coming.state === 'redundant') reject(new Error(coming.state));
    };
    coming.addEventListener('statechange', look);
    look();
  });
}

/** Checks a file and keeps it; says in plain words why not. */
async function take(file: Blob): Promise<void> {
  if (file.size > PACK_BYTES) {
    answer(word('tooLarge'), true);
    return;
  }
  tell(word('busy'));
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const now = await given();
    const today = vietnamDate(new Date());
    const checked = await checkPack(bytes, { keys, today, named: now?.packs.map(({ sha256 }) => sha256) ?? [] });
    if (!checked.ok) {
      answer(word(checked.fault.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())), true);
      return;
    }
    await register();
    await keepPack(bytes, checked.facts);
    await draw();
    answer(word('done').replace('%', () => checked.facts.title));
  } catch {
    answer(word('failed'), true);
  }
}

/** What was withdrawn or corrected goes as soon as the house can be asked. */
async function sweep(): Promise<void> {
  const kept = await listKept();
  const now = kept.length > 0 ? await given() : undefined;
  if (!now) return;
  let gone = 0;
  for (const one of kept) {
    // Lists are of one language; what two people approved is the same in both.
    const hashes = now.packs.find(({ name }) => name.startsWith(`${one.id}-`))?.hashes ?? [];
    if (hashes.length > 0 && hashes.join() === one.hashes.join()) continue;
    await dropKept(one.path);
    gone += 1;
  }
  if (gone > 0) tell(word('withdrawn'));
}

function button(text: string, act: () => Promise<void>): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', () => void act());
  return made;
}

/** Passes the file on as it was signed: by the sharing of the telephone, else as a download. */
async function pass(one: KeptPack): Promise<void> {
  const blob = await keptFile(one.path);
  if (!blob) return;
  const file = new File([blob], 'bai-hoc.html', { type: 'text/html' });
  if (navigator.canShare?.({ files: [file] })) {
    // Somebody who closes the sheet of the telephone has changed their mind; that is no fault.
    await navigator.share({ files: [file] }).catch(() => undefined);
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function draw(): Promise<void> {
  const list = $('[data-kept-list]');
  const kept = await listKept();
  if (!list) return;
  list.replaceChildren(
    ...kept.map((one) => {
      const row = document.createElement('li');
      const link = document.createElement('a');
      // Each language has its own worker, which knows the addresses below its own.
      link.href = shellOf(location.pathname).replace('/hoc/goi', one.path);
      link.textContent = one.title;
      const until = document.createElement('span');
      until.className = 'soft small';
      until.textContent = word('until').replace('%', one.until.split('-').reverse().join('/'));
      const remove = button(word('remove'), async () => {
        await dropKept(one.path);
        tell(word('removed'));
        await draw();
      });
      row.append(
        link,
        until,
        button(word('pass'), () => pass(one)),
        remove,
      );
      return row;
    }),
  );
  const none = $('[data-kept-none]');
  if (none) none.hidden = kept.length > 0;
  const all = $('[data-kept-all]');
  if (all) all.hidden = kept.length === 0;
  for (const keep of document.querySelectorAll<HTMLElement>('[data-keep-pack]')) {
    const name = keep.dataset.keepPack ?? '';
    keep.hidden = kept.some((one) => keptPath(one).endsWith(`/${name}`));
  }
}

async function begin(): Promise<void> {
  if (!root) return;
  if (!able) {
    tell(word('unable'), true);
    return;
  }
  root.hidden = false;
  $<HTMLInputElement>('[data-kept-file]')?.addEventListener('change', async ({ target }) => {
    const field = target as HTMLInputElement;
    const file = field.files?.[0];
    if (file) await take(file);
    field.value = '';
  });
  for (const keep of document.querySelectorAll<HTMLElement>('[data-keep-pack]'))
    keep.addEventListener('click', async () => {
      const file = await fetch(keep.dataset.address ?? '', { cache: 'no-store' }).catch(() => undefined);
      if (file?.ok) await take(await file.blob());
      else answer(word('offline'), true);
    });
  $('[data-kept-all]')?.addEventListener('click', async () => {
    await dropAll();
    tell(word('removedAll'));
    await draw();
  });
  // The page that came from the device itself says so: it was opened without a network, or in the place of another.
  if (!navigator.onLine || location.pathname !== shellOf(location.pathname)) tell(word('noNetwork'));
  await draw();
  await sweep();
  await draw();
  // Kept in the other language, or by an earlier build: this page's own worker has to be there.
  if ((await listKept()).length > 0) await register().catch(() => undefined);
}

void begin();
