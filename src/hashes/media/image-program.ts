/**
 * A program of its own: pictures decoded by libvips as WebAssembly, which sees one file in its own memory, and no disk,
 * no network and no other process.
 */
import { servePictures } from './serve-pictures.ts';
import { vipsPixels } from './vips.ts';

await servePictures(vipsPixels);
