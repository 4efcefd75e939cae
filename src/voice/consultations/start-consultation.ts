import { type Ctx, newCode, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { voiceCapabilities } from '../policies.ts';
import { CONSULTATION } from './consultation-record.ts';
import { insertConsultation } from './consultation-store.ts';
import { keepChoices } from './keep-choices.ts';
import { type ConsultationInput, readConsultationInput } from './read-consultation-input.ts';

/** Begins a consultation as a draft, which nobody outside sees. Refusals: those of a text, `access.not-permitted`, `consultation.unusable` */
export async function startConsultation(
  ctx: Ctx,
  input: ConsultationInput,
): Promise<Result<{ readonly id: string; readonly code: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !voiceCapabilities.can(actor, 'consultation.start', ctx.now)) {
    await ctx.auditRefused({ action: 'consultation.start', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const read = readConsultationInput(input);
  if (!read.ok) return read;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    const id = newId<'consultation'>(tx.now.getTime());
    const code = newCode();
    await insertConsultation(tx, {
      id,
      code,
      ...read.value.consultation,
      state: 'DRAFT',
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
    await keepChoices(tx, { id, kind: read.value.consultation.kind }, read.value.choices, actor.person);
    tx.audit({
      action: 'consultation.start',
      object: { kind: CONSULTATION, id },
      codes: { kind: read.value.consultation.kind },
    });
    tx.notify({ topic: 'voice.consultation', id, roles: ['youth_union_moderator'] });
    return ok({ id, code });
  });
}
