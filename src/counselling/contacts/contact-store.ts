import { sql } from 'kysely';
import { newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ContactRow, Tables } from '../tables.ts';
import { type ContactState, carriedStates, statesBefore } from './contact.ts';
import type { ContactEvent } from './contact-events.ts';
import type { BandReason } from './raise-band.ts';

const table = tablesOf<Tables>();

export type ContactChange = Partial<Omit<ContactRow, 'id' | 'version' | 'reference'>>;

export async function insertContact(tx: Tx, row: ContactRow): Promise<void> {
  await table.insertRow(tx, 'counselling.contact', row);
}

/** The contact as far as the actor may see it. */
export async function findContact(
  tx: Tx,
  id: string,
  { lock }: { readonly lock: boolean },
): Promise<ContactRow | undefined> {
  return table.findRow(tx, 'counselling.contact', { id }, lock ? 'for update' : undefined);
}

/**
 * Changes a contact for a caller that holds its lock. @returns the row as it is now
 * @throws where it cannot come to that state from the one it is in: the caller has not looked
 */
export async function updateContact(tx: Tx, id: string, change: ContactChange): Promise<ContactRow> {
  let query = tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set((of) => ({ ...change, version: of('version', '+', 1) }))
    .where('id', '=', id);
  if (change.state !== undefined) query = query.where('state', 'in', statesBefore(change.state));
  return query.returningAll().executeTakeFirstOrThrow();
}

/**
 * Notes what helpers have read, of many contacts in one statement, in their order: a helper who does not have the contact any more has
 * read nothing of it. Nobody's act rests on it, so the version stays. @returns the contacts of which more was read than was known
 */
