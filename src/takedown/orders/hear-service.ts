import type { Followed } from '../../channels/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { answerOrder } from './answer-order.ts';
import { eventsOf, insertOrderEvent } from './order-store.ts';

const EXIT = systemActor('takedown.order-exit');

/** What a service answers is what its addressee answers: never believed to be gone, and once. Codes of the service stand in the timeline. */
export async function hearService(
  ctx: Ctx,
  id: string,
  { channel, followed }: { readonly channel: string; readonly followed: Followed },
): Promise<void> {
  if (followed.state === 'again') return;
  const system = ctx.as(EXIT);
  const news = await system.transaction(async (tx) => {
    const known = (await eventsOf(tx, id)).filter(({ code }) => code === 'service-said').at(-1)?.codes;
    const same = known?.said === followed.said && known?.channel === channel;
    if (!same) await insertOrderEvent(tx, id, 'service-said', { channel, said: followed.said });
    return ok(!same);
  });
  if (!news.ok || !news.value || followed.state !== 'ended' || followed.outcome === undefined) return;
  const missing = followed.outcome === 'NEED_MORE_INFORMATION';
  // Where the order was answered by another way, or taken back, meanwhile, that stands.
  await answerOrder(system, {
    order: id,
    answer: missing ? 'IMPOSSIBLE' : followed.outcome,
    text: `${channel}: ${followed.said}`,
    ...(missing ? { ground: 'INSUFFICIENT_INFORMATION' } : {}),
  });
}
