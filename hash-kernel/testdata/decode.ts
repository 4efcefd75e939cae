import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { withoutColour } from '../grey.ts';
import type { PdqChannels } from '../pdq.ts';

export interface RawImage {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: PdqChannels;
}

/**
 * Raw pixels of a picture in `testdata/pdq`. A picture without any colour comes as one channel, as the decoder of the
 * reference hasher gives it: the weighted sum of three equal channels is not quite the channel.
 */
export async function decode(name: string): Promise<RawImage> {
  const path = fileURLToPath(new URL(`./pdq/${name}`, import.meta.url));
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const channels = info.channels as PdqChannels;
  const grey = channels === 1 ? undefined : withoutColour(data, channels);
  return grey ? { pixels: grey, width, height, channels: 1 } : { pixels: data, width, height, channels };
}
