import { type Tx, tablesOf } from '../../kernel/index.ts';

/** In `disabled_by` of the invented people while the demonstration is off. */
const CLOSED = 'demonstration.off';

interface Tables {
  'members.person': { id: string; is_demonstration: boolean; disabled_at: Date | null; disabled_by: string | null };
  'members.session': { person: string; ended_at: Date | null; ended_by: string | null };
}

const table = tablesOf<Tables>();

/** Whether anybody is entered who was not made for the demonstration. */
export async function hasRealPeople(tx: Tx): Promise<boolean> {
  return table.hasRow(tx, 'members.person', { is_demonstration: false });
}

/** Closes the accounts of the invented people and ends their sessions. @returns how many accounts */
export async function closeInvented(tx: Tx): Promise<number> {
  const closed = await tx
    .query<Tables>()
    .updateTable('members.person')
    .set({ disabled_at: tx.now, disabled_by: CLOSED })
    .where('is_demonstration', '=', true)
    .where('disabled_at', 'is', null)
    .returning('id')
    .execute();
  await tx
    .query<Tables>()
    .updateTable('members.session')
    .set({ ended_at: tx.now, ended_by: CLOSED })
    .where('ended_at', 'is', null)
    .where('person', 'in', (eb) => eb.selectFrom('members.person').select('id').where('is_demonstration', '=', true))
    .execute();
  return closed.length;
}

/** Opens the accounts that `closeInvented` closed, and no other. */
export async function reopenInvented(tx: Tx): Promise<void> {
  await table.updateRows(
    tx,
    'members.person',
    { is_demonstration: true, disabled_by: CLOSED },
    { disabled_at: null, disabled_by: null },
  );
}
