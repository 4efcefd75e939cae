/**
 * A program of its own: reads pictures from stdin and writes their PDQ hashes (see decoder-program.ts).
 * libvips is native code: a fault in it must end this process and no other. The pixels never leave it.
 * Arguments: the most resident bytes, the most pixels that may be decoded.
 *
 * As the reference hashers do: the first picture of an animation; no turning by the EXIF orientation; no colour profile
 * applied; alpha dropped; a picture without any colour as one channel.
 */
import sharp from 'sharp';
import { withoutColour } from '../../../hash-kernel/index.ts';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answer, answerRefused, serveFiles } from './decoder-program.ts';
import { heicPixels } from './heic.ts';
import { mediaKind } from './media-kind.ts';

const [memory, maxPixels] = process.argv.slice(2).map(Number) as [number, number];

// Only these loaders, and only from memory: no SVG, no PDF, nothing that opens a file or an address.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

async function sharpPixels(file: Buffer) {
  const options = {
    limitInputPixels: maxPixels,
    failOn: 'warning',
    unlimited: false,
    pages: 1,
    ignoreIcc: true,
  } as const;
  const { data, info } = await sharp(file, options)
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

const pdq = await pdqFromFile();
await serveFiles(memory, async (file) => {
  try {
    const heic = mediaKind(file) === 'heic' ? await heicPixels(file, maxPixels) : undefined;
    if (heic && 'refused' in heic) {
      answerRefused(heic.refused);
      return;
    }
    const { data, width, height, channels: given } = heic ? { ...heic, channels: 3 } : await sharpPixels(file);
    const grey = given === 3 ? withoutColour(data, 3) : undefined;
    const pixels = grey ?? data;
    const channels = grey ? 1 : (given as 1 | 3);
    answer({
      width,
      height,
      full: pdq.hash(pixels, width, height, channels, 'full'),
      nearest: pdq.hash(pixels, width, height, channels, 'nearest-512'),
    });
    answer({ done: true });
  } catch (error) {
    answerRefused(/pixel limit/i.test((error as Error).message) ? 'media.too-many-pixels' : 'media.undecodable');
  }
});
