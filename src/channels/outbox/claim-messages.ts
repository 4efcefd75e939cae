import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { AccountInUse } from '../accounts/open-account.ts';
import type { OutboundMessage } from '../adapter.ts';
import { isStillRegistered } from '../templates/use-template.ts';
import { type Ending, endOutbound } from './end-outbound.ts';
import { keepsWishes, type OutboundPurpose } from './outbound.ts';
import { tellChanged } from './outbox-events.ts';
import {
  dueHeads,
  type ReceiverFacts,
  receiverFacts,
  serviceOpensAt,
  shutGate,
  takeGate,
  updateOutbound,
} from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';
import { openPayload } from './payload.ts';
import { refusedByWishes } from './safe-contact-rule.ts';
import { holdOf, hoursOf } from './sending-hours.ts';
import { notLaterThan } from './try-again.pure.ts';
import { refusedByWindow } from './window-rule.pure.ts';

const SECOND = 1_000;
/** How long a process has a message in hand before it counts as dead with it; longer than any provider is waited for. */
export const CLAIM_MS = 120 * SECOND;
/** Messages taken in hand at once. */
const BATCH = 50;

/** Fixed sentences of the house, which no person wrote. */
const BY_NOBODY: readonly OutboundPurpose[] = ['reminder', 'officer-call', 'wake', 'automatic'];

/** A message in hand, opened. */
export interface Claim {
  readonly row: OutboundRow;
  readonly message: OutboundMessage;
  /** Which of the services behind the account it goes to, where a pause that one asks for is its own alone. */
  readonly service: Buffer | null;
  /** Whether it is only asked what became of it. */
  readonly look: boolean;
}

export interface Claimed {
  readonly claims: readonly Claim[];
  /** What was due, with what had to be ended or put off: while there is any, there may be more behind it. */
  readonly met: number;
}

/** Takes in hand what may go out now by an account, at its pace over all processes. Empty where another process is at it, or nothing is due. */
export async function claimMessages(ctx: Ctx, account: AccountInUse): Promise<Result<Claimed>> {
  const { perSecond, perSecondToOne } = account.adapter.limits;
  const most = Math.max(1, Math.min(BATCH, Math.floor(perSecond)));
  return ctx.transaction(
    async (tx) => {
      if (!(await takeGate(tx, account.row.id))) return ok({ claims: [], met: 0 });
      const heads = firstOfLanes(await dueHeads(tx, account.row.id, SECOND / perSecondToOne, most));
      const facts = await receiverFacts(
        tx,
        account.row.id,
        heads.map(({ lane }) => lane),
      );
      const claims: Claim[] = [];
      for (const row of heads) {
        const claim = await claimOne(
          tx,
          account,
          row,
          keepsWishes(row) ? facts.get(row.lane.toString('hex')) : undefined,
        );
        if (claim) claims.push(claim);
      }
      if (claims.length > 0)
        await shutGate(tx, account.row.id, new Date(tx.now.getTime() + (claims.length * SECOND) / perSecond));
      return ok({ claims, met: heads.length });
    },
    { keep: true },
  );
}

/** One of each lane: of two that waited for their hours both may be due, and the first goes first. */
function firstOfLanes(heads: readonly OutboundRow[]): OutboundRow[] {
  const first = new Map<string, OutboundRow>();
  for (const head of heads) {
    const lane = head.lane.toString('hex');
    const known = first.get(lane);
    if (!known || head.position < known.position) first.set(lane, head);
  }
  return [...first.values()];
}

async function claimOne(
  tx: Tx,
  account: AccountInUse,
  row: OutboundRow,
  facts: ReceiverFacts | undefined,
): Promise<Claim | undefined> {
  const { templateVersion, ...payload } = openPayload(account.key, row.id, row.sealed as Buffer);
  const message: OutboundMessage = {
    key: row.id,
    ...payload,
    ...(BY_NOBODY.includes(row.purpose) && { automatic: true }),
  };
  const version = row.version + 1;
  const end = async (how: Ending): Promise<undefined> => {
    await endOutbound(tx, row, how);
    tellChanged(tx, row);
  };
  if (row.state === 'unsure') {
    const claimed = { next_at: new Date(tx.now.getTime() + CLAIM_MS), look_ups: row.look_ups + 1, version };
    await updateOutbound(tx, row.id, claimed);
    const asked = row.tried_at === null ? message : { ...message, triedAt: row.tried_at };
    return { row: { ...row, ...claimed }, message: asked, service: null, look: true };
  }
  const template = payload.template !== undefined;
  if (facts && refusedByWishes(facts.wishes, { text: payload.text, begins: false, template }) !== undefined) {
    return end({ state: 'cancelled', reason: 'wished' });
  }
  if (row.purpose === 'automatic' && facts?.machineWrote) {
    return end({ state: 'cancelled', reason: 'machine-wrote' });
  }
  if (row.not_after !== null && row.not_after <= tx.now) {
    // Nobody has to look at what only said that something waits, once it waits no longer.
    return end({ state: row.purpose === 'wake' ? 'cancelled' : 'dead', reason: 'too-late' });
  }
  // What the person says now holds in place of what they said when the words were written; hours that came with an address hold beside it.
  const safe = [facts?.wishes.hours, row.conversation_id === null ? hoursOf(row) : null].filter((one) => one != null);
  const atOnce = payload.post !== undefined && payload.post.act !== 'publish';
  const hold = holdOf({ purpose: row.purpose, notBefore: row.not_before, atOnce, safe }, tx.now);
  if (hold) {
    await updateOutbound(tx, row.id, { held: hold.held, next_at: notLaterThan(row.not_after, hold.until), version });
    tellChanged(tx, row);
    return undefined;
  }
  const service = serviceOf(account, row, message);
  const opensAt = service && (await serviceOpensAt(tx, account.row.id, service));
  if (opensAt && opensAt > tx.now) {
    await updateOutbound(tx, row.id, { next_at: notLaterThan(row.not_after, opensAt), version });
    return undefined;
  }
  // Who commented has not written to us, and may be answered once; a post goes to nobody in person.
  const personal = payload.comment === undefined && row.purpose !== 'post';
  const window = personal
    ? account.adapter.window(row.conversation_id === null ? null : (facts?.lastInboundAt ?? null), tx.now).state
    : 'free';
  const retired = templateVersion !== undefined && !(await isStillRegistered(tx, templateVersion));
  const refused = retired ? 'template-retired' : refusedByWindow(window, { purpose: row.purpose, template });
  if (refused) {
    return end({ state: 'dead', reason: refused });
  }
  const claimed = {
    state: 'sending',
    held: null,
    claimed_until: new Date(tx.now.getTime() + CLAIM_MS),
    tried_at: tx.now,
    tries: row.tries + 1,
    tries_left: Math.max(0, row.tries_left - 1),
    version,
  } as const;
  await updateOutbound(tx, row.id, claimed);
  const limit = row.not_after === null ? {} : { notAfter: row.not_after };
  return { row: { ...row, ...claimed }, message: { ...message, window, ...limit }, service, look: false };
}

/** A browser that is only woken waits for its own service and for no other; whatever else goes by the account waits for neither. */
function serviceOf({ adapter, key }: AccountInUse, row: OutboundRow, message: OutboundMessage): Buffer | null {
  const service = row.purpose === 'wake' ? adapter.serviceOf?.(message.to) : undefined;
  return service === undefined ? null : key.mark('service', service);
}
