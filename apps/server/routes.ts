import type { Module, RawRoute, Route, Services } from '../../src/kernel/index.ts';
import { liveRoute } from './live-route.ts';

/** Every route of the modules given, and the live events; each names its surface. */
export function routesOf(
  modules: readonly Module[],
  services: Services,
): { readonly routes: readonly Route[]; readonly rawRoutes: readonly RawRoute[] } {
  return {
    routes: modules.flatMap((module) => module.routes?.(services) ?? []),
    rawRoutes: [liveRoute, ...modules.flatMap((module) => module.rawRoutes?.(services) ?? [])],
  };
}
