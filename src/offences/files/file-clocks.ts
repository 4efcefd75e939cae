import { type ClockKind, firstOf, meetClocks, moveClocks, startClocks } from '../../clocks/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import type { FileRow } from '../tables.ts';
import { markOverdue, retimeFiles } from './file-store.ts';
import { isTip, type Stage } from './offence-file.ts';
import { policeRoles, tellFile } from './tell-file.ts';

/** A tip is decided on within this rule's time. */
const TIP = 'DL-TIP-20D';
export const OFFENCE_FILE = 'offence-file';
const ofFile = (id: string) => ({ kind: OFFENCE_FILE, id }) as const;

type Due = Pick<FileRow, 'next_due_from' | 'next_due_at' | 'next_due_rule' | 'overdue'>;
const NO_CLOCK: Due = { next_due_from: null, next_due_at: null, next_due_rule: null, overdue: false };

/** The clock of a tip that a unit has taken, and the columns that it gives the file. */
export async function startTipClock(
  ctx: Ctx,
  tx: Tx,
  file: Pick<FileRow, 'id' | 'urgent' | 'lead_agency' | 'province'>,
): Promise<Due> {
  const started = await startClocks(tx, {
    law: lawOf(ctx.kernel),
    object: ofFile(file.id),
    codes: [TIP],
    startedAt: tx.now,
    occurrence: `tip ${tx.now.toISOString()}`,
    urgency: file.urgent ? 'U1' : undefined,
    ownerAgency: file.lead_agency,
    // Neither the ministries of welfare nor other desks of the agency learn by a clock that there is a file.
    confinedTo: 'offences',
    ...(file.province === null ? {} : { provinceCode: file.province }),
  });
  return { ...firstOf(started), overdue: false };
}

/** What a move to a stage does to the clock of the tip: a decision meets it, a tip that is taken up anew has a new one. */
export async function followStage(ctx: Ctx, tx: Tx, file: FileRow, to: Stage): Promise<Due> {
  if (isTip(file.stage) === isTip(to))
    return {
      next_due_from: file.next_due_from,
      next_due_at: file.next_due_at,
      next_due_rule: file.next_due_rule,
      overdue: file.overdue,
    };
  if (isTip(to)) return startTipClock(ctx, tx, file);
  await meetClocks(tx, ofFile(file.id));
  return NO_CLOCK;
}

/** The new lead owns the clock that runs; the law counts on from when the tip came. */
export const handOverClocks = (tx: Tx, file: string, to: string): Promise<void> =>
  moveClocks(tx, ofFile(file), { ownerAgency: to });

/** Offence files, for the engine of clocks. */
export const fileClocks: ClockKind = {
  kind: OFFENCE_FILE,
  words: { vi: 'Vụ việc xâm hại trẻ em trên mạng', en: 'Offence file' },
  supervisedBy: 'COORDINATE_OFFENCES',
  told: {
    dueSoon: [...policeRoles],
    breached: [...policeRoles],
    PROVINCE: [],
    CENTRAL: [...policeRoles],
  },
  page: (id) => `/vi-pham/${id}`,
  moved: retimeFiles,
  breached: async (tx, clocks) => {
    for (const { object } of clocks) {
      await markOverdue(tx, object);
      await tellFile(tx, object);
    }
  },
};
