import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import { readStatements } from '../../shared/may.ts';
import { refuseUnreadableForms } from '../../shared/readable-form.ts';
import { runningApp as app } from '../../shared/running-app.ts';
import { href } from './href.ts';
import { letSoftphoneThrough } from './live-help/softphone.server.ts';
import { paraglideMiddleware } from './paraglide/server.js';
import { packResponse } from './server/pack-response.server.ts';

const statements = readStatements(
  import.meta.glob('./routes/**/+{page.server,server}.ts', { eager: true }),
  Object.keys(import.meta.glob('./routes/**/+page.svelte')),
);
for (const [route, { may }] of statements) app.permissions.mustBeKnown(may, `the desk's page ${route}`);

/** Gives the page its App and the statement of its route. */
const setLocals: Handle = ({ event, resolve }) => {
  refuseUnreadableForms(event.request);
  event.locals.app = app;
  event.locals.may = event.route.id === null ? undefined : statements.get(event.route.id)?.may;
  return resolve(event);
};

/**
 * `/` speaks Vietnamese, `/en` English. The language is read from the address alone: the body stays with its action.
 * Then the visitor is found and let in, sent to sign in, or told which permission is missing. That happens here, before
 * any load or action, since a client may ask for a page's data without its layout's.
 */
const admit: Handle = ({ event, resolve }) =>
  paraglideMiddleware(new Request(event.url, { headers: event.request.headers }), async ({ locale }) => {
    const may = event.locals.may ?? 'public';
    const { ctx, admitted } = await app.visit(event.request, 'desk', may, locale);
    event.locals.ctx = ctx;
    if (!admitted) {
      const asked = event.request.method === 'GET' ? event.url.pathname + event.url.search : event.url.pathname;
      if (ctx.actor.kind === 'anonymous') redirect(303, `${href('/dang-nhap')}?${new URLSearchParams({ sau: asked })}`);
      redirect(
        303,
        `${href('/khong-duoc')}?${new URLSearchParams({ can: may === 'public' ? '' : may.action, sau: asked })}`,
      );
    }
    const theme = event.cookies.get('lachan_theme');
    const painted = theme === 'light' || theme === 'dark' ? `data-theme="${theme}"` : '';
    return resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', painted),
    });
  });

/**
 * The headers that are not the edge's: nothing of the desk stays in a cache, and whoever is signed in can see in the browser
 * what a page cost. Nobody else is told: how long a sign-in took would tell of the account.
 */
const setHeaders: Handle = async ({ event, resolve }) => {
  const begun = performance.now();
  const response = await resolve(event);
  const { ctx } = event.locals;
  if (ctx?.actor.kind === 'person')
    response.headers.set(
      'server-timing',
      `db;dur=${ctx.spent.database.toFixed(1)}, total;dur=${(performance.now() - begun).toFixed(1)}`,
    );
  response.headers.set('cache-control', 'no-store');
  if (ctx) await letSoftphoneThrough(app, { ctx, cookies: event.cookies }, response.headers);
  // The page that says which permission was missing is an answer of 403, wherever it was reached from.
  if (event.route.id === '/khong-duoc' && response.status === 200 && !event.isDataRequest)
    return new Response(response.body, { status: 403, headers: response.headers });
  return response;
};

const pack: Handle = async ({ event, resolve }) => packResponse(event.request, await resolve(event));

export const handle = sequence(pack, setLocals, setHeaders, admit);

/** The reader gets words that promise nothing (see +error.svelte); only a fault nobody foresaw goes to the log. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'unknown') app.kernel.log.error({ err: error, route: event.route.id }, 'page failed');
};
