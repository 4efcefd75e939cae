import { type Ctx, MINUTE, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { alertReceiptPolicy } from './alert-policies.ts';
import { inboxRows, receiptOf, updateReceipt } from './alert-store.ts';
import type { AlertReceiptRow } from './alert-tables.ts';
import { capForm } from './cap-form.ts';
import type { LeavingAlert } from './leaving-alert.ts';
import { mispForm } from './misp-form.ts';
import { isMember } from './network-members.ts';
import { openReceived } from './open-received.ts';
import { plainForm } from './plain-form.ts';
import { stixForm } from './stix-form.ts';

export const alertForms = ['json', 'cap', 'stix', 'misp'] as const;
export type AlertForm = (typeof alertForms)[number];

/** So many of what a member was sent are looked at for a feed, the newest first. */
const FEED_MOST = 500;

export interface FormFile {
  readonly type: string;
  readonly content: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
export const formOf: Readonly<Record<AlertForm, (alert: LeavingAlert) => FormFile>> = {
  json: (alert) => ({ type: JSON_TYPE, content: JSON.stringify(plainForm(alert)) }),
  cap: (alert) => ({ type: 'application/cap+xml; charset=utf-8', content: capForm(alert) }),
  stix: (alert) => ({ type: 'application/stix+json;version=2.1', content: JSON.stringify(stixForm(alert)) }),
  misp: (alert) => ({ type: JSON_TYPE, content: JSON.stringify(mispForm(alert)) }),
};

export interface FetchedAlerts {
  /** What stands for this member now, as far as the marking lets it leave to a machine. */
  readonly alerts: readonly ReturnType<typeof plainForm>[];
  /** What was taken back: nothing of it may be used any more. */
  readonly recalled: readonly {
    readonly id: string;
    readonly alert: string;
    readonly reference: string;
    readonly reason: string;
    readonly at: string;
    readonly acknowledged: boolean;
  }[];
}

/** The feed of a member's machine: what was recalled is no longer in it from that moment on. Refusals: `access.not-permitted` */
export async function fetchAlerts(ctx: Ctx): Promise<Result<FetchedAlerts>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'machine' ||
    !alertReceiptPolicy.can(actor, 'network-alert.fetch', { agency: actor.agency }, ctx.now)
  )
    return refuseRequest('access.not-permitted');
  const member = await isMember(ctx, actor.agency);
  const receipts = await ctx.transaction(async (tx) => ok(await inboxRows(tx, actor.agency, FEED_MOST, undefined)));
  if (!receipts.ok) return receipts;
  const alerts: ReturnType<typeof plainForm>[] = [];
  const recalled: FetchedAlerts['recalled'][number][] = [];
  for (const { receipt, alert } of await openReceived(ctx, receipts.value, member, 'MACHINE')) {
    if (alert?.message === 'CANCEL')
      recalled.push({
        id: alert.id,
        alert: alert.chain,
        reference: alert.reference,
        reason: alert.recallReason ?? '',
        at: alert.sentAt.toISOString(),
        acknowledged: receipt.acknowledged_at !== null,
      });
    else if (alert) alerts.push(plainForm(alert));
  }
  await noteFetched(ctx, receipts.value);
  return ok({ alerts, recalled });
}

/** One alert in one form, for a member's machine. Refusals: `access.not-permitted`, `network-alert.not-found` */
export async function fetchAlert(
  ctx: Ctx,
  input: { readonly alert: string; readonly form: AlertForm },
): Promise<Result<FormFile>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'machine' ||
    !alertReceiptPolicy.can(actor, 'network-alert.fetch', { agency: actor.agency }, ctx.now)
  )
    return refuseRequest('access.not-permitted');
  const id = parseId<'network-alert'>(input.alert);
  if (id === undefined) return refuse('network-alert.not-found');
  const receipt = await ctx.transaction(async (tx) => ok(await receiptOf(tx, id, actor.agency)));
  if (!receipt.ok) return receipt;
  if (!receipt.value) return refuse('network-alert.not-found');
  const [opened] = await openReceived(ctx, [receipt.value], await isMember(ctx, actor.agency), 'MACHINE');
  if (!opened?.alert) return refuse('network-alert.not-found');
  const { alert } = opened;
  await noteFetched(ctx, [receipt.value]);
  return ok(formOf[input.form](alert));
}

/** That a machine of theirs took it, not oftener than by the minute. */
async function noteFetched(ctx: Ctx, receipts: readonly AlertReceiptRow[]): Promise<void> {
  const old = receipts.filter(
    ({ fetched_at }) => fetched_at === null || ctx.now.getTime() - fetched_at.getTime() >= MINUTE,
  );
  if (old.length === 0) return;
  await ctx.as(systemActor('takedown.take-alert')).transaction(async (tx) => {
    for (const { id } of old) await updateReceipt(tx, id, { fetched_at: tx.now });
    return ok();
  });
}
