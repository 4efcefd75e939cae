/**
 * One channel of a picture without any colour, or undefined where there is colour. The decoder of the reference hasher
 * gives such a picture as one channel, and the weighted sum of three equal channels is not quite the channel.
 */
export function withoutColour(pixels: Uint8Array | Uint8ClampedArray, channels: 3 | 4): Uint8Array | undefined {
  for (let at = 0; at < pixels.length; at += channels) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return undefined;
  }
  const grey = new Uint8Array(pixels.length / channels);
  for (let at = 0; at < grey.length; at++) grey[at] = pixels[at * channels] as number;
  return grey;
}
