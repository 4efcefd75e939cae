import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from './consultation-record.ts';
import { updateConsultation } from './consultation-store.ts';
import { keepChoices } from './keep-choices.ts';
import { type ConsultationInput, readConsultationInput } from './read-consultation-input.ts';

/**
 * Changes a draft. What was opened is not changed: who answered, answered these words. Refusals: those of an act on a record and of a text,
 * `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`
 */
export async function changeConsultation(
  ctx: Ctx,
  { consultation, version, ...input }: ConsultationInput & { readonly consultation: string; readonly version: number },
): Promise<Result<void>> {
  const read = readConsultationInput(input);
  if (!read.ok) return read;
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.change',
    { id: consultation, version },
    async (tx, row, actor) => {
      await updateConsultation(tx, row, read.value.consultation);
      await keepChoices(tx, { id: row.id, kind: read.value.consultation.kind }, read.value.choices, actor.person);
      tx.audit({ action: 'consultation.change', object: { kind: CONSULTATION, id: row.id } });
      return ok();
    },
  );
}
