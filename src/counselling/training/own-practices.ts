import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { personas } from './personas.ts';
import { practiceAct } from './practice-record.ts';
import { deletePractice, deleteShare, insertShare, isShared, practicesOf, savePractice } from './practice-store.ts';
import { type PracticeView, personaView, practiceView } from './practice-view.ts';

/** Everybody there is to practise with, and the person's own practices, the newest first. */
export async function listPractices(ctx: Ctx) {
  const { actor } = ctx;
  return ctx.transaction(async (tx) => {
    const own = actor.kind === 'person' ? await practicesOf(tx, actor.person) : [];
    const practices = [];
    for (const { id, persona: code, began_at, ended, state } of own) {
      const persona = personas.find((one) => one.code === code);
      if (persona)
        practices.push({
          id,
          persona: personaView(persona),
          beganAt: began_at,
          ended,
          turns: state.moves.length,
          shared: await isShared(tx, id),
        });
    }
    return ok({ personas: personas.map(personaView), practices });
  });
}

export const openPractice = (
  ctx: Ctx,
  { practice: id }: { readonly practice: string },
): Promise<Result<PracticeView>> =>
  practiceAct(ctx, { id, readOnly: true }, async (tx, practice, persona) =>
    ok(await practiceView(ctx, tx, practice, persona)),
  );

/** Stops before the story came to its end; the sheet is there all the same. Refusal: `practice.over` */
export const stopPractice = (ctx: Ctx, { practice: id }: { readonly practice: string }): Promise<Result<void>> =>
  practiceAct(ctx, { id }, async (tx, practice) => {
    if (practice.ended !== null) return refuse('practice.over');
    await savePractice(tx, practice, { state: { ...practice.state, ended: 'stopped' }, ended: 'stopped' });
    return ok(undefined);
  });

/** Takes it away with everything that was written, and with what the supervisor was told. */
export const forgetPractice = (ctx: Ctx, { practice: id }: { readonly practice: string }): Promise<Result<void>> =>
  practiceAct(ctx, { id }, async (tx, practice) => {
    await deletePractice(tx, practice.id);
    return ok(undefined);
  });

/** Tells the supervisor that one practised, with whom and when; or takes that back. Refusal: `practice.not-over` */
export const sharePractice = (
  ctx: Ctx,
  input: { readonly practice: string; readonly shared: boolean },
): Promise<Result<void>> =>
  practiceAct(ctx, { id: input.practice }, async (tx, practice) => {
    if (practice.ended === null) return refuse('practice.not-over');
    await deleteShare(tx, practice.id);
    if (input.shared)
      await insertShare(tx, {
        practice_id: practice.id,
        person: practice.person,
        desk_code: practice.desk_code,
        persona: practice.persona,
        practised_at: practice.began_at,
        shared_at: tx.now,
      });
    return ok(undefined);
  });
