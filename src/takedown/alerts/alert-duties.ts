import { type Ctx, HOUR, ok, type Result } from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { alertsOverturned } from './alert-item-store.ts';
import { alertPolicy, alertReceiptPolicy } from './alert-policies.ts';
import { ALERT, RECEIPT } from './alert-record.ts';
import { escalatedReceipts, unanswered } from './alert-store.ts';
import type { AlertReceiptRow } from './alert-tables.ts';

const MOST = 100;
/** What rests on something that was found lawful is recalled or corrected within a day. */
const CORRECTED_WITHIN = 24 * HOUR;

/** What an organisation was sent and has not acknowledged. */
export const receivedDuties: DutySource = listedDuties<AlertReceiptRow>({
  kind: 'alert-receipt',
  topics: ['content.network-alert'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && alertReceiptPolicy.couldEver(actor, 'alert-receipt.read', now),
  rows: (ctx: Ctx): Promise<Result<readonly AlertReceiptRow[]>> =>
    ctx.transaction(async (tx) => ok(ctx.actor.kind === 'person' ? await unanswered(tx, ctx.actor.agency, MOST) : [])),
  duty: (row) => ({
    object: { kind: RECEIPT, id: row.id },
    reference: row.reference,
    act: row.recall ? 'answer-recall' : 'acknowledge-alert',
    since: row.sent_at,
  }),
});

/** Recipients of a recall that were silent: somebody calls them. */
export const recallDuties: DutySource = listedDuties<AlertReceiptRow>({
  kind: 'alert-recall',
  topics: ['content.network-alert'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && alertPolicy.couldEver(actor, 'network-alert.call', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await escalatedReceipts(tx, MOST))),
  duty: (row) => ({
    object: { kind: RECEIPT, id: row.id },
    reference: row.reference,
    act: 'call-member',
    facts: { member: row.agency },
    since: row.escalated_at,
  }),
});

/** Alerts that rest on an item which an appeal found lawful: whoever issued one recalls it, or issues a version without it. */
export const overturnedDuties: DutySource = listedDuties({
  kind: 'alert-overturned',
  topics: ['content.network-alert', 'item-appeal.'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && alertPolicy.couldEver(actor, 'network-alert.recall', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await alertsOverturned(tx, MOST))),
  duty: (row) => ({
    object: { kind: ALERT, id: row.id },
    reference: row.reference,
    act: 'recall-or-correct',
    clock: ownClock(row.overturned_at, new Date(row.overturned_at.getTime() + CORRECTED_WITHIN)),
    since: row.overturned_at,
  }),
});
