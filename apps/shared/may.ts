/** What a route demands of the one who opens it: nobody is asked, or one action of the policy. */
export type May = 'public' | { action: string };

/** What a route's server file may state beside its load and actions. */
interface RouteServerModule {
  _may?: May;
  /** Neutral title and icon, `no-store`: nothing on the device may tell what was read here. */
  _sensitive?: boolean;
  /** The page computes on the device with WebAssembly and decodes chosen videos: its security policy lets it, no other's does. */
  _onDevice?: boolean;
}

/** The statements of one route. */
export interface RouteStatement {
  may: May;
  sensitive: boolean;
  onDevice?: true;
}

/** `./routes/(site)/em/[band]/+page.server.ts` -> `/(site)/em/[band]` (the id that the kit gives the route). */
function routeId(file: string): string {
  return file.replace(/^\.\/routes/, '').replace(/\/\+[^/]+$/, '') || '/';
}

/**
 * Reads every route's permission once, at start.
 * @param servers every `+page.server.ts` and `+server.ts` of the app, by its path from `src/`
 * @param pages the paths of every `+page.svelte`
 * @returns route id -> statement
 * @throws when a page or endpoint states no permission: such an app must not start
 */
export function readStatements(servers: Record<string, unknown>, pages: string[]): Map<string, RouteStatement> {
  const statements = new Map<string, RouteStatement>();
  const silent: string[] = [];
  for (const [file, module] of Object.entries(servers)) {
    const { _may, _sensitive, _onDevice } = module as RouteServerModule;
    const sound =
      _may === 'public' || (typeof _may === 'object' && typeof _may.action === 'string' && _may.action !== '');
    if (sound)
      statements.set(routeId(file), {
        may: _may,
        sensitive: _sensitive === true,
        ...(_onDevice === true && { onDevice: true }),
      });
    else silent.push(file);
  }
  for (const page of pages)
    if (!statements.has(routeId(page)) && !silent.some((file) => routeId(file) === routeId(page))) silent.push(page);
  if (silent.length > 0) throw new Error(`These routes state no permission (export const _may): ${silent.join(', ')}`);
  return statements;
}