export async function raiseHelperSeen(
  tx: Tx,
  marks: readonly { readonly contact: string; readonly helper: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly seq: number }[]> {
  return rows(
    tx,
    sql<{ id: string; seq: number }>`
      with mark as (
        select * from unnest(${marks.map(({ contact }) => contact)}::uuid[], ${marks.map(({ helper }) => helper)}::uuid[],
          ${marks.map(({ seq }) => seq)}::integer[]) as mark (id, helper, seq)),
      locked as (
        select contact.id, least(mark.seq, contact.last_seq) as seq from counselling.contact join mark on mark.id = contact.id
        where contact.helper = mark.helper and contact.helper_seen_seq < least(mark.seq, contact.last_seq)
        order by contact.id for update of contact)
      update counselling.contact set helper_seen_seq = locked.seq from locked where contact.id = locked.id
      returning contact.id, contact.helper_seen_seq as seq`,
  );
}

/**
 * Adds a line to a contact and changes the contact with it, in one statement, for a caller that holds its lock. The row as it is then is
 * made from the one that the caller has read: nothing but the change and the version differs, and it is long to send and to read.
 * @throws where the contact is not as it was read, or cannot come to that state
 */
export async function addLine(
  tx: Tx,
  contact: ContactRow,
  line: Tables['counselling.contact_line'],
  change: ContactChange,
): Promise<ContactRow> {
  const version = contact.version + 1;
  let query = tx
    .query<Tables>()
    .with('line', (query) => query.insertInto('counselling.contact_line').values(line))
    .updateTable('counselling.contact')
    .set({ ...change, version })
    .where('id', '=', contact.id)
    .where('version', '=', contact.version);
  if (change.state !== undefined) query = query.where('state', 'in', statesBefore(change.state));
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('the contact is not as its holder has read it');
  return { ...contact, ...change, version };
}

/** A contact that nobody had is somebody's from now on. */
export const nowWith = (person: string, now: Date) =>
  ({
    state: 'live',
    helper: person,
    offered_to: null,
    offer_until: null,
    missed_by: null,
    meant_for: null,
    meant_until: null,
    accepted_at: now,
    helper_lost_since: null,
  }) as const satisfies ContactChange;

/**
 * The offer becomes the helper's contact, in one statement: of many who press at once it changes the row for one.
 * @returns undefined where it was not theirs any more
 */
export async function takeOffer(tx: Tx, id: string, person: string): Promise<ContactRow | undefined> {
  return tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set((of) => ({ ...nowWith(person, tx.now), version: of('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .where('offered_to', '=', person)
    .where('offer_until', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
}

/** Where a contact goes that was offered in vain: back to its place, with its age. One that somebody had already is `returned`. */
const backInQueue = sql<ContactState>`case when helper is null then 'waiting' else 'returned' end`;

/** Takes an offer back. @returns undefined where it was not open any more */
export async function withdrawOffer(tx: Tx, id: string, from: string): Promise<ContactRow | undefined> {
  return tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set((of) => ({
      state: backInQueue,
      offered_to: null,
      offer_until: null,
      missed_by: from,
      version: of('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .where('offered_to', '=', from)
    .returningAll()
    .executeTakeFirst();
}

/** Offers that have run out. */
export async function expiredOffers(tx: Tx, limit: number): Promise<{ id: string; offered_to: string }[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .select(['id', 'offered_to'])
    .where('state', '=', 'offered')
    .where('offer_until', '<=', tx.now)
    .orderBy('offer_until')
    .limit(limit)
    .execute();
  return found as { id: string; offered_to: string }[];
}

/** The offer that a helper has open; undefined where there is none. */
export async function offerTo(tx: Tx, person: string): Promise<ContactRow | undefined> {
  return table.findRow(tx, 'counselling.contact', { offered_to: person });
}

/** What a helper has, the oldest first. */
export async function carriedBy(tx: Tx, person: string): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where('helper', '=', person)
    .where('state', 'in', carriedStates)
    .orderBy('accepted_at')
    .execute();
}

/** Contacts in one of the states whose time in the column is over. */
export async function contactsPast(
  tx: Tx,
  states: readonly ContactState[],
  column: 'wrap_until' | 'transfer_until' | 'place_until' | 'child_sign_at',
  before: Date,
  limit: number,
): Promise<string[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .select('id')
    .where('state', 'in', states)
    .where(column, '<=', before)
    .orderBy(column)
    .limit(limit)
    .execute();
  return found.map(({ id }) => id);
}

/** @param person whose doing it was, where the platform writes down what somebody did */
/** Whether a contact was ever raised for this reason. */
export async function wasRaisedFor(tx: Tx, contact: string, reason: BandReason): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from counselling.contact_event where contact_id = ${contact}::uuid and code = 'raised' and codes ->> 'reason' = ${reason} limit 1`,
  );
  return found.length > 0;
}

export async function insertEvent(
  tx: Tx,
  contact: string,
  code: ContactEvent,
  codes: Readonly<Record<string, string | number | boolean>> = {},
  person?: string,
): Promise<void> {
  const by = person === undefined ? tx.actor : ({ kind: 'person', person } as const);
  await table.insertRow(tx, 'counselling.contact_event', {
    id: newId<'event'>(tx.now.getTime()),
    contact_id: contact,
    code,
    at: tx.now,
    actor_kind: by.kind,
    actor: by.kind === 'person' ? by.person : by.kind === 'system' ? by.job : null,
    codes: JSON.stringify(codes),
  });
}

/**
 * The pages of these contacts are open: signs of those whose children are there. A row that somebody holds just now is passed
 * over; whoever holds it is told of the child by the next sign.
 * @returns those whose children had been counted as gone
 */
export async function touchChildren(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const open = () =>
    tx
      .query<Tables>()
      .selectFrom('counselling.contact')
      .select('id')
      .where('id', '=', sql<string>`any (${ids}::uuid[])`)
      .where('state', 'not in', ['done', 'abandoned']);
  await tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set({ child_sign_at: tx.now })
    .where(
      'id',
      'in',
      open().where('child_away_since', 'is', null).where('place_until', 'is', null).forUpdate().skipLocked(),
    )
    .execute();
  const gone = await open()
    .where((of) => of.or([of('child_away_since', 'is not', null), of('place_until', 'is not', null)]))
    .execute();
  return gone.map(({ id }) => id);
}

/** The child's page was seen: nothing that anybody else would look at again. */
export async function touchChild(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'counselling.contact', { id }, { child_sign_at: tx.now });
}

/** Contacts that somebody has read along for long enough. */
export async function watchesPast(tx: Tx, limit: number): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where('watched_by', 'is not', null)
    .where('watch_until', '<=', tx.now)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Contacts of a desk that are not over, those who wait longest first. */
export async function openContacts(tx: Tx, desk: string, limit: number): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where('desk_code', '=', desk)
    .where('state', 'not in', ['done', 'abandoned'])
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Contacts of danger that nobody has now, or that were noted as nobody's before: by the rule of `isDangerAlone`, which says it of each. */
export async function dangerContacts(tx: Tx, desk: string): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where('desk_code', '=', desk)
    .where(dangerAlone)
    .orderBy('id')
    .execute();
}

/** The same as a condition of SQL, in the words of its indexes. */
export const dangerAlone = sql<boolean>`(danger_alone_since is not null
  or (band >= 3 and state <> 'done' and state <> 'abandoned'
    and (state in ('waiting', 'returned', 'offered') or helper_lost_since is not null)))`;

/** Nothing that anybody else would look at again. */
export async function noteDangerAlone(
  tx: Tx,
  id: string,
  noted: Pick<ContactRow, 'danger_alone_since' | 'danger_wakes'>,
): Promise<void> {
  await table.updateRows(tx, 'counselling.contact', { id }, noted);
}

/** What a person has, is offered or is asked to take over, the oldest first. */
export async function contactsBefore(tx: Tx, person: string): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where((of) =>
      of.or([
        of.and([of('helper', '=', person), of('state', 'in', carriedStates)]),
        of('offered_to', '=', person),
        of('transfer_to', '=', person),
        of('watched_by', '=', person),
      ]),
    )
    .orderBy('accepted_at')
    .orderBy('id')
    .execute();
}

/** The desks of contacts, of those that the actor sees. */
export async function contactDesks(tx: Tx, ids: readonly string[]): Promise<Pick<ContactRow, 'id' | 'desk_code'>[]> {
  if (ids.length === 0) return [];
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .select(['id', 'desk_code'])
    .where('id', 'in', [...ids])
    .execute();
}

/** What people call contacts, of those that the actor sees. */
export async function contactReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map(({ id, reference }) => [id, reference]));
}

/** The contact that became this report. */
export async function contactWithReport(tx: Tx, report: string): Promise<ContactRow | undefined> {
  return table.findRow(tx, 'counselling.contact', { report_id: report });
}

/** Contacts of a helper that are over since then and were not written down, the oldest first. */
export async function unrecordedOf(tx: Tx, person: string, since: Date, limit: number): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .selectAll()
    .where('helper', '=', person)
    .where('state', '=', 'done')
    .where('recorded_at', 'is', null)
    .where('ended_at', '>=', since)
    .orderBy('ended_at')
    .limit(limit)
    .execute();
}

/** What happened to a contact, in codes; each once. */
export async function eventCodes(tx: Tx, contact: string): Promise<string[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact_event')
    .select('code')
    .distinct()
    .where('contact_id', '=', contact)
    .execute();
  return found.map(({ code }) => code);
}
