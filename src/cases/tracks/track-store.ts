import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import type { TrackKind } from './track.ts';

const table = tablesOf<Tables>();

/** @returns the id of the track, or undefined where the agency already has one of this kind on the incident */
export async function insertTrack(
  tx: Tx,
  row: {
    incident: string;
    kind: TrackKind;
    agency: string;
    objectId: string | null;
    reference: string;
    /** The agency that opens it. */
    from: string;
  },
): Promise<string | undefined> {
  const id = newId<'track'>(tx.now.getTime());
  const result = await tx
    .query<Tables>()
    .insertInto('cases.track')
    .values({
      id,
      incident_id: row.incident,
      kind: row.kind,
      agency: row.agency,
      object_id: row.objectId,
      reference: row.reference,
      from_agency: row.from,
      status: 'open',
      opened_at: tx.now,
      opened_by: actorName(tx.actor),
      done_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? id : undefined;
}

/** The tracks of an incident that the actor's agency works on. */
export async function tracksOf(tx: Tx, incident: string) {
  return table.listRows(tx, 'cases.track', { incident_id: incident }, ['opened_at']);
}

export const findTrack = (tx: Tx, id: string) => table.findRow(tx, 'cases.track', { id }, 'for update');

export async function setTrackStatus(tx: Tx, id: string, status: 'open' | 'done'): Promise<void> {
  await table.updateRows(tx, 'cases.track', { id }, { status, done_at: status === 'done' ? tx.now : null });
}

/** The case that goes on with an incident: the last one, where the child moved or cases were joined. */
export async function caseOfIncident(
  tx: Tx,
  incident: string,
): Promise<{ id: string; owner_agency: string } | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('cases.protection_case')
    .select(['id', 'owner_agency'])
    .where('incident_id', '=', incident)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The agency's tracks beside the protection of the child, open ones first, the newest first. */
export async function ownTracks(tx: Tx, agency: string, limit: number) {
  return tx
    .query<Tables>()
    .selectFrom('cases.track')
    .selectAll()
    .where('agency', '=', agency)
    .where('kind', '<>', 'protection')
    .orderBy('status', 'desc')
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Ends one track of the agency, and no other. @returns whether there was an open one */
export async function endTrack(tx: Tx, where: { incident: string; kind: TrackKind; agency: string }): Promise<boolean> {
  return (
    (await table.updateRows(
      tx,
      'cases.track',
      { incident_id: where.incident, kind: where.kind, agency: where.agency, status: 'open' },
      { status: 'done', done_at: tx.now },
    )) > 0
  );
}

/** The protection track runs again with its case. */
export async function reopenTrack(tx: Tx, incident: string, agency: string): Promise<void> {
  await table.updateRows(
    tx,
    'cases.track',
    { incident_id: incident, kind: 'protection', agency },
    { status: 'open', done_at: null },
  );
}

/** Gives the protection track of a case to the agency that its function has moved to. */
export async function moveTrack(tx: Tx, objectId: string, agency: string): Promise<void> {
  await table.updateRows(tx, 'cases.track', { object_id: objectId, kind: 'protection' }, { agency });
}
