/** Front door of listening. */

export { importPosts } from './import-posts.ts';
export { openOutbound, outbound } from './outbound.ts';
export { fieldsAsWritten, type SourceField, type SourceKind, sourceFault, sourceKinds } from './sources/index.ts';
export { type Network, publicInternet } from './sources/network.ts';
export * from './text/index.ts';
