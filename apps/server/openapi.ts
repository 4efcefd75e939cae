import { openapiDocument } from '../../src/kernel/index.ts';
import { rawRoutes, routes } from './build-app.ts';

/** The documents of both surfaces, as they are served. */
export function openapiDocuments() {
  return { portal: openapiDocument('portal', routes, rawRoutes), desk: openapiDocument('desk', routes, rawRoutes) };
}
