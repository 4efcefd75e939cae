import { type Ctx, createContext, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { forgetAccount, useAccount } from '../accounts/open-account.ts';
import { sealAnswerTo } from '../conversations/conversation.ts';
import { countInbound } from '../conversations/conversation-store.ts';
import { refuse } from '../refusals.ts';
import type { InboundEventRow } from '../tables.ts';
import { firstWaiting, lockLane, markDone, markTried } from './inbound-event-store.ts';
import { type Inbound, type InboundReceiver, inboundReceivers } from './inbound-receivers.ts';
import { enqueueLanes, WORK_LANE } from './lanes.ts';
import { readStored } from './stored-event.ts';

/** Pauses before an event is tried again, milliseconds; after the last it is set aside. */
const PAUSES = [1_000, 5_000, 30_000, 120_000];
/** Somebody else has the lane just now. */
const BUSY_MS = 1_000;

/**
 * Has every event of a lane taken by those who take its kind, the oldest first, each in a transaction of its own. One process at a time
 * works on a lane; what fails holds up those behind it for two and a half minutes at most, and is then set aside where a person sees it.
 */
export async function workLane(ctx: Ctx, account: string, lane: Buffer): Promise<void> {
  for (;;) {
    const now = createContext(ctx.kernel, { ...ctx, actor: systemActor(WORK_LANE), now: ctx.kernel.clock.now() });
    if ((await workFirst(now, account, lane)) === 'over') return;
  }
}

type Tried = Pick<InboundEventRow, 'id' | 'attempts'>;

async function workFirst(ctx: Ctx, account: string, lane: Buffer): Promise<'over' | 'next'> {
  let tried: Tried | undefined;
  let worked: Result<'over' | 'next'>;
  try {
    worked = await ctx.transaction(
      async (tx) => {
        if (!(await lockLane(tx, lane))) return again(tx, account, lane, BUSY_MS);
        const row = await firstWaiting(tx, lane);
        if (row === undefined) return ok('over');
        const wait = row.next_try_at.getTime() - tx.now.getTime();
        if (wait > 0) return again(tx, account, lane, wait);
        tried = row;
        const taken = await take(ctx, tx, row);
        return taken.ok ? ok('next') : taken;
      },
      { keep: true },
    );
  } catch (error) {
    if (tried === undefined) throw error;
    ctx.kernel.log.error({ err: error, event: tried.id }, 'an inbound event could not be worked on');
    worked = refuse('inbound-event.not-taken');
  }
  if (worked.ok || tried === undefined) return worked.ok ? worked.value : 'over';
  await setBack(ctx, account, tried, worked.refusal.code);
  return 'next';
}

async function again(tx: Tx, account: string, lane: Buffer, inMs: number): Promise<Result<'over'>> {
  await enqueueLanes(tx, account, [lane], new Date(tx.now.getTime() + inMs));
  return ok('over');
}

async function take(ctx: Ctx, tx: Tx, row: InboundEventRow): Promise<Result<void>> {
  const account = await useAccount(ctx, row.account_id, tx);
  if (account === undefined || row.sealed === null) return refuse('inbound-event.not-taken');
  const event = readStored(account.key.open(`event:${row.id}`, row.sealed));
  let conversation: Inbound['conversation'] = null;
  if (event.kind === 'private-message' && row.conversation_id !== null)
    conversation = await countInbound(tx, row.conversation_id, event, (id) => sealAnswerTo(account.key, id, event));
  const inbound: Inbound = { id: row.id, account: account.row, event, conversation, receivedAt: row.received_at };
  const takers = ctx.kernel.offered
    .of(inboundReceivers)
    .filter((one) => one.kinds.includes(row.kind) && one.takes?.(account.row) !== false);
  for (const receiver of await whoTakes(ctx, tx, inbound, takers)) {
    const taken = await receiver.take(ctx, tx, inbound);
    if (!taken.ok) return taken;
  }
  await markDone(tx, row.id);
  return ok();
}

/** All of them, but where an event is one's alone. */
async function whoTakes(ctx: Ctx, tx: Tx, inbound: Inbound, takers: readonly InboundReceiver[]) {
  for (const one of takers) if (await one.alone?.(ctx, tx, inbound)) return [one];
  return takers;
}

/** What went wrong with an event, in a code; those behind it wait for it, until it is set aside. */
async function setBack(ctx: Ctx, account: string, tried: Tried, code: string): Promise<void> {
  const pause = PAUSES[tried.attempts];
  // A token or a key that was changed meanwhile is looked at again.
  forgetAccount(ctx.kernel, account);
  const noted = await ctx.transaction(async (tx) => {
    const next = new Date(tx.now.getTime() + (pause ?? 0));
    const to =
      pause === undefined
        ? ({ state: 'failed', next_try_at: next, failure: code, ended_at: tx.now } as const)
        : ({ state: 'waiting', next_try_at: next, failure: code, ended_at: null } as const);
    const counted = await markTried(tx, tried, to);
    if (counted && pause === undefined)
      tx.audit({
        action: 'inbound-event.set-aside',
        object: { kind: 'channel-account', id: account },
        codes: { refusal: code },
      });
    return ok();
  });
  if (!noted.ok) throw new Error(`refused: ${noted.refusal.code}`);
}
