import { type CodeOf, fourC, type fourCRole } from '../../vocabulary/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { drawingOf } from './drawings.ts';
import { itemAddress } from './item-address.pure.ts';
import { bandsOf, isHelp, themeOf } from './library.ts';
import { type ReaderName, readerNameOf, readerOf, speakTo, youngest } from './reader.ts';

export interface DrawingView {
  readonly name: string;
  readonly alt: string;
}

/** An item as a list shows it, in the reader's language and with the reader's word for themselves. */
export interface ItemView {
  readonly path: string;
  readonly kind: 'LESSON' | 'SCENARIO' | 'ARTICLE' | 'CARD' | 'QUESTION' | 'HELP';
  readonly title: string;
  readonly lead: string;
  readonly picture: DrawingView | null;
  readonly minutes: number | null;
  readonly role: CodeOf<typeof fourCRole>;
  /** Its youngest reader, where a list is not for one reader alone. */
  readonly reader: ReaderName;
}

/** The reader an item is shown to: who asked where it is for them, else the youngest that it is for. */
export function readerFor(item: PublishedItem, asked?: ReaderName): ReaderName {
  const bands = bandsOf(item);
  if (asked !== undefined && bands.includes(readerOf(asked).band)) return asked;
  if (item.kind === 'TEXT' && item.body.audience === 'TEACHER') return 'thay-co';
  return readerNameOf(youngest(bands));
}

/** Where it is read. The reader stands in it only where the words hang on it. */
export function pathOf(item: PublishedItem, reader: ReaderName): string {
  const address = itemAddress(item);
  if (item.kind === 'LESSON') return `/hoc/bai/${address}`;
  if (item.kind === 'SCENARIO') return `/hoc/tinh-huong/${address}`;
  const path = `${isHelp(item) ? '/chuyen/doc' : '/hoc/doc'}/${address}`;
  return reader === readerFor(item) ? path : `${path}/${reader}`;
}

function pictureOf(item: PublishedItem): string | undefined {
  if (item.kind === 'TEXT') return item.body.blocks.find((block) => block.kind === 'picture')?.picture;
  if (item.kind === 'LESSON') return item.body.cards.find(({ picture }) => picture !== undefined)?.picture;
  const { scenes, start } = item.body;
  return scenes.find(({ id }) => id === start)?.picture ?? scenes.find(({ picture }) => picture !== undefined)?.picture;
}

export function itemView(item: PublishedItem, language: 'vi' | 'en', asked?: ReaderName): ItemView {
  const reader = readerFor(item, asked);
  const say = speakTo(readerOf(reader).band, language);
  const name = pictureOf(item);
  const drawing = name === undefined ? undefined : drawingOf(name);
  return {
    path: pathOf(item, reader),
    kind: item.kind === 'TEXT' ? (isHelp(item) ? 'HELP' : item.body.kind) : item.kind,
    title: say(item.body.title),
    lead: say(item.body.lead),
    picture: drawing === undefined ? null : { name: drawing.name, alt: say(drawing.alt) },
    minutes: item.kind === 'LESSON' ? item.body.minutes : null,
    role: fourC.get(themeOf(item)).role,
    reader,
  };
}
