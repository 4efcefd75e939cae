/**
 * A program of its own: files of another module's kind read by that module's reader (`FileReader`), which sees their bytes and its own
 * folder and nothing else. Arguments: the most resident bytes; the address of the reader's module.
 */
import { answer, answerRefused, serveFiles } from './decoder-program.ts';

const [memory, module] = process.argv.slice(2) as [string, string];
const { read } = (await import(module)) as { read(file: Uint8Array): unknown };
await serveFiles(Number(memory), async (file) => {
  let said: unknown;
  try {
    said = read(file);
  } catch {
    return answerRefused('media.undecodable');
  }
  answer({ done: true, said });
});
