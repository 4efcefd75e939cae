import { type SqlBool, sql } from 'kysely';
import { type FieldClass, insertGrant, type Tx, tablesOf } from '../../kernel/index.ts';
import { actorId } from '../people/person-store.ts';
import { breakGlassPolicy } from '../policies.ts';
import type { BreakGlass, BreakGlassOutcome } from './break-glass-review.ts';

interface Tables {
  'members.break_glass': {
    id: string;
    grant_id: string;
    person: string;
    agency: string;
    role: string;
    object_kind: string;
    object_id: string;
    owner_agency: string;
    owner_desk: string;
    sealed_reason: Buffer;
    opened_at: Date;
    expires_at: Date;
    outcome: BreakGlassOutcome | null;
    sealed_note: Buffer | null;
    reviewed_at: Date | null;
    reviewed_by: string | null;
    reminded_at: Date | null;
  };
}

const table = tablesOf<Tables>();

const columns = [
  'glass.id',
  'glass.grant_id as grant',
  'glass.person',
  'glass.agency',
  'glass.role',
  'glass.object_kind as objectKind',
  'glass.object_id as objectId',
  'glass.owner_agency as ownerAgency',
  'glass.owner_desk as ownerDesk',
  'glass.opened_at as openedAt',
  'glass.expires_at as expiresAt',
  'glass.outcome',
  'glass.reviewed_at as reviewedAt',
  'glass.reviewed_by as reviewedBy',
] as const;

/** Writes the grant and the entry that waits for its review. */
export async function insertBreakGlass(
  tx: Tx,
  glass: Omit<BreakGlass, 'outcome' | 'reviewedAt' | 'reviewedBy'>,
  sealedReason: Uint8Array,
  fieldClasses: readonly FieldClass[],
  purpose: string,
): Promise<void> {
  await insertGrant(
    tx,
    {
      objectKind: glass.objectKind,
      objectId: glass.objectId,
      subjectKind: 'person',
      subject: glass.person,
      fieldClasses,
      purpose,
      // What the person wrote is sealed; the grant only says where it is.
      reason: `break-glass ${glass.id}`,
      origin: 'break-glass',
      until: glass.expiresAt,
    },
    glass.grant,
  );
  await table.insertRow(tx, 'members.break_glass', {
    id: glass.id,
    grant_id: glass.grant,
    person: glass.person,
    agency: glass.agency,
    role: glass.role,
    object_kind: glass.objectKind,
    object_id: glass.objectId,
    owner_agency: glass.ownerAgency,
    owner_desk: glass.ownerDesk,
    sealed_reason: Buffer.from(sealedReason),
    opened_at: glass.openedAt,
    expires_at: glass.expiresAt,
    outcome: null,
    sealed_note: null,
    reviewed_at: null,
    reviewed_by: null,
    reminded_at: null,
  });
}

/** An entry that the actor may read. */
export async function breakGlassRow(tx: Tx, id: string): Promise<BreakGlass | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.break_glass as glass')
    .select(columns)
    .where('glass.id', '=', id)
    .where(breakGlassPolicy.filter(tx.actor, 'break-glass.read', tx.now, 'glass'))
    .executeTakeFirst();
}

/** Entries by id (= by time); those that wait come first in time, so the oldest is on top. */
export async function breakGlassRows(
  tx: Tx,
  filters: { waiting: boolean; after?: string },
  limit: number,
): Promise<(BreakGlass & { sealedReason: Buffer; sealedNote: Buffer | null })[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('members.break_glass as glass')
    .select(columns)
    .select(['glass.sealed_reason as sealedReason', 'glass.sealed_note as sealedNote'])
    .where(
      breakGlassPolicy.filter(tx.actor, filters.waiting ? 'break-glass.review' : 'break-glass.read', tx.now, 'glass'),
    );
  if (!filters.waiting) query = query.orderBy('glass.id', 'desc');
  else query = query.orderBy('glass.id');
  const { after } = filters;
  if (after !== undefined)
    query = query.where(sql<SqlBool>`${sql.ref('glass.id')} ${sql.raw(filters.waiting ? '>' : '<')} ${after}`);
  return query.limit(limit).execute();
}

/** @returns false where somebody has reviewed it in the meantime */
export async function recordReview(
  tx: Tx,
  id: string,
  outcome: BreakGlassOutcome,
  sealedNote: Uint8Array | null,
): Promise<boolean> {
  const reviewed = await table.updateRows(
    tx,
    'members.break_glass',
    { id, reviewed_at: null },
    { outcome, sealed_note: sealedNote && Buffer.from(sealedNote), reviewed_at: tx.now, reviewed_by: actorId(tx) },
  );
  return reviewed > 0;
}

/** Entries that nobody reviewed nor was reminded of since `remindedBefore`, locked until the transaction ends. */
export async function reviewsToRemind(tx: Tx, remindedBefore: Date): Promise<BreakGlass[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.break_glass as glass')
    .select(columns)
    .where('glass.reviewed_at', 'is', null)
    .where((eb) => eb.or([eb('glass.reminded_at', 'is', null), eb('glass.reminded_at', '<=', remindedBefore)]))
    .forUpdate()
    .execute();
}

export async function markReminded(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .query<Tables>()
    .updateTable('members.break_glass')
    .set({ reminded_at: tx.now })
    .where('id', 'in', [...ids])
    .execute();
}
