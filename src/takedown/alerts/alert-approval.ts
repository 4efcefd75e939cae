import { createHash } from 'node:crypto';
import { actAs, ok, systemActor, type Tx } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { itemsOfAlert, restsOnLawful } from './alert-item-store.ts';
import { alertPolicy } from './alert-policies.ts';
import { ALERT, tellKeepers } from './alert-record.ts';
import { findAlert, insertAlertEvent, lockChain, partsOf, updateAlert } from './alert-store.ts';
import type { AlertRow } from './alert-tables.ts';
import { SEND_ALERT } from './send-alert.ts';

async function contentOf(tx: Tx, row: AlertRow): Promise<readonly string[]> {
  const parts = await partsOf(tx, row.id);
  return [
    `${ALERT} ${row.id} ${row.message} ${row.number}`,
    `nature ${row.nature} event ${row.event}`,
    `headline ${createHash('sha256').update(row.headline).digest('hex')}`,
    `weight ${row.urgency} ${row.severity} ${row.certainty}`,
    `marking ${row.tlp} ${row.pap}`,
    `to ${row.audiences.join(' ')} | ${row.functions.join(' ')} | ${row.named.join(' ')} | ${row.areas.join(' ')}`,
    `from ${row.effective_at.toISOString()} to ${row.expires_at.toISOString()}`,
    ...(await itemsOfAlert(tx, row.id)).map(({ item_id }) => `rests on ${item_id}`),
    ...parts.map(
      (part) =>
        `part ${part.id} ${part.type} ${part.about} ${part.tlp} ${part.pap} ${createHash('sha256').update(part.sealed).digest('hex')}`,
    ),
  ];
}

/** A second person of the agency agrees to an alert; only then does it leave. */
export const alertApproval: ApprovalKind = {
  code: ALERT,
  async content(_ctx, tx, id) {
    const row = await findAlert(tx, id);
    return row?.state === 'WAITING' ? contentOf(tx, row) : undefined;
  },
  async mayDecide(ctx, tx, { object }) {
    const row = await findAlert(tx, object.id);
    return row !== undefined && alertPolicy.can(ctx.actor, 'network-alert.approve', row, ctx.now);
  },
  async decided(ctx, tx, { object }, decision) {
    const asked = await findAlert(tx, object.id);
    const chain = asked ? await lockChain(tx, asked.chain) : [];
    const row = chain.find(({ id }) => id === object.id);
    if (row?.state !== 'WAITING' || ctx.actor.kind !== 'person') return refuse('network-alert.wrong-state');
    if (decision !== 'APPROVED') {
      await updateAlert(tx, row, { state: 'REFUSED' });
      await insertAlertEvent(tx, row.id, decision === 'WITHDRAWN' ? 'withdrawn' : 'refused');
    } else {
      // What is agreed to after its end, or after what it follows was taken back, is not in force for a moment.
      const before = chain.find(({ id }) => id === row.follows);
      if (row.expires_at <= tx.now || (before && before.state !== 'ISSUED')) return refuse('network-alert.wrong-state');
      // An appeal may have been upheld while it was being written.
      if (await actAs(tx, systemActor('takedown.alerts'), (system) => restsOnLawful(system, row.id)))
        return refuse('network-alert.wrong-state');
      if (before) {
        await updateAlert(tx, before, { state: 'SUPERSEDED' });
        await insertAlertEvent(tx, before.id, 'superseded', { by: row.number });
      }
      await updateAlert(tx, row, { state: 'ISSUED', approved_by: ctx.actor.person, issued_at: tx.now });
      await insertAlertEvent(tx, row.id, 'issued');
      await tx.enqueue(SEND_ALERT, { alert: row.id }, { key: `${SEND_ALERT} ${row.id}` });
    }
    tx.audit({
      action: 'network-alert.approve',
      object: { kind: ALERT, id: row.id },
      codes: { decision, message: row.message, tlp: row.tlp },
    });
    tellKeepers(tx, row);
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const row = await findAlert(tx, object.id);
    return row && { reference: row.reference, event: row.event, message: row.message };
  },
};
