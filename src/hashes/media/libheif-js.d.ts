/** The part of libheif-js that is used here; the package brings no types for this entry. */
declare module 'libheif-js/wasm-bundle.js' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): number | boolean;
    /** Calls back with the filled picture, or with nothing where it cannot be decoded. */
    display(into: { data: Uint8ClampedArray; width: number; height: number }, done: (filled: object | null) => void): void;
    free(): void;
  }
  const libheif: { HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
