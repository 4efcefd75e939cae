import { buildStale } from '../build.ts';

/** Vitest's setup for tests in a browser: the pages are built before any of them starts, since two files may not build at once. */
export default async function setUp(): Promise<void> {
  await buildStale();
}
