/** Decoded pixels, a byte a channel, or why there are none. */
export type Pixels =
  | { readonly data: Uint8Array; readonly width: number; readonly height: number; readonly channels: 1 | 3 }
  | { readonly refused: 'media.undecodable' | 'media.too-many-pixels' };
