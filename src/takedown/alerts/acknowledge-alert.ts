import {
  type Actor,
  actAs,
  actOnRecord,
  actorName,
  anybody,
  type Ctx,
  canBy,
  ok,
  onRecordRefusals,
  type RecordKind,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { AcknowledgedHow } from './alert.ts';
import { meetRecallClock } from './alert-clocks.ts';
import { type AlertOutcome, alertOutcome } from './alert-lists.ts';
import { alertPolicy, alertReceiptPolicy } from './alert-policies.ts';
import { RECEIPT, tellKeepers, tellRecipient } from './alert-record.ts';
import { findAlert, findReceipt, insertAlertEvent, updateReceipt } from './alert-store.ts';
import type { AlertReceiptRow } from './alert-tables.ts';

type ReceiptAct = (typeof alertReceiptPolicy)['actions'][number];

/** A receipt as an act of its recipient finds it; its row is the platform's, so it is looked at and not locked. */
const receiptRecord: RecordKind<AlertReceiptRow, ReceiptAct, Actor> = {
  kind: RECEIPT,
  acts: anybody,
  find: (tx, id) => findReceipt(tx, id),
  can: canBy(alertReceiptPolicy, ({ agency, sender }) => ({ agency, sender })),
};

export const acknowledgeRefusals = [...onRecordRefusals, 'network-alert.outcome-unusable'];

/**
 * The recipient says that they have it, and what they did: a signed-in person of theirs, their machine, or their signed webhook as the
 * platform, which verified it; never a link that is opened. The same again is one answer; a later one takes its place.
 * Refusals: those of `actOnRecord`, `network-alert.outcome-unusable`
 */
export async function acknowledgeAlert(
  ctx: Ctx,
  input: { readonly receipt: string; readonly outcome: string },
): Promise<Result<void>> {
  const on = { id: input.receipt, readOnly: true };
  return actOnRecord(receiptRecord, ctx, 'alert-receipt.acknowledge', on, async (tx, row, actor) => {
    const outcome = outcomeFor(row, input.outcome);
    if (!outcome.ok) return outcome;
    const how: AcknowledgedHow = actor.kind === 'person' ? 'PERSON' : actor.kind === 'machine' ? 'MACHINE' : 'WEBHOOK';
    await answered(tx, row.id, { outcome: outcome.value, how, by: actorName(actor) });
    tx.audit({
      organisation: row.agency,
      action: 'alert-receipt.acknowledge',
      object: { kind: RECEIPT, id: row.id },
      codes: { outcome: outcome.value, how },
    });
    return ok();
  });
}

/**
 * What a recipient that was silent said on the telephone, written down by who called. Refusals: `record.not-found`,
 * `access.not-permitted`, `network-alert.outcome-unusable`
 */
export async function recordRecallCall(
  ctx: Ctx,
  input: { readonly receipt: string; readonly outcome: string },
): Promise<Result<void>> {
  const callers: RecordKind<AlertReceiptRow, 'network-alert.call'> = {
    kind: RECEIPT,
    acts: (actor): actor is Extract<Actor, { kind: 'person' }> => actor.kind === 'person',
    find: (tx, id) => findReceipt(tx, id),
    can: canBy(alertPolicy, ({ sender }) => ({ agency: sender })),
  };
  const on = { id: input.receipt, readOnly: true };
  return actOnRecord(callers, ctx, 'network-alert.call', on, async (tx, row, actor) => {
    if (row.escalated_at === null) return refuse('network-alert.outcome-unusable');
    const outcome = outcomeFor(row, input.outcome);
    if (!outcome.ok) return outcome;
    await answered(tx, row.id, { outcome: outcome.value, how: 'CALL', by: actor.person });
    tx.audit({
      action: 'network-alert.call',
      object: { kind: RECEIPT, id: row.id },
      codes: { outcome: outcome.value, member: row.agency },
    });
    return ok();
  });
}

function outcomeFor(row: AlertReceiptRow, code: string): Result<AlertOutcome> {
  return alertOutcome.has(code) && alertOutcome.get(code).recall === row.recall
    ? ok(code)
    : refuse('network-alert.outcome-unusable', { field: 'outcome' });
}

async function answered(
  tx: Tx,
  id: string,
  said: { readonly outcome: AlertOutcome; readonly how: AcknowledgedHow; readonly by: string },
): Promise<void> {
  await actAs(tx, systemActor('takedown.alerts'), async (system) => {
    const row = await findReceipt(system, id, 'for update');
    if (!row || (row.outcome === said.outcome && row.acknowledged_how === said.how)) return;
    await updateReceipt(system, id, {
      acknowledged_at: row.acknowledged_at ?? tx.now,
      acknowledged_by: said.by,
      acknowledged_how: said.how,
      outcome: said.outcome,
      seen_at: row.seen_at ?? tx.now,
    });
    if (row.recall) await meetRecallClock(system, id);
    await insertAlertEvent(system, row.alert_id, 'acknowledged', {
      agency: row.agency,
      outcome: said.outcome,
      how: said.how,
    });
    const alert = await findAlert(system, row.alert_id);
    if (alert) {
      tellKeepers(system, alert);
      tellRecipient(system, alert, row.agency);
    }
  });
}
