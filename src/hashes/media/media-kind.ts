/** What a file is by its own bytes; its name and the type that somebody declared say nothing. */
export type MediaKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'mp4' | 'matroska' | 'avi' | 'mpeg-ts';

export const IMAGE_KINDS: ReadonlySet<MediaKind> = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heic']);

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** The kind by the first bytes, or undefined for anything else: SVG, PDF, playlists and text are never decoded. */
export function mediaKind(bytes: Uint8Array): MediaKind | undefined {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'AVI ') return 'avi';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'matroska';
  if (ascii(4, 8) === 'ftyp') {
    const brands = [ascii(8, 12), ...compatibleBrands(bytes, ascii)];
    if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
    if (HEIC_BRANDS.includes(brands[0] as string)) return 'heic';
    return 'mp4';
  }
  // Old QuickTime files begin with the movie or data box; a lost index is the decoder's to refuse.
  if (['moov', 'mdat', 'wide', 'free'].includes(ascii(4, 8))) return 'mp4';
  if (bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47) return 'mpeg-ts';
  return undefined;
}

function compatibleBrands(bytes: Uint8Array, ascii: (from: number, to: number) => string): string[] {
  const size = Math.min(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0), 256, bytes.length);
  const brands: string[] = [];
  for (let place = 16; place + 4 <= size; place += 4) brands.push(ascii(place, place + 4));
  return brands;
}
