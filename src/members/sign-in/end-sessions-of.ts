import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { personRow } from '../people/person-store.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { endSessionRows } from './session-store.ts';

/** Signs a person of the own agency out everywhere. @returns how many sessions ended */
export async function endSessionsOf(ctx: Ctx, input: { person: string }): Promise<Result<number>> {
  const id = parseId<'person'>(input.person);
  const allowed = await ctx.transaction<string>(async (tx) => {
    const person = id && (await personRow(tx, id));
    if (!person) return refuse('person.unknown', { field: 'person' });
    if (!personPolicy.can(ctx.actor, 'session.end-others', person, ctx.now)) return refuse('members.not-your-agency');
    tx.audit({ action: 'session.end-others', organisation: person.agency, object: { kind: 'person', id: person.id } });
    return ok(person.id);
  });
  if (!allowed.ok) {
    if (allowed.refusal.code === 'members.not-your-agency')
      await ctx.auditRefused({ action: 'session.end-others', object: { kind: 'person', id: input.person } });
    return allowed;
  }
  // An administrator may end sessions but not see them: the list shows when and where somebody works.
  return ctx
    .as(systemActor('members.end-sessions'))
    .transaction(async (tx) => ok(await endSessionRows(tx, { person: allowed.value }, 'ended-by-administrator')));
}
