import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import type { App as LaChan } from '../../server/app.ts';
import { readStatements } from '../../shared/may.ts';
import { paraglideMiddleware } from './paraglide/server.js';

const app = (globalThis as Record<symbol, unknown>)[Symbol.for('la-chan.app')] as LaChan;

const statements = readStatements(
	import.meta.glob('./routes/**/+{page.server,server}.ts', { eager: true }),
	Object.keys(import.meta.glob('./routes/**/+page.svelte')),
);

/** Gives the page its App and the statement of its route. */
const state: Handle = ({ event, resolve }) => {
	const statement = event.route.id === null ? undefined : statements.get(event.route.id);
	event.locals.app = app;
	event.locals.may = statement?.may;
	event.locals.sensitive = statement?.sensitive ?? false;
	return resolve(event);
};

/** `/` speaks Vietnamese, `/en` English. The language is read from the address alone: the body stays with its action. */
const speak: Handle = ({ event, resolve }) =>
	paraglideMiddleware(new Request(event.url, { headers: event.request.headers }), ({ locale }) =>
		resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
	);

/** The headers of every answer. `same-origin`, not `no-referrer`: the latter makes browsers post forms with `Origin: null`. */
const guard: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	response.headers.set('cross-origin-resource-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
	if (event.locals.sensitive || !['GET', 'HEAD'].includes(event.request.method)) response.headers.set('cache-control', 'no-store');
	return response;
};

export const handle = sequence(state, guard, speak);

/** The reader gets words that promise nothing (see +error.svelte); only a fault nobody foresaw goes to the log. */
export const handleError: HandleServerError = ({ kind, error }) => {
	if (kind === 'unknown') console.error(error);
};
