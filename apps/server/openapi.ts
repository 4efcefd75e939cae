import { openapiDocument, type Services } from '../../src/kernel/index.ts';
import { modules } from './modules.ts';
import { routesOf } from './routes.ts';

/** Routes are described without a running process: each asks for its services when it is called. */
export const nothingRuns: Services = {
  get kernel(): never {
    throw new Error('a route is described where nothing runs');
  },
  service: (key) => {
    throw new Error(`${key.name} is asked for where nothing runs`);
  },
};

/** The documents of both surfaces, as they are served. */
export function openapiDocuments() {
  const { routes, rawRoutes } = routesOf(modules, nothingRuns);
  return { portal: openapiDocument('portal', routes, rawRoutes), desk: openapiDocument('desk', routes, rawRoutes) };
}

/** The same as files of the checkout: path and text. */
export function openapiFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(openapiDocuments()).map(([surface, document]) => [
      `docs/openapi/${surface}.json`,
      `${JSON.stringify(document, null, 2)}\n`,
    ]),
  );
}
