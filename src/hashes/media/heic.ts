import type { Pixels } from './pixels.ts';

/**
 * Decodes the primary picture of a HEIC file (libheif and libde265 as WebAssembly), turned as its container says. The size
 * is looked at before a pixel is decoded. Runs in the programs of pictures alone, under its limits of memory and time; the
 * library is loaded with the first such file.
 */
export async function heicPixels(file: Uint8Array, maxPixels: number): Promise<Pixels> {
  // The library tells its errors to the console, and our stdout carries the answers.
  console.log = console.warn = console.error = () => undefined;
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const images = new libheif.HeifDecoder().decode(file);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (!image) return { refused: 'media.undecodable' };
    const width = image.get_width();
    const height = image.get_height();
    if (!(width > 0 && height > 0)) return { refused: 'media.undecodable' };
    if (width * height > maxPixels) return { refused: 'media.too-many-pixels' };
    const rgba = new Uint8ClampedArray(width * height * 4);
    const filled = await new Promise<object | null>((resolve) =>
      image.display({ data: rgba, width, height }, (done) => resolve(done)),
    );
    if (!filled) return { refused: 'media.undecodable' };
    const data = new Uint8Array(width * height * 3);
    for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
      data[to] = rgba[from] as number;
      data[to + 1] = rgba[from + 1] as number;
      data[to + 2] = rgba[from + 2] as number;
    }
    return { data, width, height, channels: 3 };
  } finally {
    for (const image of images) image.free();
  }
}
