import Vips from 'wasm-vips';
import { mediaKind } from './media-kind.ts';
import type { Pixels } from './pixels.ts';

type VipsLibrary = Awaited<ReturnType<typeof Vips>>;
type Image = InstanceType<VipsLibrary['Image']>;

const loaders = {
  jpeg: 'jpegloadBuffer',
  png: 'pngloadBuffer',
  webp: 'webploadBuffer',
  gif: 'gifloadBuffer',
  avif: 'heifloadBuffer',
} as const;
const OPERATIONS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`);

/**
 * Decodes JPEG, PNG, WebP, GIF and AVIF to the pixels that native libvips gives. The size is looked at before a pixel is
 * decoded. @throws where the file is damaged
 */
export async function vipsPixels(file: Uint8Array, maxPixels: number): Promise<Pixels> {
  const kind = mediaKind(file);
  if (kind === undefined || !(kind in loaders)) return { refused: 'media.undecodable' };
  const library = kind === 'avif' ? withHeif : withoutHeif;
  try {
    return pixelsOf(await library.open(), kind as keyof typeof loaders, file, maxPixels);
  } catch (error) {
    // A trap leaves the memory of the library as it fell: the next file gets another.
    if (error instanceof WebAssembly.RuntimeError) library.forget();
    throw error;
  }
}

function pixelsOf(vips: VipsLibrary, kind: keyof typeof loaders, file: Uint8Array, maxPixels: number): Pixels {
  const opened: Image[] = [];
  const keep = (image: Image): Image => {
    opened.push(image);
    return image;
  };
  try {
    let image = keep(vips.Image[loaders[kind]](file, { fail_on: 'warning' }));
    const { width, height } = image;
    if (width * height > maxPixels) return { refused: 'media.too-many-pixels' };
    // The inks of a print have no colours without a profile: libvips brings one, as for native code.
    if (image.interpretation === 'cmyk')
      image = keep(image.iccTransform('srgb', { input_profile: 'cmyk', intent: 'perceptual' }));
    if (image.hasAlpha()) image = keep(image.extractBand(0, { n: image.bands - 1 }));
    image = keep(image.colourspace(image.bands === 1 ? 'b-w' : 'srgb'));
    if (image.format !== 'uchar') image = keep(image.cast('uchar'));
    return { data: image.writeToMemory() as Uint8Array, width, height, channels: image.bands as 1 | 3 };
  } finally {
    for (const image of opened) image.delete();
  }
}

/** An instance of the library, made when the first file wants it. */
class Library {
  readonly #parts: string[];
  #vips: Promise<VipsLibrary> | undefined;

  constructor(parts: string[]) {
    this.#parts = parts;
  }

  open(): Promise<VipsLibrary> {
    this.#vips ??= this.#make();
    return this.#vips;
  }

  forget(): void {
    this.#vips = undefined;
  }

  async #make(): Promise<VipsLibrary> {
    // stdout carries the answers.
    const silent = () => undefined;
    const vips = await Vips({ dynamicLibraries: this.#parts, print: silent, printErr: silent });
    vips.operationBlock('VipsForeignLoad', true);
    for (const operation of OPERATIONS) vips.operationBlock(operation, false);
    vips.Cache.max(0);
    vips.concurrency(1);
    return vips;
  }
}

const withoutHeif = new Library([]);
// Before the first file comes, so that a program that waits is ready.
await withoutHeif.open();
/** AVIF alone needs it, and it is half as large as all the rest. */
const withHeif = new Library(['vips-heif.wasm']);
