import { dayOf } from '../appeal/appeal.server.ts';
import { foundOr404 } from './answers.server.ts';
import { readReader } from './readers.ts';

/** A text as its page shows it. */
export async function showText(
  { app, ctx }: App.Locals,
  params: { readonly id: string; readonly band?: string | undefined },
  help: boolean,
) {
  const reader = readReader(params.band);
  const text = foundOr404(await app.modules.learning.readText(ctx, params.id, { help, reader }));
  return { text, published: dayOf(text.publishedAt), early: text.reader === '6-8' };
}
