import { handedOver } from '../server/app.ts';

/** The one App of this process: it was handed over before the pages were loaded. */
export const runningApp = handedOver();
