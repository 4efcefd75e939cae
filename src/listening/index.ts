/** Front door of listening. */
export * from './text/index.ts';
