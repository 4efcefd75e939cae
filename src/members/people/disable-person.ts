import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { endSessionRows } from '../sign-in/session-store.ts';
import { disablePersonRow, endAssignmentsOf, personRow } from './person-store.ts';

/** Closes a person's account: roles everywhere and sessions end at once; the history stays. */
export async function disablePerson(ctx: Ctx, input: { person: string }): Promise<Result<void>> {
  const id = parseId<'person'>(input.person);
  const result = await ctx.transaction<string>(async (tx) => {
    const person = id && (await personRow(tx, id));
    if (!person) return refuse('person.unknown', { field: 'person' });
    if (!personPolicy.can(ctx.actor, 'person.manage', person, ctx.now)) return refuse('members.not-your-agency');
    if (ctx.actor.kind === 'person' && ctx.actor.person === person.id) return refuse('person.own-account');
    if (!(await disablePersonRow(tx, person.id))) return refuse('person.already-disabled');
    tx.audit({
      action: 'person.manage',
      organisation: person.agency,
      object: { kind: 'person', id: person.id },
      codes: { act: 'disabled' },
    });
    return ok(person.id);
  });
  if (!result.ok) {
    if (result.refusal.code === 'members.not-your-agency')
      await ctx.auditRefused({ action: 'person.manage', object: { kind: 'person', id: input.person } });
    return result;
  }
  // Roles at other agencies and the sessions are out of the administrator's sight; the closed account already gives nothing.
  return ctx.as(systemActor('members.disable-person')).transaction(async (tx) => {
    await endAssignmentsOf(tx, result.value);
    await endSessionRows(tx, { person: result.value }, 'person-disabled');
    return ok();
  });
}
