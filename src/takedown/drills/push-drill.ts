import { openWebhookAccount } from '../../channels/index.ts';
import { type Ctx, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { deliver, waysOfMembers } from '../deliveries/deliver.ts';
import { callsOf, findDrill } from './drill-store.ts';

export const PUSH_DRILL = 'takedown.push-drill';

export const askDrillPush = (tx: Tx, drill: string): Promise<void> =>
  tx.enqueue(PUSH_DRILL, { drill }, { key: `${PUSH_DRILL} ${drill}` });

/** Announces a drill to the contacts of who was called; again announces what is missing. @returns how many */
export async function pushDrill(ctx: Ctx, id: string): Promise<number> {
  const platform = ctx.as(systemActor(PUSH_DRILL));
  const found = await platform.transaction(async (tx) => ok(await findDrill(tx, id)), { keep: true });
  if (!found.ok) throw new Error(found.refusal.code);
  const drill = found.value;
  if (!drill || drill.ended_at !== null) return 0;
  const opened = await openWebhookAccount(platform, drill.agency);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const given = await platform.transaction(async (tx) => {
    const calls = await callsOf(tx, drill.id);
    const ways = await waysOfMembers(
      ctx,
      tx,
      calls.map(({ agency }) => agency),
    );
    let count = 0;
    for (const call of calls)
      for (const contact of ways.get(call.agency) ?? []) {
        await deliver(ctx, tx, contact, {
          kind: 'DRILL',
          object: { kind: 'drill-call', id: call.id },
          reference: call.reference,
          sender: drill.agency,
          demonstration: drill.is_demonstration,
          notAfter: call.due_at,
        });
        count += 1;
      }
    return ok(count);
  });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value;
}
