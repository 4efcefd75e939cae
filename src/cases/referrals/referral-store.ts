import { sql } from 'kysely';
import { actorName, newId, type Tx, tablesOf, vietnamDate } from '../../kernel/index.ts';
import type { ReferralStatus } from '../../vocabulary/index.ts';
import { referralPolicy } from '../access/case-policy.ts';
import type { Codes, ReferralRow, Tables } from '../tables.ts';
import { openStates, referralStages } from './referral-stage.ts';

const table = tablesOf<Tables>();

/**
 * One referral, as far as the actor may see it, and if nobody of the actor's name is implicated in its case.
 */
export async function referralRow(
  tx: Tx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ReferralRow | undefined> {
  let query = tx.query<Tables>().selectFrom('cases.referral as r').selectAll('r').where('r.id', '=', id);
  if (options.lock) query = query.forUpdate();
  return query.executeTakeFirst();
}

export async function insertReferral(tx: Tx, row: ReferralRow): Promise<void> {
  await table.insertRow(tx, 'cases.referral', row);
}

export async function updateReferral(
  tx: Tx,
  row: Pick<ReferralRow, 'id' | 'version'>,
  change: Partial<
    Pick<
      ReferralRow,
      'status' | 'basis' | 'reason_code' | 'outcome' | 'sent_at' | 'answer_due_at' | 'answered_at' | 'done_at'
    >
  >,
): Promise<void> {
  await table.updateRows(tx, 'cases.referral', { id: row.id }, { ...change, version: row.version + 1 });
}

export async function insertReferralEvent(tx: Tx, referral: string, code: string, codes: Codes = {}): Promise<void> {
  await table.insertRow(tx, 'cases.referral_event', {
    id: newId<'referral-event'>(tx.now.getTime()),
    referral_id: referral,
    code,
    at: tx.now,
    agency: tx.actor.kind === 'person' ? tx.actor.agency : null,
    actor: actorName(tx.actor),
    codes: JSON.stringify(codes),
  });
}

export async function referralEvents(tx: Tx, referral: string) {
  return table.listRows(tx, 'cases.referral_event', { referral_id: referral }, ['at', 'id']);
}

/** Takes a fact out of a draft; the database keeps those of a referral that was sent. */
export async function dropReferralPart(tx: Tx, referral: string, part: string): Promise<void> {
  await table.deleteRows(tx, 'cases.referral_part', { referral_id: referral, part });
}

export async function referralsOfCase(tx: Tx, caseId: string): Promise<ReferralRow[]> {
  return table.listRows(tx, 'cases.referral', { case_id: caseId }, ['made_at']);
}

interface ReferralFilter {
  /** To or from the agency; absent: both. */
  readonly side?: 'in' | 'out';
  readonly agency: string;
  readonly statuses?: readonly ReferralStatus[];
  readonly purpose?: string;
  readonly case?: string;
  readonly asked?: boolean;
  readonly reference?: string;
}

/** What lists show and what is counted, each with the question that waits for its sender. */
function referralsOf(tx: Tx, filter: ReferralFilter) {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.referral as r')
    .leftJoin('cases.referral_question as open', (join) =>
      join
        .onRef('open.referral_id', '=', 'r.id')
        .on('open.answered_at', 'is', null)
        .on('r.status', 'in', [...openStates]),
    )
    .where(referralPolicy.filter(tx.actor, 'referral.read', tx.now, 'r'));
  if (filter.side) query = query.where(filter.side === 'in' ? 'r.to_agency' : 'r.from_agency', '=', filter.agency);
  if (filter.statuses) query = query.where('r.status', 'in', [...filter.statuses]);
  if (filter.purpose !== undefined) query = query.where('r.purpose', '=', filter.purpose);
  if (filter.reference !== undefined) query = query.where('r.reference', '=', filter.reference);
  if (filter.asked) query = query.where('open.id', 'is not', null);
  if (filter.case !== undefined) query = query.where('r.case_id', '=', filter.case);
  return query;
}

/** Referrals to or from the actor's agency, those that wait for an answer first. */
export async function referralList(
  tx: Tx,
  filter: ReferralFilter & { readonly limit: number },
): Promise<(ReferralRow & { outside_vi: string | null; outside_en: string | null; asked_at: Date | null })[]> {
  const place = (states: readonly ReferralStatus[]) =>
    sql<boolean>`r.status in (${sql.join(states.map((state) => sql.lit(state)))})`;
  return referralsOf(tx, filter)
    .leftJoin('cases.external_receiver as outside', 'outside.id', 'r.external_receiver')
    .selectAll('r')
    .select(['outside.name_vi as outside_vi', 'outside.name_en as outside_en', 'open.asked_at'])
    .orderBy(
      sql`case when ${place(referralStages.waiting)} then 0 when ${place([...referralStages.running, ...referralStages.draft])} then 1 else 2 end`,
    )
    .orderBy('r.answer_due_at', 'asc')
    .orderBy('r.id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** How many there are in each state, and with how many of these a question waits. */
export async function countByStatus(
  tx: Tx,
  filter: ReferralFilter,
): Promise<{ status: ReferralStatus; count: number; asked: number }[]> {
  const rows = await referralsOf(tx, filter)
    .select(['r.status', sql<number>`count(*)::int`.as('count'), sql<number>`count(open.id)::int`.as('asked')])
    .groupBy('r.status')
    .execute();
  return rows;
}

/** Referrals whose time to answer is over, for the platform's sweep; rows that another worker holds are left to it. */
export async function overdueReferrals(tx: Tx, limit: number): Promise<ReferralRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.referral')
    .selectAll()
    .where('status', '=', 'SENT')
    .where('answer_due_at', '<=', tx.now)
    .orderBy('answer_due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** The codes of referrals that the actor may know of. */
export async function referralReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('cases.referral')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** Writes on referrals when their answer is now due. */
export async function retimeReferrals(
  tx: Tx,
  moved: readonly { readonly id: string; readonly due: Date }[],
): Promise<void> {
  await sql`
    update cases.referral as r set answer_due_at = given.due
    from unnest(${moved.map((one) => one.id)}::uuid[], ${moved.map((one) => one.due)}::timestamptz[]) as given(id, due)
    where r.id = given.id`.execute(tx.query<Tables>());
}

/** Gives the open referrals of an agency whose function has moved to the one that holds it now. */
export async function moveReferrals(tx: Tx, caseId: string, from: string, to: string): Promise<void> {
  await table.updateRows(tx, 'cases.referral', { case_id: caseId, from_agency: from }, { from_agency: to });
}

export async function externalReceiver(tx: Tx, id: string) {
  return table.findRow(tx, 'cases.external_receiver', { id });
}

/** Organisations outside that are registered today, by name. */
export async function externalReceivers(tx: Tx): Promise<Tables['cases.external_receiver'][]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.external_receiver')
    .selectAll()
    .where(
      sql<boolean>`valid_from <= ${vietnamDate(tx.now)}::date and (valid_to is null or valid_to >= ${vietnamDate(tx.now)}::date)`,
    )
    .orderBy('name_vi')
    .execute();
}

export async function insertExternalReceiver(
  tx: Tx,
  row: Omit<Tables['cases.external_receiver'], 'id'>,
): Promise<string> {
  const id = newId<'external-receiver'>(tx.now.getTime());
  await table.insertRow(tx, 'cases.external_receiver', { ...row, id });
  return id;
}
