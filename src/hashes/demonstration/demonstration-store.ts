import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { REMOVAL_BANK } from '../removal/removal.ts';

/** Whether anybody has opened a bank: then the register is in use and no place for the demonstration. */
export async function hasBanks(tx: Tx): Promise<boolean> {
  const [row] = await rows(
    tx,
    sql<{ found: boolean }>`select exists (select 1 from hashes.bank where code <> ${REMOVAL_BANK}) as found`,
  );
  return row?.found ?? false;
}
