import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { PlayedVoice } from '../../recordings/index.ts';
import { type ReportedProblem, reportedProblem } from '../../vocabulary/index.ts';
import type { ContentText } from '../content/content.ts';
import { houseContent } from '../editorial/house-content.ts';
import { refuse } from '../refusals.ts';
import { type BlockView, blockView } from './block-view.ts';
import { type ItemView, itemView, readerFor } from './item-view.ts';
import { helpOn, isHelp, relatedTo } from './library.ts';
import { publishedVoices } from './published-voices.ts';
import { readLibrary } from './read-library.ts';
import { type ReaderName, readerOf, speakTo } from './reader.ts';

/** An article, a card, a question or a help page as one reader reads it. */
export interface TextView extends ItemView {
  /** For six to eight: a person reads the title and the lead, and each block. */
  readonly voice: PlayedVoice | null;
  readonly blocks: readonly (BlockView & { readonly voice: PlayedVoice | null })[];
  readonly related: readonly ItemView[];
  /** What it rests on, for adults. */
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly publishedAt: Date;
}

const RELATED_MOST = 3;

/**
 * @param help whether it is asked for among the help pages; a text is found only under its own
 * Refusals: `library.not-found`
 */
export async function readText(
  ctx: Ctx,
  address: string,
  options: { readonly help: boolean; readonly reader?: ReaderName | undefined },
): Promise<Result<TextView>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const item = library.byAddress.get(address);
  if (item === undefined || item.kind !== 'TEXT' || isHelp(item) !== options.help) return refuse('library.not-found');
  const name = readerFor(item, options.reader);
  const reader = readerOf(name);
  const say = speakTo(reader.band, ctx.language);
  const voices = await publishedVoices(ctx, item);
  if (!voices.ok) return voices;
  const heard = (place: string) => (reader.band === 'B6_8' ? voices.value.at(place) : null);
  return ok({
    ...itemView(item, ctx.language, name),
    voice: heard('lead'),
    blocks: item.body.blocks.flatMap((block, at) =>
      blockView(block, say).map((view) => ({ ...view, voice: heard(`block-${at}`) })),
    ),
    related: relatedTo(library, item, reader, RELATED_MOST).map((other) => itemView(other, ctx.language, name)),
    sources: reader.band === 'ADULT' ? sourcesOf(item.body) : [],
    publishedAt: item.publishedAt,
  });
}

/** Help pages for what is told on the page of a problem, the nearest first. */
export async function helpOnProblem(
  ctx: Ctx,
  problem: ReportedProblem,
  name: ReaderName,
  most: number,
): Promise<Result<readonly ItemView[]>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const { incidents } = reportedProblem.get(problem);
  return ok(
    helpOn(read.value, incidents, readerOf(name))
      .slice(0, most)
      .map((item) => itemView(item, ctx.language, name)),
  );
}

function sourcesOf({ sources }: ContentText): TextView['sources'] {
  return sources.flatMap((id) => {
    const source = houseContent().lists.sources[id];
    return source === undefined ? [] : [{ title: source.title, url: source.url }];
  });
}
