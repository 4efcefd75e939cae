import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { importPosts } from '../../src/listening/index.ts';
import { asPlatform } from './installation.ts';
import { orSentence } from './or-sentence.ts';

/** Takes the posts of an NDJSON file, or of stdin, for a source; prints what became of them as one line of JSON. Exit code 1 where lines could not be read. */
export async function importPostsCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { source: { type: 'string' } },
  });
  const [file] = positionals;
  const { source } = values;
  if (!source || file === undefined) throw new Error('say --source (its id) and the file, or - for stdin');
  await asPlatform('cli.import-posts', async (ctx) => {
    const pieces = file === '-' ? process.stdin : createReadStream(file);
    const done = orSentence(await importPosts(ctx, { source, pieces }));
    console.log(JSON.stringify(done));
    if (done.faulty > 0) process.exitCode = 1;
  });
}
