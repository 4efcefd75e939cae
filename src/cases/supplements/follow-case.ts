import type { Ctx, Tx } from '../../kernel/index.ts';
import type { SupplementRow } from '../tables.ts';
import { openSupplements } from './supplement.ts';
import { lapseSupplementClock } from './supplement-clock.ts';
import { noticeOfSupplement } from './supplement-notices.ts';
import { giveSupplement } from './supplement-sealing.ts';
import { holdSupplementsOf, lapseOpenSupplements, moveSupplement, setSupplementAgency } from './supplement-store.ts';

/** The case has ended: nothing is owed to it any more, and nothing that was sent is taken in. */
export async function lapseSupplements(tx: Tx, caseId: string): Promise<void> {
  for (const id of await lapseOpenSupplements(tx, caseId)) await lapseSupplementClock(tx, id);
}

const open = async (tx: Tx, caseId: string): Promise<SupplementRow[]> =>
  (await holdSupplementsOf(tx, caseId)).filter(({ status }) => openSupplements.includes(status));

/**
 * The child's matter goes on in another case, of another agency or of the same: what is owed is owed to that one, and what was sent and
 * not signed yet is taken in there. Called by whoever sees both, or as the platform.
 */
export async function moveSupplements(
  ctx: Ctx,
  tx: Tx,
  from: { readonly case: string; readonly agency: string },
  to: { readonly case: string; readonly agency: string },
): Promise<void> {
  for (const row of await open(tx, from.case)) {
    const sent = row.status !== 'OWED';
    if (sent && from.agency !== to.agency)
      await giveSupplement(ctx, tx, row.id, { from: from.agency, to: to.agency, purpose: 'transfer' });
    await moveSupplement(tx, row, to);
    if (sent && from.agency !== to.agency)
      await noticeOfSupplement(tx, { ...row, case_id: to.case, to_agency: to.agency });
  }
}

/** The function that owns the case has moved to another agency, and the case with it. As the platform. */
export async function followSupplements(ctx: Ctx, tx: Tx, caseId: string, from: string, to: string): Promise<void> {
  for (const row of await holdSupplementsOf(tx, caseId)) {
    if (row.sent_at !== null) await giveSupplement(ctx, tx, row.id, { from, to, purpose: 'function-moved' });
    await setSupplementAgency(tx, row.id, to);
  }
}
