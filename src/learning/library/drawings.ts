import { readPicture } from '../content/content-files.ts';
import { houseContent } from '../editorial/house-content.ts';

/** A drawing of the house: an SVG text that holds classes and no colours, and what it shows for whoever cannot see it. */
export interface Drawing {
  readonly name: string;
  readonly svg: string;
  readonly alt: { readonly vi: string; readonly en: string };
}

const drawn = new Map<string, Drawing | undefined>();

/** The drawing of that name; undefined where there is none, or none yet. Read from the folder once. */
export function drawingOf(name: string): Drawing | undefined {
  const { pictures } = houseContent().lists;
  const alt = Object.hasOwn(pictures, name) ? pictures[name]?.alt : undefined;
  if (alt === undefined) return undefined;
  if (!drawn.has(name)) {
    const svg = readPicture(name, { pictures });
    drawn.set(name, svg === undefined ? undefined : { name, svg: svg.trim(), alt });
  }
  return drawn.get(name);
}
