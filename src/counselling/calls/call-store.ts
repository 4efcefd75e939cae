import { type Tx, tablesOf } from '../../kernel/index.ts';
import { carriedStates } from '../contacts/contact.ts';
import type { ContactRow, Tables } from '../tables.ts';
import { RECORDING_ASKED_FOR, SILENT_MOST } from './call-state.pure.ts';
import type { CallBackRow, CallStepRow, CallTables, PhoneCallRow, PhoneExtensionRow } from './call-tables.ts';

const table = tablesOf<CallTables>();
type All = CallTables & Tables;

export type CallChange = Partial<Omit<PhoneCallRow, 'id' | 'contact_id' | 'account_id' | 'call_mark' | 'direction'>>;

export const insertCall = (tx: Tx, row: PhoneCallRow): Promise<void> =>
  table.insertRow(tx, 'counselling.phone_call', row);

export async function updateCall(tx: Tx, id: string, change: CallChange): Promise<void> {
  await table.updateRows(tx, 'counselling.phone_call', { id }, change);
}

/** @returns false where the step was heard before */
export async function keepStep(tx: Tx, row: CallStepRow): Promise<boolean> {
  const kept = await tx
    .query<CallTables>()
    .insertInto('counselling.call_step')
    .values(row)
    .onConflict((of) => of.doNothing())
    .returning('call_id')
    .executeTakeFirst();
  return kept !== undefined;
}

export const callByMark = (tx: Tx, mark: Buffer): Promise<PhoneCallRow | undefined> =>
  table.findRow(tx, 'counselling.phone_call', { call_mark: mark }, 'for update');

export const lockCall = (tx: Tx, id: string): Promise<PhoneCallRow | undefined> =>
  table.findRow(tx, 'counselling.phone_call', { id }, 'for update');

/** The call of a contact that is open, or was last. */
export const lastCallOf = (tx: Tx, contact: string): Promise<PhoneCallRow | undefined> =>
  tx
    .query<CallTables>()
    .selectFrom('counselling.phone_call')
    .selectAll()
    .where('contact_id', '=', contact)
    .orderBy('ended_at', (order) => order.desc().nullsFirst())
    .orderBy('came_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Calls of an exchange that are open here and of which nothing was heard since. */
export const openCallsOf = (tx: Tx, account: string, before: Date): Promise<PhoneCallRow[]> =>
  tx
    .query<CallTables>()
    .selectFrom('counselling.phone_call')
    .selectAll()
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .where('state_at', '<', before)
    .where('came_at', '<', before)
    .orderBy('id')
    .execute();

/**
 * What time does to calls: callers kept for long enough, recordings that may have to stop, calls of which nothing is heard. A recording
 * whose stop an exchange never tells is asked about for some minutes after the call.
 */
export async function callsDue(
  tx: Tx,
  limit: number,
): Promise<Pick<PhoneCallRow, 'id' | 'account_id' | 'recording_since'>[]> {
  const before = (milliseconds: number) => new Date(tx.now.getTime() - milliseconds);
  return tx
    .query<CallTables>()
    .selectFrom('counselling.phone_call')
    .select(['id', 'account_id', 'recording_since'])
    .where((of) =>
      of.or([
        of('parked_until', '<=', tx.now),
        of.and([
          of('recording_since', 'is not', null),
          of.or([of('ended_at', 'is', null), of('ended_at', '>', before(RECORDING_ASKED_FOR))]),
        ]),
        of.and([of('ended_at', 'is', null), of('state_at', '<', before(SILENT_MOST))]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Earlier contacts from the same number, the newest first, without a word of what was said. */
export async function earlierFrom(
  tx: Tx,
  mark: Buffer,
  than: { readonly contact: string; readonly since: Date },
  limit: number,
): Promise<Pick<ContactRow, 'id' | 'reference' | 'began_at' | 'state'>[]> {
  return tx
    .query<All>()
    .selectFrom('counselling.contact as contact')
    .select(['contact.id', 'contact.reference', 'contact.began_at', 'contact.state'])
    .where('contact.id', '<>', than.contact)
    .where('contact.began_at', '>', than.since)
    .where('contact.id', 'in', (of) =>
      of.selectFrom('counselling.phone_call').select('contact_id').where('number_mark', '=', mark),
    )
    .orderBy('contact.began_at', 'desc')
    .limit(limit)
    .execute();
}

export const telephoneOf = (tx: Tx, person: string): Promise<PhoneExtensionRow | undefined> =>
  table.findRow(tx, 'counselling.phone_extension', { person });

export async function extensionOf(tx: Tx, person: string): Promise<string | undefined> {
  return (await telephoneOf(tx, person))?.extension;
}

export async function personAt(tx: Tx, extension: string): Promise<string | undefined> {
  return (await table.findRow(tx, 'counselling.phone_extension', { extension }))?.person;
}

/** Gives a person an extension. @returns false where somebody else has it */
export async function putExtension(tx: Tx, row: PhoneExtensionRow): Promise<boolean> {
  const other = await personAt(tx, row.extension);
  if (other !== undefined && other !== row.person) return false;
  const { person, ...change } = row;
  if ((await table.updateRows(tx, 'counselling.phone_extension', { person }, change)) === 0)
    await table.insertRow(tx, 'counselling.phone_extension', row);
  return true;
}

export const callBackOf = (tx: Tx, contact: string, lock?: 'for update'): Promise<CallBackRow | undefined> =>
  table.findRow(tx, 'counselling.call_back', { contact_id: contact }, lock);

export async function putCallBack(tx: Tx, row: CallBackRow): Promise<void> {
  const { contact_id, ...change } = row;
  if ((await table.updateRows(tx, 'counselling.call_back', { contact_id }, change)) === 0)
    await table.insertRow(tx, 'counselling.call_back', row);
}

export interface OpenCallBack extends CallBackRow {
  readonly reference: string;
  readonly began_at: Date;
}

/** Numbers to be called back, those that are due first, first: nobody has them and there is time left, or somebody tries just now. */
export const openCallBacks = (tx: Tx, desk: string, limit: number): Promise<OpenCallBack[]> =>
  tx
    .query<All>()
    .selectFrom('counselling.call_back as back')
    .innerJoin('counselling.contact as contact', 'contact.id', 'back.contact_id')
    .selectAll('back')
    .select(['contact.reference', 'contact.began_at'])
    .where('contact.desk_code', '=', desk)
    .where((of) =>
      of.or([
        of.and([of('back.state', '=', 'open'), of('back.until', '>', tx.now), of('contact.state', '=', 'abandoned')]),
        of.and([of('back.state', '=', 'trying'), of('contact.state', 'in', carriedStates)]),
      ]),
    )
    .orderBy('back.due_at')
    .limit(limit)
    .execute();

/** Open calls of the contacts that a person carries. */
export const callsCarriedBy = (tx: Tx, person: string): Promise<{ contact_id: string }[]> =>
  tx
    .query<All>()
    .selectFrom('counselling.phone_call as call')
    .innerJoin('counselling.contact as contact', 'contact.id', 'call.contact_id')
    .select('call.contact_id')
    .where('call.ended_at', 'is', null)
    .where('contact.helper', '=', person)
    .where('contact.state', 'in', carriedStates)
    .orderBy('call.came_at', 'desc')
    .execute();
