import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Gate } from './gate.ts';

const SOURCE = 'apps/server/openapi.ts';
const COMMAND = 'node apps/cli/main.ts openapi --write';

/** Those who call the API read docs/openapi without starting anything: the documents there are what the routes say. */
export const openapiGate: Gate = {
  name: 'openapi',
  async run(root) {
    if (!existsSync(join(root, SOURCE))) return [];
    const { openapiFiles } = (await import(pathToFileURL(join(root, SOURCE)).href)) as {
      openapiFiles(): Readonly<Record<string, string>>;
    };
    return Object.entries(openapiFiles())
      .filter(([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text)
      .map(([file]) => `${file} is not current: ${COMMAND}`);
  },
};
