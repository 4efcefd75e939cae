/**
 * A program of its own: reads one picture from stdin, writes its PDQ hash as one line of JSON, and ends.
 * libvips is native code: a fault in it must end this process and no other. The pixels never leave it.
 * Arguments: the most pixels that may be decoded.
 */
import sharp from 'sharp';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answer, readAll } from './program.ts';

const maxPixels = Number(process.argv[2]);

// Only these loaders, and only from memory: no SVG, no PDF, nothing that opens a file or an address.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadNsgifBuffer', 'VipsForeignLoadHeifBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

const bytes = await readAll();
try {
  const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'warning', unlimited: false, pages: 1 })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pdq = await pdqFromFile();
  const channels = info.channels as 1 | 3;
  const full = pdq.hash(data, info.width, info.height, channels, 'full');
  const nearest = pdq.hash(data, info.width, info.height, channels, 'nearest-512');
  answer({ width: info.width, height: info.height, full, nearest });
} catch (error) {
  const message = (error as Error).message;
  answer({ refused: /pixel limit/i.test(message) ? 'media.too-many-pixels' : 'media.undecodable' });
}
