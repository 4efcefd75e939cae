import { sql } from 'kysely';
import { actorName, type Exclusion, systemActor } from '../actor.ts';
import { actAs, type Tx } from '../database.ts';
import { newId } from '../id.ts';
import { EXCLUDED } from '../live.ts';

/** Who is kept from an object. A name is its key (`PersonActor.nameKey`), never the name. */
export interface ExclusionSubject {
  readonly kind: 'person' | 'agency' | 'name';
  readonly value: string;
}

export interface ExclusionRow {
  readonly objectKind: string;
  readonly objectId: string;
  readonly subject: ExclusionSubject;
  readonly since: Date;
}

/**
 * Keeps somebody from an object from this statement on, for every session that is open. Written as the platform, which alone may;
 * whether the actor may declare it is for the caller to ask. Done twice, it stands once.
 * @param reason code, as `IMPLICATED`
 */
export async function exclude(
  tx: Tx,
  exclusion: Exclusion & { readonly subject: ExclusionSubject; readonly reason: string },
): Promise<void> {
  const { now } = tx;
  const by = actorName(tx.actor);
  await actAs(tx, systemActor('kernel.exclude'), async (platform) =>
    sql`
    insert into kernel.exclusion (id, object_kind, object_id, subject_kind, subject, reason, declared_by, since)
    values (${newId<'exclusion'>(now.getTime())}, ${exclusion.objectKind}, ${exclusion.objectId}, ${exclusion.subject.kind},
      ${exclusion.subject.value}, ${exclusion.reason}, ${by}, ${now})
    on conflict do nothing`.execute(platform.query()),
  );
  tx.notify({ topic: EXCLUDED, id: exclusion.objectId });
}

/** Who is kept from any of the objects, the oldest first. */
export async function exclusionsOn(tx: Tx, objects: readonly Exclusion[]): Promise<ExclusionRow[]> {
  if (objects.length === 0) return [];
  const { rows } = await sql<ExclusionRow>`
    select object_kind as "objectKind", object_id as "objectId", jsonb_build_object('kind', subject_kind, 'value', subject) as subject, since
    from kernel.exclusion
    where (object_kind, object_id) in (
      select "objectKind", "objectId" from jsonb_to_recordset(${JSON.stringify(objects)}::jsonb) as wanted ("objectKind" text, "objectId" uuid))
    order by since, id`.execute(tx.query());
  return rows;
}

/** What a person at an agency is kept from: what identification loads beside the grants. */
export async function exclusionsOf(
  tx: Tx,
  who: { readonly person: string; readonly agency: string; readonly nameKey: string },
): Promise<Exclusion[]> {
  const { rows } = await sql<Exclusion>`
    select distinct object_kind as "objectKind", object_id as "objectId" from kernel.exclusion
    where (subject_kind = 'person' and subject = ${who.person}) or (subject_kind = 'agency' and subject = ${who.agency})
      or (subject_kind = 'name' and subject = ${who.nameKey})`.execute(tx.query());
  return rows;
}
