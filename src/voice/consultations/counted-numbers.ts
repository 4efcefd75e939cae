import type { Tx } from '../../kernel/index.ts';
import type { ConsultationRow } from '../tables.ts';
import { optionsOf, statementsOf } from './consultation-store.ts';

/**
 * The numbers of options, or of statements, that count. Once it is closed they are those of the close: whoever has seen the votes of a
 * statement can take out its words and not its count, and one that is shown later was before nobody who voted.
 */
export async function countedNumbers(tx: Tx, row: ConsultationRow): Promise<readonly number[]> {
  if (row.counted !== null) return row.counted;
  const choices =
    row.kind === 'STATEMENTS'
      ? (await statementsOf(tx, row.id)).filter(({ withdrawn_at }) => withdrawn_at === null)
      : await optionsOf(tx, row.id);
  return choices.map(({ number }) => number);
}
