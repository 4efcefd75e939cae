import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { liveAssignments } from '../people/person-store.ts';
import { refuse } from '../refusals.ts';
import { usualPurpose } from '../sign-in/session.ts';
import { updateSession } from '../sign-in/session-store.ts';

/** Acts from now on with the roles of another agency where the person has some. A step-up made for the one before does not carry over. */
export async function chooseAgency(ctx: Ctx, input: { agency: string }): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const live = await ctx
    .as(systemActor('members.sign-in'))
    .transaction(async (tx) => ok(await liveAssignments(tx, actor.person)));
  if (!live.ok) return live;
  const roles = live.value.filter((held) => held.agency === input.agency).map((held) => held.role);
  if (roles.length === 0) return refuse('session.no-role-there', { field: 'agency' });
  return ctx.transaction(async (tx) => {
    await updateSession(tx, actor.session, {
      agency: input.agency,
      purpose: usualPurpose(roles),
      steppedUpUntil: null,
    });
    tx.audit({
      action: 'session.choose-agency',
      organisation: input.agency,
      object: { kind: 'session', id: actor.session },
    });
    return ok();
  });
}
