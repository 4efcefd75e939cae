import type { TextView } from '../../../../src/learning/index.ts';

type Block = TextView['blocks'][number];
type Picture = Extract<Block, { kind: 'picture' }>;

/** One page for readers of six to eight: one picture, one thing that is said, and the place of its voice. */
export interface EarlyCard {
  /** Under what it stands, where the text has headings. */
  readonly heading: string | null;
  readonly say: string;
  /** The number of a step, from 1; null for what is no step. */
  readonly step: number | null;
  readonly picture: Pick<Picture, 'svg' | 'alt'> | null;
  /** Who reads it, where a voice was recorded and approved; the steps of one list have one voice. */
  readonly voice: TextView['voice'];
  /** Where to turn, on the last page. */
  readonly help: Extract<Block, { kind: 'helpBox' }> | null;
}

/**
 * A text as its pages: its title and first sentence, then each thing that is said on a page of its own, each step too. A picture stays until
 * the next one comes, so that no page is words alone. A way of reporting at a platform has no page here: no text for this age has one, and an
 * adult finds it on the whole page.
 */
export function earlyCards({ lead, voice, blocks }: Pick<TextView, 'lead' | 'voice' | 'blocks'>): EarlyCard[] {
  let picture: EarlyCard['picture'] = blocks.find((block) => block.kind === 'picture') ?? null;
  let heading: string | null = null;
  const opening: EarlyCard = { heading, say: lead, step: null, picture, voice, help: null };
  const cards: EarlyCard[] = [opening];
  const add = ({ voice }: Block, say: string, more: Partial<EarlyCard> = {}) =>
    void cards.push({ heading, say, step: null, picture, voice, help: null, ...more });
  for (const block of blocks) {
    if (block.kind === 'picture') picture = block;
    else if (block.kind === 'heading') heading = block.text;
    else if (block.kind === 'text') add(block, block.text);
    else if (block.kind === 'steps')
      for (const [nth, step] of block.steps.entries()) add(block, step, { step: nth + 1 });
    else if (block.kind === 'helpBox') add(block, block.text, { help: block, heading: null });
  }
  return cards;
}

/** In an address: all on one page, for who reads it aloud or prints it. */
export const WHOLE = 'ca-bai';

/** Which page is asked for, from 1; undefined where there is none. @param asked what stands in the address, null where nothing does */
export function earlyPage(asked: string | null, of: number): number | typeof WHOLE | undefined {
  if (asked === WHOLE) return WHOLE;
  const at = asked === null ? 1 : /^[1-9]\d?$/.test(asked) ? Number(asked) : 0;
  return at >= 1 && at <= of ? at : undefined;
}

/** The address of a page; the first has none of its own. */
export const earlyPath = (path: string, page: number | typeof WHOLE): string =>
  page === 1 ? path : `${path}?trang=${page}`;
