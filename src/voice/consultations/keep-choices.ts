import { newId, type Tx } from '../../kernel/index.ts';
import type { ConsultationRow } from '../tables.ts';
import { deleteSeeds, insertStatement, replaceOptions } from './consultation-store.ts';
import type { ReadChoice } from './read-consultation-input.ts';

/** Puts the options of a draft, or our own statements to begin with, in the place of those that stand. */
export async function keepChoices(
  tx: Tx,
  { id, kind }: Pick<ConsultationRow, 'id' | 'kind'>,
  choices: readonly ReadChoice[],
  person: string,
): Promise<void> {
  if (kind !== 'STATEMENTS') {
    await deleteSeeds(tx, id);
    await replaceOptions(
      tx,
      id,
      choices.map((choice) => ({ consultation_id: id, ...choice })),
    );
    return;
  }
  await replaceOptions(tx, id, []);
  await deleteSeeds(tx, id);
  for (const { number, text_vi, text_en } of choices)
    await insertStatement(tx, {
      id: newId<'statement'>(tx.now.getTime()),
      consultation_id: id,
      number,
      origin: 'SEED',
      text_vi,
      text_en,
      theme_id: null,
      shown_by: person,
      shown_at: tx.now,
      withdrawn_by: null,
      withdrawn_at: null,
    });
}
