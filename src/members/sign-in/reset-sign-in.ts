import { type Ctx, HOUR, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { appointsFromOutside } from '../appointments/appointment.ts';
import { postNotice } from '../notices/post-notice.ts';
import { INVITATION_HOURS } from '../people/create-person.ts';
import { mayGiveRole } from '../people/person.ts';
import { assignmentHistory, personRow } from '../people/person-store.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { insertInvitation } from './credential-store.ts';
import { newToken, tokenHash } from './token.ts';

/**
 * A new invitation for somebody who lost telephone and recovery codes. The old way in stays open until it is used. Whoever
 * holds an invitation can become the person, so it is only for those who could give every role that the person has, at
 * any agency: an administrator who sees no case must not come to a counsellor's desk this way. Nor does a system administrator
 * come by an administrator's account: a lost one is ended and another appointed, with a second person.
 */
export async function resetSignIn(ctx: Ctx, input: { person: string }): Promise<Result<{ invitation: string }>> {
  const id = parseId<'person'>(input.person);
  const standing = await ctx.as(systemActor('members.reset-sign-in')).transaction(async (tx) => {
    const history = id ? await assignmentHistory(tx, [id]) : [];
    return ok(history.filter((held) => held.validTo === null || held.validTo > tx.now));
  });
  if (!standing.ok) return standing;
  const result = await ctx.transaction<{ invitation: string }>(async (tx) => {
    const person = id && (await personRow(tx, id));
    if (!person || person.disabledAt || !personPolicy.can(ctx.actor, 'person.manage', person, ctx.now))
      return refuse('person.unknown', { field: 'person' });
    if (!standing.value.every((held) => mayGiveRole(ctx.actor, held) && !appointsFromOutside(ctx.actor, held)))
      return refuse('person.sign-in-not-yours');
    const invitation = newToken();
    await insertInvitation(tx, {
      tokenHash: tokenHash(invitation),
      person: person.id,
      expiresAt: new Date(tx.now.getTime() + INVITATION_HOURS * HOUR),
    });
    tx.audit({
      action: 'person.manage',
      organisation: person.agency,
      object: { kind: 'person', id: person.id },
      codes: { act: 'invited-anew' },
    });
    // Who holds the invitation can become this person: those who watch over the agency's data hear of it at once.
    await postNotice(
      tx,
      { roles: ['dpo', 'auditor'], agency: person.agency },
      { kind: 'person.invited-anew', object: { kind: 'person', id: person.id }, facts: { agency: person.agency } },
    );
    return ok({ invitation });
  });
  if (!result.ok && result.refusal.code === 'person.sign-in-not-yours')
    await ctx.auditRefused({ action: 'person.manage', object: { kind: 'person', id: input.person } });
  return result;
}
