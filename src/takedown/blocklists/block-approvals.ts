import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { type ApprovalKind, askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { entryById, updateEntry, writeEvent } from './block-entry-store.ts';
import { blockEntryPolicy } from './block-policies.ts';
import type { BlockEntryRow } from './block-tables.ts';
import { PUBLISH_JOB } from './publish-job.ts';

export const BLOCK_APPROVAL = 'block-entry';
export const BLOCK_APPROVAL_THIRD = 'block-entry-third';

async function content(_ctx: Ctx, tx: Tx, id: string): Promise<readonly string[] | undefined> {
  const row = await entryById(tx, id);
  return (
    row && [
      `block-entry ${row.id}`,
      `${row.kind} ${row.value}`,
      `reason ${row.reason}`,
      `basis ${row.basis}`,
      `order ${row.legal_order ?? ''}`,
      `until ${row.expires_at.toISOString()}`,
      `guard ${row.guard.join(' ')}`,
    ]
  );
}

async function mayDecide(ctx: Ctx, tx: Tx, { object }: { readonly object: { readonly id: string } }): Promise<boolean> {
  const row = await entryById(tx, object.id);
  return (
    row !== undefined &&
    !(ctx.actor.kind === 'person' && row.approved_by.includes(ctx.actor.person)) &&
    blockEntryPolicy.can(ctx.actor, 'block-entry.decide', row, ctx.now)
  );
}

async function facts(_ctx: Ctx, tx: Tx, { object }: { readonly object: { readonly id: string } }) {
  const row = await entryById(tx, object.id);
  return row && { entry: row.code, kind: row.kind, reason: row.reason };
}

/** In force from now on; what the resolvers take follows as soon as the job ran. */
async function putInForce(tx: Tx, row: BlockEntryRow, approver: string): Promise<Result<void>> {
  // What was decided late is not in force for a moment after its end.
  if (row.expires_at.getTime() <= tx.now.getTime()) return refuse('block-entry.wrong-state');
  await updateEntry(tx, row, { state: 'ACTIVE', approved_by: [...row.approved_by, approver], active_at: tx.now });
  await tx.enqueue(PUBLISH_JOB, {}, { key: PUBLISH_JOB });
  tx.notify({ topic: 'block-entry.changed', id: row.id, agency: row.agency });
  return ok();
}

async function turnDown(tx: Tx, row: BlockEntryRow): Promise<Result<void>> {
  await updateEntry(tx, row, { state: 'REFUSED', ended_at: tx.now });
  await writeEvent(tx, row.id, 'refused');
  tx.notify({ topic: 'block-entry.changed', id: row.id, agency: row.agency });
  return ok();
}

/** A second person agrees to a block; the guard may ask for a third, who is neither of them. */
export const blockApproval: ApprovalKind = {
  code: BLOCK_APPROVAL,
  content,
  mayDecide,
  facts,
  async decided(ctx, tx, { object }, decision) {
    const row = await entryById(tx, object.id, 'for update');
    if (row?.state !== 'PROPOSED' || tx.actor.kind !== 'person') return refuse('block-entry.wrong-state');
    if (decision !== 'APPROVED') return turnDown(tx, row);
    await writeEvent(tx, row.id, 'approved');
    tx.audit({ action: 'block-entry.decide', object: { kind: 'block-entry', id: row.id }, codes: { code: row.code } });
    if (row.guard.length === 0) return putInForce(tx, row, tx.actor.person);
    await updateEntry(tx, row, { state: 'WAITS_THIRD', approved_by: [tx.actor.person] });
    const asked = await askApproval(ctx, tx, {
      kind: BLOCK_APPROVAL_THIRD,
      object,
      agency: row.agency,
      madeBy: [row.proposed_by],
    });
    return asked.ok ? ok() : asked;
  },
};

export const blockApprovalThird: ApprovalKind = {
  code: BLOCK_APPROVAL_THIRD,
  content,
  mayDecide,
  facts,
  async decided(_ctx, tx, { object }, decision) {
    const row = await entryById(tx, object.id, 'for update');
    if (row?.state !== 'WAITS_THIRD' || tx.actor.kind !== 'person') return refuse('block-entry.wrong-state');
    if (decision !== 'APPROVED') return turnDown(tx, row);
    await writeEvent(tx, row.id, 'approved-third');
    tx.audit({ action: 'block-entry.decide', object: { kind: 'block-entry', id: row.id }, codes: { code: row.code } });
    return putInForce(tx, row, tx.actor.person);
  },
};
