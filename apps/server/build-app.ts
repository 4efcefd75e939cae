import {
  type Config,
  coarseAddress,
  createContext,
  type Module,
  newId,
  type Permission,
  Permissions,
  type Services,
} from '../../src/kernel/index.ts';
import { identify } from '../../src/members/index.ts';
import type { App } from './app.ts';
import { frontDoors, modules } from './modules.ts';
import { routesOf } from './routes.ts';

/** Where people sign in to work. */
export function deskUrlOf(config: Config): string {
  return `${config.publicProtocol}://${config.deskHosts[0] ?? `localhost:${config.deskPort}`}`;
}

/** Everything that anybody may do, in the modules given. */
export function permissionsOf(list: readonly Module[]): Permissions {
  return new Permissions(
    list.flatMap(({ schema }) => schema?.policies ?? []),
    list.flatMap(({ capabilities }) => capabilities ?? []),
  );
}

/** Builds the App of this process on its services. @param list other modules than the platform's: a test's */
export function buildApp(services: Services, demonstration: boolean, list: readonly Module[] = modules): App {
  const { kernel } = services;
  const permissions = permissionsOf(list);
  return {
    kernel,
    service: (key) => services.service(key),
    modules: frontDoors,
    moduleList: list,
    ...routesOf(list, services),
    permissions,
    demonstration,
    deskUrl: deskUrlOf(kernel.config),
    context: (request) => createContext(kernel, request),
    visit: async (request, surface, may, language, incoming) => {
      const address = coarseAddress(incoming);
      const actor = await identify(kernel, request, surface);
      const ctx = createContext(kernel, {
        actor,
        requestId: request.headers.get('x-request-id') ?? newId<'request'>(),
        language,
        ...(address && { address }),
      });
      const admitted = permissions.allows(may, actor, ctx.now);
      if (!admitted && actor.kind === 'person')
        await ctx.auditRefused({ action: (may as Exclude<Permission, 'public'>).action });
      return { ctx, admitted };
    },
  };
}
