import { type Ctx, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { personaOf } from './personas.ts';
import { practicePolicy } from './practice-policy.ts';
import { newPracticeKey } from './practice-sealing.ts';
import { insertPractice, type Practice } from './practice-store.ts';
import { firstState } from './take-turn.ts';

/** Begins a practice with one persona. Refusals: `practice.persona-unknown`, `access.not-permitted` */
export async function startPractice(
  ctx: Ctx,
  input: { readonly persona: string },
): Promise<Result<{ readonly practice: string }>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'person' ||
    !practicePolicy.can(actor, 'practice.own', { desk_code: HELPLINE.desk, person: actor.person }, ctx.now)
  )
    return refuseRequest('access.not-permitted');
  const persona = personaOf(input.persona);
  if (!persona) return refuse('practice.persona-unknown', { field: 'persona' });
  const id = newId<'practice'>(ctx.now.getTime());
  const sealedKey = await newPracticeKey(ctx, id);
  return ctx.transaction(async (tx) => {
    const practice: Practice = {
      id,
      person: actor.person,
      desk_code: HELPLINE.desk,
      persona: persona.code,
      began_at: tx.now,
      ended_at: null,
      ended: null,
      state: firstState(persona),
      sealed_key: sealedKey,
      version: 1,
    };
    await insertPractice(tx, practice);
    return ok({ practice: id });
  });
}
