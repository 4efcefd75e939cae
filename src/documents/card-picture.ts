import { readFileSync } from 'node:fs';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What stands on a card, from above to below. */
export interface Card {
  /** An SVG text with its own colours; null for words alone. */
  readonly drawing: string | null;
  /** What the drawing shows. */
  readonly alt: string;
  readonly title: string;
  readonly lead: string;
  readonly foot: string;
  /** As `#rrggbb`. */
  readonly colours: { readonly paper: string; readonly ink: string; readonly foot: string };
}

/** Characters that have room on a card. */
export const CARD_TITLE_MOST = 90;
export const CARD_LEAD_MOST = 170;
/** Pixels of each side. */
const SIDE = 1_080;

let opened: Promise<{ compiler: NodeCompiler; template: string }> | undefined;

async function open(): Promise<{ compiler: NodeCompiler; template: string }> {
  const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  return {
    compiler: Compiler.create(),
    template: readFileSync(new URL('./card-picture.typ', import.meta.url), 'utf8'),
  };
}

/**
 * The card as a square PNG. Letters are drawn as shapes from the font that Typst brings, which has every Vietnamese letter, so that the same
 * card is the same picture on every machine; the picture holds no data beside its pixels.
 * @throws where the words have no room on it
 */
export async function renderCard(card: Card): Promise<Buffer> {
  opened ??= open();
  const { compiler, template } = await opened;
  let svg: string;
  try {
    svg = compiler.plainSvg({ mainFileContent: template, inputs: { card: JSON.stringify(card) } });
  } finally {
    compiler.evictCache(10);
  }
  const { default: sharp } = await import('sharp');
  const drawn = sharp(Buffer.from(svg), { density: 144 });
  const { width, height } = await drawn.metadata();
  if (width !== height) throw new Error('the words have no room on the card');
  return drawn.resize(SIDE, SIDE).png({ palette: true, compressionLevel: 9 }).toBuffer();
}
