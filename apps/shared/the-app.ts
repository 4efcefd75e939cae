import type { App } from '../server/app.ts';

/** The one App of this process, as `handOver` left it before the pages were loaded. */
export const theApp = (globalThis as Record<symbol, unknown>)[Symbol.for('la-chan.app')] as App;
