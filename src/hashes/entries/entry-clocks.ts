import { type ClockKind, meetClocks, type PlannedClock, startClocks } from '../../clocks/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { registerEvent } from '../register-event.ts';
import { retimeAnswers } from './opinion-store.ts';

/** The owner's answer to an automatic suspension, and the approver's to a dispute. */
export type EntryClock = 'DL-HASH-SUSPENDED' | 'DL-HASH-DISPUTED';

const ofEntry = (id: string) => ({ kind: 'hash-entry', id }) as const;

/**
 * Starts the clock of an answer, which the entry's owner owes.
 * @param occurrence id of the suspension or dispute
 * @throws when no rule of the code is in force: then nothing could be asked for
 */
export async function startEntryClock(
  ctx: Ctx,
  tx: Tx,
  entry: { readonly id: string; readonly ownerAgency: string },
  code: EntryClock,
  occurrence: string,
): Promise<PlannedClock> {
  const [clock] = await startClocks(tx, {
    law: lawOf(ctx.kernel),
    object: ofEntry(entry.id),
    codes: [code],
    startedAt: tx.now,
    occurrence,
    ownerAgency: entry.ownerAgency,
  });
  if (!clock) throw new Error(`no deadline rule ${code} is in force`);
  return clock;
}

/** The entry was answered for: its clocks end. */
export function meetEntryClocks(tx: Tx, entry: string, codes?: readonly EntryClock[]): Promise<void> {
  return meetClocks(tx, ofEntry(entry), { codes });
}

/** Entries of the register, for the engine of clocks. */
export const entryClocks: ClockKind = {
  kind: 'hash-entry',
  words: { vi: 'Mã băm', en: 'Hash entry' },
  supervisedBy: 'RUN_HASH_DB',
  told: {
    dueSoon: ['hash_db_operator', 'hash_db_approver'],
    breached: ['hash_db_operator', 'hash_db_approver'],
    PROVINCE: [],
    CENTRAL: ['hash_db_approver'],
  },
  page: (id) => `/ma-bam/${id}`,
  moved: (tx, clocks) =>
    retimeAnswers(
      tx,
      clocks.map(({ object, rule, dueAt }) => ({ entry: object, rule: rule as EntryClock, due: dueAt })),
    ),
  breached: async (tx, clocks) => {
    for (const { object } of clocks) tx.notify(registerEvent('hash-queue', object));
  },
};
