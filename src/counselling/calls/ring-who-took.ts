import type { Ctx } from '../../kernel/index.ts';
import type { ContactCard } from '../contacts/contact-view.ts';
import { commandCall, openCallOf } from './command-call.ts';

/** Whoever took a call hears it: it rings at their own telephone. Where that is not known, their page says so, and the caller waits on. */
export async function ringWhoTook(ctx: Ctx, card: ContactCard): Promise<void> {
  if (card.channel !== 'PHONE') return;
  const { call, extension } = (await openCallOf(ctx, card.id, card.helper)) ?? {};
  if (call && extension !== undefined)
    await commandCall(ctx, call, (key) => ({ act: 'connect', call: key, extension }));
}

/** The call does what its contact does. */
export async function letCallerWait(
  ctx: Ctx,
  card: ContactCard,
  act: 'hold' | 'resume' | 'park' | 'hang-up',
): Promise<void> {
  if (card.channel !== 'PHONE') return;
  const found = await openCallOf(ctx, card.id, null);
  if (found) await commandCall(ctx, found.call, (key) => ({ act, call: key }));
}
