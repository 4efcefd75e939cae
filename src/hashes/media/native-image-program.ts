/**
 * A program of its own: pictures decoded by libvips as native code (sharp), three to five times as fast as image-program.ts.
 * Node's permission model does not hold native code: this program is started under bubblewrap and never without it.
 */
import sharp from 'sharp';
import type { Pixels } from './pixels.ts';
import { servePictures } from './serve-pictures.ts';

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

await servePictures(async (file, maxPixels): Promise<Pixels> => {
  const options = {
    limitInputPixels: maxPixels,
    failOn: 'warning',
    unlimited: false,
    pages: 1,
    ignoreIcc: true,
  } as const;
  try {
    const { data, info } = await sharp(file, options)
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels as 1 | 3 };
  } catch (error) {
    return { refused: /pixel limit/i.test((error as Error).message) ? 'media.too-many-pixels' : 'media.undecodable' };
  }
});
