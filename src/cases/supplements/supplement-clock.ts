import { type ClockKind, endByLaw, lapseClocks, meetClocks, startClocks } from '../../clocks/index.ts';
import { type Tx, vietnamDate } from '../../kernel/index.ts';
import type { Law } from '../../vocabulary/index.ts';
import type { SupplementRow } from '../tables.ts';
import { retimeSupplements } from './supplement-store.ts';

/** The time to complete form 01 after an emergency was handed over; a row of the rules says how long. */
export const COMPLETE_FORM = 'DL-FORM01';

const ofSupplement = (id: string) => ({ kind: 'supplement', id }) as const;

/** When form 01 is to be complete that is handed over now. @throws when no rule is in force: then nobody would be asked for it */
export function supplementDue(law: Law, at: Date): Date {
  const due = endByLaw(law, COMPLETE_FORM, at);
  if (!due) throw new Error(`no deadline rule ${COMPLETE_FORM} is in force on ${vietnamDate(at)}`);
  return due;
}

/** Starts the clock. It belongs to the agency that handed over, and to no province. */
export async function startSupplementClock(
  tx: Tx,
  law: Law,
  row: Pick<SupplementRow, 'id' | 'case_id' | 'from_agency' | 'handed_over_at'>,
): Promise<void> {
  await startClocks(tx, {
    law,
    object: ofSupplement(row.id),
    record: row.case_id,
    codes: [COMPLETE_FORM],
    startedAt: row.handed_over_at,
    occurrence: 'handed-over',
    ownerAgency: row.from_agency,
  });
}

export const meetSupplementClock = (tx: Tx, id: string): Promise<void> => meetClocks(tx, ofSupplement(id));
export const lapseSupplementClock = (tx: Tx, id: string): Promise<void> => lapseClocks(tx, ofSupplement(id));

/** Supplements, for the engine of clocks. */
export const supplementClocks: ClockKind = {
  kind: 'supplement',
  words: { vi: 'Mẫu 01 bổ sung sau khi chuyển khẩn cấp', en: 'Form 01 after an emergency was handed over' },
  supervisedBy: 'SUPERVISE_CASES',
  told: {
    // Whoever handed over has it in their own list; who answers for the shift hears of it.
    dueSoon: ['111_supervisor'],
    breached: ['111_supervisor', '111_counsellor', 'police_intake', 'province_child_officer'],
    PROVINCE: [],
    CENTRAL: ['ministry_child_officer'],
  },
  page: (id) => `/bao-cao/mau-01/${id}`,
  moved: (tx, clocks) =>
    retimeSupplements(
      tx,
      clocks.map(({ object, dueAt }) => ({ id: object, due: dueAt })),
    ),
};
