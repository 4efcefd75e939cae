import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Decoders } from './decoders.ts';

/** For tests, whose files all come from one hand: a decoder reads many before it is replaced. */
export const manyFiles = new Decoders({ filesEach: 60, atOnce: 2 });

export function testVideo(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`./testdata/${name}`, import.meta.url)));
}

/** Why the system's ffmpeg cannot run in its sandbox here, or `null` when it can. */
export function sandboxMissing(): string | null {
  const missing = ['bwrap', 'prlimit', 'ffmpeg', 'ffprobe'].filter((name) => !existsSync(`/usr/bin/${name}`));
  return missing.length === 0 ? null : `no ${missing.join(', ')} in /usr/bin`;
}
