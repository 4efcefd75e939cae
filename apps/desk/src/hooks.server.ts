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
	event.locals.app = app;
	event.locals.may = event.route.id === null ? undefined : statements.get(event.route.id)?.may;
	return resolve(event);
};

/** `/` speaks Vietnamese, `/en` English. The language is read from the address alone: the body stays with its action. */
const speak: Handle = ({ event, resolve }) =>
	paraglideMiddleware(new Request(event.url, { headers: event.request.headers }), ({ locale }) =>
		resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
	);

/** The headers of every answer: nothing of the desk stays in a cache. */
const guard: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	response.headers.set('cache-control', 'no-store');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	response.headers.set('cross-origin-resource-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
	return response;
};

export const handle = sequence(state, guard, speak);

/** The reader gets words that promise nothing (see +error.svelte); only a fault nobody foresaw goes to the log. */
export const handleError: HandleServerError = ({ kind, error }) => {
	if (kind === 'unknown') console.error(error);
};
