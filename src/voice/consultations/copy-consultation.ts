import { actOnRecord, type Ctx, newCode, newId, ok, type Result } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { CONSULTATION, consultationRecord } from './consultation-record.ts';
import { insertConsultation, optionsOf, statementsOf } from './consultation-store.ts';
import { keepChoices } from './keep-choices.ts';

/**
 * A new draft with the words of another: the question, its options or our own statements. Dates, keys, ballots and what children wrote stay
 * where they are, and how ideas are moderated is part of no consultation, so it cannot be lost on the way.
 * Refusals: those of an act on a record, `consultation.not-found`
 */
export async function copyConsultation(
  ctx: Ctx,
  { consultation }: { readonly consultation: string },
): Promise<Result<{ readonly id: string; readonly code: string }>> {
  const { actor: reader } = ctx;
  const invented = reader.kind === 'person' && (await isDemonstrationPerson(ctx, reader.person));
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.copy',
    { id: consultation, readOnly: true },
    async (tx, row, actor) => {
      const id = newId<'consultation'>(tx.now.getTime());
      const code = newCode();
      await insertConsultation(tx, {
        id,
        code,
        kind: row.kind,
        state: 'DRAFT',
        title_vi: row.title_vi,
        title_en: row.title_en,
        question_vi: row.question_vi,
        question_en: row.question_en,
        bands: row.bands,
        space_vi: row.space_vi,
        space_en: row.space_en,
        means: row.means,
        decision_maker_vi: row.decision_maker_vi,
        decision_maker_en: row.decision_maker_en,
        answer_by: null,
        most: row.most,
        budget: row.budget,
        opened_at: null,
        closes_at: null,
        first_closes_at: null,
        closed_at: null,
        responded_at: null,
        issuer_public: null,
        sealed: null,
        box_hash: null,
        counted: null,
        version: 1,
        agency: actor.agency,
        started_by: actor.person,
        started_at: tx.now,
        changed_at: tx.now,
        is_demonstration: invented,
      });
      const seeds = (await statementsOf(tx, row.id)).filter(({ origin }) => origin === 'SEED');
      const choices = row.kind === 'STATEMENTS' ? seeds : await optionsOf(tx, row.id);
      await keepChoices(
        tx,
        { id, kind: row.kind },
        choices.map((choice, at) => ({
          number: at + 1,
          text_vi: choice.text_vi,
          text_en: choice.text_en,
          cost: 'cost' in choice ? choice.cost : null,
        })),
        actor.person,
      );
      tx.audit({ action: 'consultation.copy', object: { kind: CONSULTATION, id: row.id } });
      tx.notify({ topic: 'voice.consultation', id, roles: ['youth_union_moderator'] });
      return ok({ id, code });
    },
  );
}
