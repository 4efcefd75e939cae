import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openapiDocuments, openapiFiles } from '../server/openapi.ts';
import { ROOT } from '../server/paths.ts';

export async function openapi(args: readonly string[]): Promise<void> {
  if (!args.includes('--write')) {
    console.log(JSON.stringify(openapiDocuments(), null, 2));
    return;
  }
  for (const [file, text] of Object.entries(openapiFiles())) {
    await mkdir(dirname(join(ROOT, file)), { recursive: true });
    await writeFile(join(ROOT, file), text);
    console.log(file);
  }
}
