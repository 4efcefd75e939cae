import { sql } from 'kysely';
import { actorName, type FieldClass, systemActor } from '../actor.ts';
import { actAs, type Tx } from '../database.ts';
import { newId } from '../id.ts';
import { deleteEndedWraps } from '../sealing/sealing-store.ts';

/** A need-to-know grant as it is given. */
export interface NewGrant {
  readonly objectKind: string;
  readonly objectId: string;
  readonly subjectKind: 'person' | 'desk' | 'agency';
  readonly subject: string;
  readonly fieldClasses: readonly FieldClass[];
  readonly purpose: string;
  readonly reason: string;
  readonly origin: string;
  /** The desk whose wraps of the record's keys serve the grant; absent where it opens no text by a wrap of its own. */
  readonly keyDesk?: string;
  readonly until: Date;
}

const platform = systemActor('kernel.grant');

/** Writes a grant as the platform, which alone may; it stands as given by who acts. Whether they may is for the caller to ask. */
export async function insertGrant(
  tx: Tx,
  grant: NewGrant,
  id: string = newId<'grant'>(tx.now.getTime()),
): Promise<string> {
  const by = actorName(tx.actor);
  await actAs(tx, platform, async (as) =>
    sql`
      insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, key_desk,
        granted_by, granted_at, expires_at)
      values (${id}, ${grant.objectKind}, ${grant.objectId}, ${grant.subjectKind}, ${grant.subject}, ${[...grant.fieldClasses]}::text[],
        ${grant.purpose}, ${grant.reason}, ${grant.origin}, ${grant.keyDesk ?? null}, ${by}, ${tx.now}, ${grant.until})`.execute(
      as.query<object>(),
    ),
  );
  return id;
}

/** Ends a grant that still runs, and deletes the wraps that no other grant needs. @returns whether it ran */
export async function endGrant(tx: Tx, id: string): Promise<boolean> {
  const by = actorName(tx.actor);
  return actAs(tx, platform, async (as) => {
    const { rows } = await sql<{ objectKind: string; objectId: string }>`
      update kernel.need_to_know set revoked_at = ${tx.now}, revoked_by = ${by}
      where id = ${id} and revoked_at is null and expires_at > ${tx.now}
      returning object_kind as "objectKind", object_id as "objectId"`.execute(as.query<object>());
    for (const object of rows) await deleteEndedWraps(as, object);
    return rows.length > 0;
  });
}
