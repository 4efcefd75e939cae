import { openapiDocument } from '../../src/kernel/index.ts';
import { routes } from './build-app.ts';

/** The documents of both surfaces, as they are served. */
export function openapiDocuments() {
  return { portal: openapiDocument('portal', routes), desk: openapiDocument('desk', routes) };
}
