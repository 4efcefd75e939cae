import { actAs, onDutyAt, systemActor, type Tx, vietnamDate, weekMinute } from '../../kernel/index.ts';
import { dutyOf } from './network-store.ts';

export interface OnNetworkDuty {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  readonly phone: string;
}

/** Who of some members is on duty at this moment, with their telephones: whom to ring. Who may ask is the caller's to judge. */
export async function networkDutyNow(tx: Tx, agencies: readonly string[]): Promise<OnNetworkDuty[]> {
  if (agencies.length === 0) return [];
  const today = vietnamDate(tx.now);
  const minute = weekMinute(tx.now);
  const rows = await actAs(tx, systemActor('members.network'), (system) => dutyOf(system, agencies, today));
  return rows
    .filter((row) => row.valid_from <= today && onDutyAt(row, minute))
    .map(({ id, agency, name, phone }) => ({ id, agency, name, phone }));
}
