/**
 * What the service worker does with a request. Its scope is `/hoc` and `/en/hoc`, so that the browser never asks it for a page of a report,
 * a receipt, a chat or help; what else must not be looked at is left alone here, as if there were no worker.
 *
 * - `leave`: not touched, not read, not stored.
 * - `kept`: a lesson that the reader keeps on this device; only the device has it.
 * - `shell`: the page that lists them; from the network where there is one.
 * - `part`: a file of the build; from the device if that page needs it.
 * - `page`: any other page to learn from; from the network alone, and without one the shell in its place.
 */
export type Way = 'leave' | 'kept' | 'shell' | 'part' | 'page';

/** Scopes of the worker: of both languages. */
export const scopes = ['/hoc', '/en/hoc'] as const;
export const shellOf = (path: string): string => (path.startsWith('/en/') ? '/en/hoc/goi' : '/hoc/goi');
/** Below it lie the lessons that a device keeps. The server has nothing there. */
export const KEPT = '/hoc/goi/giu/';
/** One name for all that is kept on a device: whoever takes it away takes away everything. */
export const CACHE = 'doc-choi-1';

/** Carries what a kept pack says of itself beside its bytes; a header takes no other letters than those of an address. */
export const FACTS_HEADER = 'x-la-chan-goi';

/** What is asked or answered in secret: questions typed into a search, self-checks. */
const NEVER = ['tu-kiem', 'tim'];
const BUILT = /^\/_app\/immutable\/(?:[\w-]+\/)*[\w.-]+\.(?:js|css|woff2)$/;

export function wayOf(
  { method, mode, url }: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
): Way {
  if (method !== 'GET') return 'leave';
  const { origin: from, pathname, search } = new URL(url);
  if (from !== origin) return 'leave';
  if (BUILT.test(pathname)) return 'part';
  const path = pathname.replace(/^\/en(?=\/)/, '');
  if (path !== '/hoc' && !path.startsWith('/hoc/')) return 'leave';
  if (path.startsWith(KEPT)) return search === '' ? 'kept' : 'leave';
  if (mode !== 'navigate') return 'leave';
  if (path === '/hoc/goi') return 'shell';
  return NEVER.some((way) => path === `/hoc/${way}` || path.startsWith(`/hoc/${way}/`)) ? 'leave' : 'page';
}
