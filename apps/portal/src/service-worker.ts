/*
 * Lessons without a network. It is registered only where a reader asks to keep a lesson, for `/hoc` and `/en/hoc` and nothing above them,
 * and stores what the reader chose to keep, the page that lists it, and the files which that page is built of. What somebody merely read
 * is stored nowhere: it would be a trace on a shared telephone. See offline/ways.ts for what it leaves alone.
 */

import { vietnamDate } from '../../../src/kernel/time.pure.ts';
import { isTooOld, type PackFacts } from '../../../src/learning/packs/pack-format.pure.ts';
import { helplineNumber } from '../../../src/vocabulary/agencies/helpline-number.pure.ts';
import { CACHE, FACTS_HEADER, shellOf, wayOf } from './offline/ways.ts';

/* What of a service worker this file needs. Its own library of types cannot stand beside that of a window, which the other scripts have. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface OwnWorker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', act: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', act: (event: Asked) => void): void;
}

const worker = globalThis as unknown as OwnWorker;

const BUILT = /\/_app\/immutable\/[\w./-]+?\.(?:js|css|woff2)/g;

/** The shell and the files that it needs to be shown, found in the page itself and in its style sheets. */
async function storeShell(path: string): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(path, { cache: 'no-store', headers: { accept: 'text/html' } });
  if (!page.ok) throw new Error(`${page.status}`);
  // Shown in the place of other pages too, from where an address that stands beside this page would lead elsewhere.
  const html = (await page.text()).replaceAll(/(["'(])(?:\.{1,2}\/)+_app\//g, '$1/_app/');
  const parts = new Set(html.match(BUILT) ?? []);
  for (const sheet of [...parts].filter((part) => part.endsWith('.css'))) {
    const answer = await fetch(sheet);
    const style = await answer.clone().text();
    await cache.put(sheet, answer);
    // Addresses in a style sheet stand beside it or from the root.
    for (const [, address = ''] of style.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g))
      parts.add(new URL(address, new URL(sheet, location.origin)).pathname);
  }
  await cache.addAll([...parts].filter((part) => !part.endsWith('.css')));
  await cache.put(path, new Response(html, { headers: page.headers }));
  // Files of an earlier build that no shell needs any more.
  const shells = await Promise.all(
    ['/hoc/goi', '/en/hoc/goi'].map(async (one) => (await cache.match(one))?.text() ?? ''),
  );
  const needed = shells.join(' ');
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/_app/') && !parts.has(pathname) && !needed.includes(pathname))
      await cache.delete(request);
  }
}

const ownShell = () => shellOf(`${new URL(worker.registration.scope).pathname}/`);

worker.addEventListener('install', (event) => {
  event.waitUntil(storeShell(ownShell()).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const way = wayOf(request, location.origin);
  if (way === 'leave') return;
  if (way === 'part') event.respondWith(fromDevice(request).then((kept) => kept ?? fetch(request)));
  else if (way === 'kept') event.respondWith(keptLesson(request));
  else if (way === 'shell') event.respondWith(shell(event));
  else event.respondWith(fetch(request).catch(() => orShell(request)));
});

/** What lies on the device for an address, whatever headers it was asked with. Opens no store where there is none. */
async function fromDevice(request: Request | string): Promise<Response | undefined> {
  return (await caches.has(CACHE)) ? (await caches.open(CACHE)).match(request, { ignoreVary: true }) : undefined;
}

async function orShell(request: Request): Promise<Response> {
  return (await fromDevice(shellOf(new URL(request.url).pathname))) ?? Response.error();
}

/** From the network, and stored anew behind the reader's back: a new build has other files. */
async function shell(event: Asked): Promise<Response> {
  const { request } = event;
  try {
    const page = await fetch(request);
    const path = shellOf(new URL(request.url).pathname);
    if (page.ok && (await fromDevice(path))) event.waitUntil(storeShell(path).catch(() => undefined));
    return page;
  } catch {
    return orShell(request);
  }
}

/** A kept lesson with the way back above it; what is past its last day goes. */
async function keptLesson(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const list = shellOf(pathname);
  const path = pathname.replace(/^\/en(?=\/)/, '');
  const found = await fromDevice(path);
  const told = found?.headers.get(FACTS_HEADER);
  if (!found || !told) return Response.redirect(list, 302);
  if (isTooOld(JSON.parse(decodeURIComponent(told)) as PackFacts, vietnamDate(new Date()))) {
    await (await caches.open(CACHE)).delete(path);
    return Response.redirect(list, 302);
  }
  // Whoever passes the file on reads it as it was signed, without what is put in here.
  if (request.mode !== 'navigate') return found;
  const [back, call] =
    list === '/hoc/goi'
      ? ['Bài giữ trên máy', `Gọi ${helplineNumber}`]
      : ['Lessons kept here', `Call ${helplineNumber}`];
  const bar = `<nav style="display:flex;gap:24px;flex-wrap:wrap"><a href="${list}" style="padding:12px 0;color:var(--leaf)">← ${back}</a><a href="tel:${helplineNumber}" style="padding:12px 0;color:var(--leaf)">${call}</a></nav>`;
  const html = (await found.text()).replace('<body>', () => `<body>${bar}`);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}
