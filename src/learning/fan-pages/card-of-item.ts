import { CARD_LEAD_MOST, CARD_TITLE_MOST, renderCard } from '../../documents/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { drawingOf } from '../library/drawings.ts';
import { itemView, readerFor } from '../library/item-view.ts';
import { readerOf, speakTo } from '../library/reader.ts';
import type { AnnouncementWords } from './announcement.ts';
import { announcementLine } from './announcement-lines.ts';
import data from './drawing-paints.json' with { type: 'json' };

const paints: Readonly<Record<string, string>> = data.paints;
const paintOf = (name: string): string => /#[0-9a-f]{6}/.exec(paints[name] ?? '')?.[0] ?? '#000000';

/** A drawing of the house with its colours in it, as a file of its own needs them. */
export function paintedDrawing(svg: string): string {
  const used = new Set([...svg.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/)));
  const style = Object.entries(paints)
    .filter(([name]) => used.has(name))
    .map(([name, paint]) => `.${name}{${paint}}`)
    .join('');
  return svg.replace(/^<svg[^>]*>/, (tag) => `${tag}<style>${style}</style>`);
}

/** Words that end as a sentence does. */
const sentence = (text: string): string => (text === '' || /[.!?…]$/u.test(text) ? text : `${text}.`);

export interface DrawnCard {
  readonly picture: Buffer;
  /** What it shows, its words among it: a picture of words is nothing to whoever cannot see it. */
  readonly alt: string;
}

/**
 * The card of an item: its drawing over these words and the number of the helpline.
 * @returns undefined where the words have no room on it
 */
export async function cardOfItem(
  item: PublishedItem,
  words: Pick<AnnouncementWords, 'title' | 'lead'>,
): Promise<DrawnCard | undefined> {
  const { title, lead } = words;
  if (title.length > CARD_TITLE_MOST || lead.length > CARD_LEAD_MOST) return undefined;
  const name = itemView(item, 'vi').picture?.name;
  const drawing = name === undefined ? undefined : drawingOf(name);
  const shows = drawing === undefined ? '' : speakTo(readerOf(readerFor(item)).band, 'vi')(drawing.alt);
  const foot = announcementLine('foot');
  const picture = await renderCard({
    drawing: drawing === undefined ? null : paintedDrawing(drawing.svg),
    alt: shows,
    title,
    lead,
    foot,
    colours: { paper: paintOf('f-cream'), ink: paintOf('f-night'), foot: paintOf('f-leaf-deep') },
  });
  return {
    picture,
    alt: [shows, title, lead, foot]
      .map(sentence)
      .filter((one) => one !== '')
      .join(' '),
  };
}
