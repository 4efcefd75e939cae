import { sql } from 'kysely';
import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import { keyStrength } from './identity-index.ts';

const table = tablesOf<Tables>();

export interface Related {
  readonly case_id: string;
  readonly agency: string;
  /** Sum of the strengths of the keys that both cases share. */
  readonly strength: number;
}

/** Open or closed cases of other agencies that share keys with a case; for the platform, which answers with agencies only. */
export async function relatedCases(tx: Tx, caseId: string): Promise<Related[]> {
  const strengths = JSON.stringify(keyStrength);
  const { rows } = await sql<Related>`
    select other.case_id, c.owner_agency as agency, max((${strengths}::jsonb ->> own.kind)::int) as strength
    from cases.identity_key as own
      join cases.identity_key as other on other.kind = own.kind and other.blind = own.blind and other.case_id <> own.case_id
      join cases.protection_case as c on c.id = other.case_id
      join cases.protection_case as mine on mine.id = own.case_id
    where own.case_id = ${caseId} and c.owner_agency <> mine.owner_agency and c.status not in ('MERGED', 'TRANSFERRED') and c.sensitivity <> 'restricted'
    group by other.case_id, c.owner_agency order by strength desc, other.case_id limit 20`.execute(tx.query<Tables>());
  return rows;
}

export async function insertContactRequest(
  tx: Tx,
  row: { fromCase: string; toCase: string; fromAgency: string; toAgency: string; askedBy: string },
): Promise<string | undefined> {
  const id = newId<'contact-request'>(tx.now.getTime());
  const result = await tx
    .query<Tables>()
    .insertInto('cases.contact_request')
    .values({
      id,
      from_case: row.fromCase,
      to_case: row.toCase,
      from_agency: row.fromAgency,
      to_agency: row.toAgency,
      status: 'asked',
      asked_at: tx.now,
      asked_by: row.askedBy,
      answered_at: null,
      answered_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? id : undefined;
}

export async function contactRequestRow(tx: Tx, id: string) {
  return table.findRow(tx, 'cases.contact_request', { id }, 'for update');
}

/** Contact requests of an agency, both ways, with the reference of its own case where the actor may know of that. */
export async function contactRequests(tx: Tx, agency: string) {
  return tx
    .query<Tables>()
    .selectFrom('cases.contact_request as r')
    .leftJoin('cases.protection_case as c', (join) =>
      join.on(sql<boolean>`c.id = case when r.from_agency = ${agency} then r.from_case else r.to_case end`),
    )
    .selectAll('r')
    .select('c.reference')
    .where((eb) => eb.or([eb('r.from_agency', '=', agency), eb('r.to_agency', '=', agency)]))
    .orderBy('r.asked_at', 'desc')
    .limit(200)
    .execute();
}

export async function answerContactRequestRow(tx: Tx, id: string, status: 'agreed' | 'declined'): Promise<void> {
  await table.updateRows(
    tx,
    'cases.contact_request',
    { id },
    { status, answered_at: tx.now, answered_by: actorName(tx.actor) },
  );
}
