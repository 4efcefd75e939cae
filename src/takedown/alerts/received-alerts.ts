import { z } from 'zod';
import {
  actAs,
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type PersonActor,
  parseId,
  type Result,
  readCursor,
  refuseRequest,
  systemActor,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { alertReceiptPolicy } from './alert-policies.ts';
import { RECEIPT, tellKeepers } from './alert-record.ts';
import { findReceipt, inboxRows, updateReceipt } from './alert-store.ts';
import { isMember } from './network-members.ts';
import { type OpenedReceipt, openReceived } from './open-received.ts';

const PAGE = 50;
const LIST: PagedList<{ at: string; id: string }> = {
  name: 'alert-receipt.read',
  place: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }),
};

export interface ReceivedLine {
  readonly id: string;
  readonly alert: string;
  readonly reference: string;
  readonly number: number;
  readonly message: 'ALERT' | 'UPDATE' | 'CANCEL';
  readonly standing: OpenedReceipt['standing'];
  readonly notProof: boolean;
  readonly event: string;
  /** Absent where nothing of it is for the reader any more. */
  readonly headline: string | null;
  readonly sender: string;
  readonly tlp: string;
  readonly sentAt: string;
  readonly expiresAt: string;
  readonly recallReason: string | null;
  readonly seenAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly outcome: string | null;
}

export interface ReceivedAlert extends ReceivedLine {
  readonly pap: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly areas: readonly string[];
  readonly effectiveAt: string;
  readonly parts: readonly {
    readonly id: string;
    readonly type: string;
    readonly tlp: string;
    readonly pap: string;
    readonly value: string;
    readonly acts: boolean;
  }[];
}

const reads = (ctx: Ctx): PersonActor | undefined =>
  ctx.actor.kind === 'person' &&
  alertReceiptPolicy.can(ctx.actor, 'alert-receipt.read', { agency: ctx.actor.agency, sender: '' }, ctx.now)
    ? ctx.actor
    : undefined;

/** What the reader's organisation was sent, the newest first. Refusals: `access.not-permitted`, `request.invalid` */
export async function listReceived(
  ctx: Ctx,
  query: { readonly after?: string | undefined } = {},
): Promise<Result<{ readonly rows: ReceivedLine[]; readonly next: string | null; readonly member: boolean }>> {
  const actor = reads(ctx);
  if (!actor) return refuseRequest('access.not-permitted');
  const place = await readCursor(ctx, LIST, {}, { text: query.after });
  if (!place.ok) return place;
  const member = await isMember(ctx, actor.agency);
  const found = await ctx.transaction(async (tx) => ok(await inboxRows(tx, actor.agency, PAGE + 1, place.value)));
  if (!found.ok) return found;
  const page = found.value.slice(0, PAGE);
  const last = page.at(-1);
  return ok({
    rows: (await openReceived(ctx, page, member, 'PAGE')).map(lineOf),
    next:
      last && found.value.length > PAGE
        ? await nextCursor(ctx, LIST, {}, { at: last.sent_at.toISOString(), id: last.id })
        : null,
    member,
  });
}

/**
 * One thing that the reader's organisation was sent; that they saw it is kept with its receipt and in the audit, which is not to say that
 * they acknowledge it. Refusals: `access.not-permitted`, `network-alert.not-found`
 */
export async function readReceived(ctx: Ctx, id: string): Promise<Result<ReceivedAlert>> {
  const actor = reads(ctx);
  if (!actor) return refuseRequest('access.not-permitted');
  const parsed = parseId<'alert-receipt'>(id);
  if (parsed === undefined) return refuse('network-alert.not-found');
  const receipt = await ctx.transaction(async (tx) => {
    const row = await findReceipt(tx, parsed);
    if (row?.agency !== actor.agency) return ok(undefined);
    tx.audit({ action: 'alert-receipt.read', object: { kind: RECEIPT, id: row.id } });
    if (row.seen_at === null)
      await actAs(tx, systemActor('takedown.alerts'), async (system) => {
        await updateReceipt(system, row.id, { seen_at: tx.now, seen_by: actor.person });
        tellKeepers(system, { id: row.alert_id, chain: row.chain, agency: row.sender });
      });
    return ok(row);
  });
  if (!receipt.ok) return receipt;
  if (!receipt.value) return refuse('network-alert.not-found');
  const [opened] = await openReceived(ctx, [receipt.value], await isMember(ctx, actor.agency), 'PAGE');
  if (!opened) return refuse('network-alert.not-found');
  const { row, alert } = opened;
  return ok({
    ...lineOf(opened),
    pap: row.pap,
    urgency: row.urgency,
    severity: row.severity,
    certainty: row.certainty,
    areas: alert?.areas ?? [],
    effectiveAt: row.effective_at.toISOString(),
    parts: alert?.parts ?? [],
  });
}

function lineOf({ receipt, row, standing, alert }: OpenedReceipt): ReceivedLine {
  return {
    id: receipt.id,
    alert: row.id,
    reference: row.reference,
    number: row.number,
    message: row.message,
    standing,
    notProof: row.nature === 'SIGNAL',
    event: row.event,
    sender: row.agency,
    tlp: row.tlp,
    headline: alert === undefined || alert.headline === '' ? null : alert.headline,
    sentAt: receipt.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    recallReason: row.recall_reason,
    seenAt: receipt.seen_at?.toISOString() ?? null,
    acknowledgedAt: receipt.acknowledged_at?.toISOString() ?? null,
    outcome: receipt.outcome,
  };
}
