import type { PackFacts } from '../../../../src/learning/packs/pack-format.pure.ts';
import { keptAs } from '../../../../src/learning/packs/pack-format.pure.ts';
import { CACHE, FACTS_HEADER, KEPT } from './ways.ts';

/** What is known of a kept lesson without opening it. */
export interface KeptPack extends PackFacts {
  readonly path: string;
}

export const keptPath = (facts: PackFacts): string => `${KEPT}${keptAs(facts)}`;

/** Keeps a pack whose signature was checked; it takes the place of the one before. */
export async function keepPack(file: Uint8Array<ArrayBuffer>, facts: PackFacts): Promise<void> {
  const cache = await caches.open(CACHE);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    [FACTS_HEADER]: encodeURIComponent(JSON.stringify(facts)),
  };
  await cache.put(keptPath(facts), new Response(file, { headers }));
}

/** In the order of their titles. Creates nothing where nothing is kept. */
export async function listKept(): Promise<readonly KeptPack[]> {
  if (!(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const found: KeptPack[] = [];
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    const told = path.startsWith(KEPT) ? (await cache.match(request))?.headers.get(FACTS_HEADER) : undefined;
    if (told) found.push({ ...(JSON.parse(decodeURIComponent(told)) as PackFacts), path });
  }
  return found.sort((a, b) => a.title.localeCompare(b.title, 'vi'));
}

/** With the last lesson everything goes. */
export async function dropKept(path: string): Promise<void> {
  await (await caches.open(CACHE)).delete(path);
  if ((await listKept()).length === 0) await dropAll();
}

/** Everything that stands on the device, and the worker itself. */
export async function dropAll(): Promise<void> {
  await caches.delete(CACHE);
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) await registration.unregister();
}

/** The bytes as they were signed, to be passed on. */
export async function keptFile(path: string): Promise<Blob | undefined> {
  return (await (await caches.open(CACHE)).match(path))?.blob();
}
