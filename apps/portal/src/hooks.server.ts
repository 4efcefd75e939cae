import { error } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import { readStatements } from '../../shared/may.ts';
import { refuseUnreadableForms } from '../../shared/readable-form.ts';
import { runningApp as app } from '../../shared/running-app.ts';
import { movedTo } from './moved.ts';
import { extractLocaleFromUrl } from './paraglide/runtime.js';
import { paraglideMiddleware } from './paraglide/server.js';

const statements = readStatements(
  import.meta.glob('./routes/**/+{page.server,server}.ts', { eager: true }),
  Object.keys(import.meta.glob('./routes/**/+page.svelte')),
);

/** Gives the page its App, the statement of its route, and who asks; turns away whom the statement does not admit. */
const admit: Handle = async ({ event, resolve }) => {
  const statement = event.route.id === null ? undefined : statements.get(event.route.id);
  const language = extractLocaleFromUrl(event.url) ?? 'vi';
  const visit = await app.visit(event.request, 'portal', statement?.may ?? 'public', language, event.platform?.req);
  refuseUnreadableForms(event.request);
  event.locals.app = app;
  event.locals.ctx = visit.ctx;
  event.locals.may = statement?.may;
  event.locals.sensitive = statement?.sensitive ?? false;
  event.locals.onDevice = statement?.onDevice ?? false;
  if (!visit.admitted) error(403);
  return resolve(event);
};

/** `/` speaks Vietnamese, `/en` English. The language is read from the address alone: the body stays with its action. */
const speak: Handle = ({ event, resolve }) =>
  paraglideMiddleware(new Request(event.url, { headers: event.request.headers }), ({ locale }) =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
  );

/** What a sensitive page shows, and every answer to a form, is kept by nobody. The other headers are the server's. */
const forget: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  if (event.locals.sensitive || !['GET', 'HEAD'].includes(event.request.method))
    response.headers.set('cache-control', 'no-store');
  return response;
};

/** WebAssembly and videos of this very page, on the pages that state it and nowhere else. */
const compute: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const policy = response.headers.get('content-security-policy');
  if (event.locals.onDevice && policy !== null) {
    const wider = policy.replace(/script-src [^;]*/, "$& 'wasm-unsafe-eval'").replace(/media-src [^;]*/, '$& blob:');
    response.headers.set('content-security-policy', wider);
  }
  return response;
};

/** The method and what is posted go along: a page that was open when the address changed loses nothing. */
const move: Handle = ({ event, resolve }) => {
  const to = movedTo(event.url.pathname);
  return to === undefined
    ? resolve(event)
    : new Response(null, { status: 308, headers: { location: to + event.url.search, 'cache-control': 'no-store' } });
};

export const handle = sequence(move, speak, admit, forget, compute);

/** The reader gets words that promise nothing (see +error.svelte); only a fault nobody foresaw goes to the log. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'unknown') app.kernel.log.error({ err: error, route: event.route.id }, 'page failed');
};
