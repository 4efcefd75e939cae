import { openapiDocument } from '../../src/kernel/index.ts';
import { rawRoutes, routes } from './build-app.ts';

/** The documents of both surfaces, as they are served. */
export function openapiDocuments() {
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
