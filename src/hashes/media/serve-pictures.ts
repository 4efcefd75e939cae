import { withoutColour } from '../../../hash-kernel/index.ts';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answer, answerRefused, serveFiles } from './decoder-program.ts';
import { heicPixels } from './heic.ts';
import { mediaKind } from './media-kind.ts';
import type { Pixels } from './pixels.ts';

/**
 * What the programs of pictures have in common: reads pictures from stdin and writes their PDQ hashes (see
 * decoder-program.ts). The pixels never leave the program.
 * Arguments of the program: the most resident bytes, the most pixels that may be decoded.
 *
 * As the reference hashers do: the first picture of an animation; no turning by the EXIF orientation; no colour profile
 * applied; alpha dropped; a picture without any colour as one channel.
 * @param decode every kind but HEIC; where it throws, the picture cannot be decoded
 */
export async function servePictures(decode: (file: Buffer, maxPixels: number) => Promise<Pixels>): Promise<void> {
  const [memory, maxPixels] = process.argv.slice(2).map(Number) as [number, number];
  const pdq = await pdqFromFile();
  await serveFiles(memory, async (file) => {
    const pixels = await (mediaKind(file) === 'heic' ? heicPixels(file, maxPixels) : decode(file, maxPixels)).catch(
      (): Pixels => ({ refused: 'media.undecodable' }),
    );
    if ('refused' in pixels) return answerRefused(pixels.refused);
    const { data, width, height } = pixels;
    const grey = pixels.channels === 3 ? withoutColour(data, 3) : undefined;
    const channels = grey ? 1 : pixels.channels;
    answer({
      width,
      height,
      full: pdq.hash(grey ?? data, width, height, channels, 'full'),
      nearest: pdq.hash(grey ?? data, width, height, channels, 'nearest-512'),
    });
    answer({ done: true });
  });
}
