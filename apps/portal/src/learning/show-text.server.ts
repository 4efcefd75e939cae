import { error } from '@sveltejs/kit';
import { dayOf } from '../appeal/appeal.server.ts';
import { foundOr404 } from './answers.server.ts';
import { earlyCards, earlyPage, WHOLE } from './early-cards.ts';
import { readReader } from './readers.ts';

/**
 * A text as its page shows it. For readers of six to eight what is read for its own sake comes one card a page; a page of help stays whole,
 * since whoever needs it needs all of it.
 */
export async function showText(
  { app, ctx }: App.Locals,
  params: { readonly id: string; readonly band?: string | undefined },
  { help, asked = null }: { readonly help: boolean; readonly asked?: string | null },
) {
  const reader = readReader(params.band);
  const text = foundOr404(await app.modules.learning.readText(ctx, params.id, { help, reader }));
  const early = text.reader === '6-8';
  const cards = early && !help ? earlyCards(text) : [];
  const at = cards.length > 0 ? earlyPage(asked, cards.length) : WHOLE;
  if (at === undefined) error(404);
  const card = at === WHOLE ? undefined : cards[at - 1];
  return {
    text,
    published: dayOf(text.publishedAt),
    early,
    card: card === undefined || at === WHOLE ? null : { ...card, at, of: cards.length },
  };
}
