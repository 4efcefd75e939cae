import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { personaOf } from './personas.ts';
import { practiceSharePolicy } from './practice-policy.ts';
import { sharedPractices } from './practice-store.ts';
import { personaView } from './practice-view.ts';

/** Who told the desk that they practised: with whom and when, and nothing of how it went. Refusal: `access.not-permitted` */
export async function listSharedPractices(
  ctx: Ctx,
): Promise<
  Result<{ readonly person: string; readonly persona: ReturnType<typeof personaView>; readonly practisedAt: Date }[]>
> {
  if (!practiceSharePolicy.couldEver(ctx.actor, 'practice-share.see', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok(
      (await sharedPractices(tx, HELPLINE.desk)).flatMap(({ person, persona: code, practised_at }) => {
        const persona = personaOf(code);
        return persona ? [{ person, persona: personaView(persona), practisedAt: practised_at }] : [];
      }),
    ),
  );
}
