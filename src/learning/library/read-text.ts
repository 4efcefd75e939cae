import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { onlinePlace, type ReportedProblem, reportedProblem } from '../../vocabulary/index.ts';
import type { ContentText } from '../content/content.ts';
import { houseContent } from '../editorial/house-content.ts';
import { refuse } from '../refusals.ts';
import { drawingOf } from './drawings.ts';
import { type ItemView, itemView, readerFor } from './item-view.ts';
import { helpOn, isHelp, relatedTo } from './library.ts';
import { readLibrary } from './read-library.ts';
import { type ReaderName, readerOf, type Say, speakTo } from './reader.ts';

type HelpAct = Extract<ContentText['blocks'][number], { kind: 'helpBox' }>['acts'][number];

export type BlockView =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  | { readonly kind: 'picture'; readonly svg: string; readonly alt: string }
  | {
      readonly kind: 'platformPath';
      readonly place: string;
      readonly what: string;
      readonly steps: readonly string[];
      readonly url: string | null;
      /** YYYY-MM-DD: when somebody last looked; `verified` whether on the platform itself. */
      readonly checked: string;
      readonly verified: boolean;
    }
  | { readonly kind: 'helpBox'; readonly text: string; readonly acts: readonly HelpAct[] };

/** An article, a card, a question or a help page as one reader reads it. */
export interface TextView extends ItemView {
  readonly blocks: readonly BlockView[];
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
  return ok({
    ...itemView(item, ctx.language, name),
    blocks: item.body.blocks.flatMap((block) => blockView(block, say)),
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

function blockView(block: ContentText['blocks'][number], say: Say): readonly BlockView[] {
  if (block.kind === 'steps') return [{ kind: 'steps', steps: block.steps.map(say) }];
  if (block.kind === 'picture') {
    const drawing = drawingOf(block.picture);
    return drawing === undefined ? [] : [{ kind: 'picture', svg: drawing.svg, alt: say(drawing.alt) }];
  }
  if (block.kind === 'platformPath') {
    const path = houseContent().lists.paths[block.path];
    if (path === undefined) return [];
    const { what, steps, url, checked, verified, place } = path;
    return [
      {
        kind: 'platformPath',
        place: say(onlinePlace.get(place)),
        what: say(what),
        steps: steps.map(say),
        url,
        checked,
        verified,
      },
    ];
  }
  return [
    block.kind === 'helpBox'
      ? { kind: block.kind, text: say(block), acts: block.acts }
      : { kind: block.kind, text: say(block) },
  ];
}

function sourcesOf({ sources }: ContentText): TextView['sources'] {
  return sources.flatMap((id) => {
    const source = houseContent().lists.sources[id];
    return source === undefined ? [] : [{ title: source.title, url: source.url }];
  });
}
