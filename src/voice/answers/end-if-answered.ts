import type { Tx } from '../../kernel/index.ts';
import {
  answersOf,
  findConsultation,
  statementsOf,
  themesOf,
  updateConsultation,
} from '../consultations/consultation-store.ts';
import { countWaitingIdeas } from '../ideas/idea-store.ts';
import type { ConsultationRow } from '../tables.ts';

/**
 * Marks a closed consultation as answered, once every theme has its answer and no child is left over: every idea was read, and every
 * statement that is shown stands under a theme. Called by whatever may be the last step to it.
 */
export async function endIfAnswered(tx: Tx, { id }: Pick<ConsultationRow, 'id'>): Promise<void> {
  // Looked at before it is locked: while it is open, ballots are being written beside it.
  if ((await findConsultation(tx, id))?.state !== 'CLOSED') return;
  const row = await findConsultation(tx, id, 'for update');
  if (row?.state !== 'CLOSED') return;
  const themes = await themesOf(tx, id);
  if (themes.length === 0 || (await answersOf(tx, id)).length < themes.length) return;
  if (row.kind === 'STATEMENTS' && (leftOver(await statementsOf(tx, id)) > 0 || (await countWaitingIdeas(tx, id)) > 0))
    return;
  await updateConsultation(tx, row, { state: 'RESPONDED', responded_at: tx.now });
  tx.notify({ topic: 'voice.consultation', id: row.id, roles: ['youth_union_moderator'] });
}

/** How many statements that are shown stand under no theme: nobody has answered them. */
export const leftOver = (
  statements: readonly { readonly theme_id: string | null; readonly withdrawn_at: Date | null }[],
): number => statements.filter(({ theme_id, withdrawn_at }) => theme_id === null && withdrawn_at === null).length;
