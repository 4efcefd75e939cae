import { writeSync } from 'node:fs';

/** All of stdin. */
export async function readAll(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** One line of JSON on stdout, written at once: a later fault loses nothing that was answered. */
export function answer(value: object): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}
