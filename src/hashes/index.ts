/** Front door of the hash register. */
export * from './media/index.ts';
