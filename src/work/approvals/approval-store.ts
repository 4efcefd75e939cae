import { sql } from 'kysely';
import { actAs, systemActor, type Tx, tablesOf } from '../../kernel/index.ts';
import { approvalPolicy } from '../policies.ts';
import type { Approval, ApprovalOutcome } from './approval.ts';

interface ApprovalRow {
  id: string;
  kind: string;
  object_kind: string;
  object_id: string;
  agency: string | null;
  made_by: string[];
  record_id: string | null;
  asked_by: string;
  asked_at: Date;
  sealed_reason: Buffer | null;
  digest: string;
  decision: ApprovalOutcome | null;
  decided_by: string | null;
  decided_at: Date | null;
}
interface Tables {
  'work.approval': ApprovalRow;
}

const table = tablesOf<Tables>();
/** Writes what the verbs have judged: no SQL of a person asks for an approval or decides on one. */
const platform = systemActor('work.approval');

/** @returns false where the same thing waits already */
export async function insertApproval(
  tx: Tx,
  approval: Approval & { readonly sealedReason: Uint8Array | null },
): Promise<boolean> {
  const done = await actAs(tx, platform, (as) =>
    as
      .query<Tables>()
      .insertInto('work.approval')
      .values({
        id: approval.id,
        kind: approval.kind,
        object_kind: approval.object.kind,
        object_id: approval.object.id,
        agency: approval.agency,
        made_by: [...approval.madeBy],
        record_id: approval.record ?? null,
        asked_by: approval.askedBy,
        asked_at: approval.askedAt,
        sealed_reason: approval.sealedReason && Buffer.from(approval.sealedReason),
        digest: approval.digest,
        decision: null,
        decided_by: null,
        decided_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst(),
  );
  return Number(done.numInsertedOrUpdatedRows) === 1;
}

/** An approval that waits and that the actor may know of, kept from others until the transaction ends. */
export async function lockApproval(
  tx: Tx,
  which: { readonly id: string } | { readonly kind: string; readonly object: string },
): Promise<Approval | undefined> {
  const by = 'id' in which ? { id: which.id } : { kind: which.kind, object_id: which.object };
  const known = await table.findRow(tx, 'work.approval', { ...by, decided_at: null });
  if (!known) return undefined;
  const row = await actAs(tx, platform, (as) =>
    table.findRow(as, 'work.approval', { id: known.id, decided_at: null }, 'for update'),
  );
  return row && approvalOf(row);
}

/** An approval that waits, where the actor may know of it. */
export async function waitingApproval(tx: Tx, kind: string, object: string): Promise<Approval | undefined> {
  const row = await table.findRow(tx, 'work.approval', { decided_at: null, kind, object_id: object });
  return row && approvalOf(row);
}

/** Approvals that wait and that the actor may know of, oldest first. */
export async function waitingApprovals(tx: Tx, kinds: readonly string[], limit: number): Promise<Approval[]> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('work.approval as approval')
    .selectAll()
    .where('approval.decided_at', 'is', null)
    .where(sql<boolean>`approval.kind = any(${[...kinds]}::text[])`)
    .where(approvalPolicy.filter(tx.actor, 'approval.read', tx.now, 'approval'))
    .orderBy('approval.id')
    .limit(limit)
    .execute();
  return rows.map(approvalOf);
}

export async function sealedReasonOf(tx: Tx, id: string): Promise<Buffer | null> {
  const row = await tx
    .query<Tables>()
    .selectFrom('work.approval')
    .select('sealed_reason')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.sealed_reason ?? null;
}

export async function recordDecision(tx: Tx, id: string, decision: ApprovalOutcome, by: string): Promise<void> {
  await actAs(tx, platform, (as) =>
    table.updateRows(as, 'work.approval', { id }, { decision, decided_by: by, decided_at: tx.now }),
  );
}

function approvalOf(row: ApprovalRow): Approval {
  return {
    id: row.id,
    kind: row.kind,
    object: { kind: row.object_kind, id: row.object_id },
    agency: row.agency,
    madeBy: row.made_by,
    ...(row.record_id === null ? {} : { record: row.record_id }),
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    digest: row.digest,
  };
}
