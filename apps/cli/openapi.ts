import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../tools/paths.ts';
import { openapiDocuments } from '../server/openapi.ts';

export async function openapi(args: readonly string[]): Promise<void> {
  const documents = openapiDocuments();
  if (!args.includes('--write')) {
    console.log(JSON.stringify(documents, null, 2));
    return;
  }
  const folder = join(ROOT, 'docs', 'openapi');
  await mkdir(folder, { recursive: true });
  for (const [surface, document] of Object.entries(documents)) {
    await writeFile(join(folder, `${surface}.json`), `${JSON.stringify(document, null, 2)}\n`);
    console.log(`docs/openapi/${surface}.json`);
  }
}
