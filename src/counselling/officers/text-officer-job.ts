import type { Tx } from '../../kernel/index.ts';
import type { DutyOfficerRow, OfficerCallRow } from './officer-tables.ts';

export const TEXT_OFFICER = 'counselling.text-officer';

/** Asks for a text to an officer on duty, if the step is committed. Of an exercise nothing leaves the house. */
export async function askForText(tx: Tx, call: OfficerCallRow, officer: DutyOfficerRow): Promise<void> {
  if (call.drill || officer.drill) return;
  await tx.enqueue(TEXT_OFFICER, { call: call.id, rung: call.rung, officer: officer.id });
}
