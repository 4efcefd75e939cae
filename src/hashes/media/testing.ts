import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Decoders } from './decoders.ts';
import { sandboxFault } from './sandbox.ts';

/** For tests, whose files all come from one hand: a decoder reads many before it is replaced. */
export const manyFiles = new Decoders({ filesEach: 60, atOnce: 2 });
/** The same by native code in its sandbox. */
export const manyFilesNative = new Decoders({ image: 'sandboxed-native', filesEach: 60, atOnce: 2 });

export function testVideo(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`./testdata/${name}`, import.meta.url)));
}

/** Why the sandbox of the native decoder of pictures cannot be had here, or `undefined` when it can. */
export const imageSandboxMissing = () => sandboxFault([]);

/** Why the system's ffmpeg cannot run in its sandbox here, or `undefined` when it can. */
export const sandboxMissing = () => sandboxFault(['/usr/bin/prlimit', '/usr/bin/ffmpeg', '/usr/bin/ffprobe']);
