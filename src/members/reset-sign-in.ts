import { type Ctx, ok, parseId, type Result } from '../kernel/index.ts';
import { INVITATION_HOURS } from './create-person.ts';
import { insertInvitation } from './credential-store.ts';
import { personRow } from './person-store.ts';
import { personPolicy } from './policies.ts';
import { refuse } from './refusals.ts';
import { newToken, tokenHash } from './token.ts';

/** A new invitation for somebody who lost telephone and recovery codes. The old way in stays open until it is used. */
export async function resetSignIn(ctx: Ctx, input: { person: string }): Promise<Result<{ invitation: string }>> {
  const id = parseId<'person'>(input.person);
  return ctx.transaction(async (tx) => {
    const person = id && (await personRow(tx, id));
    if (!person || person.disabledAt || !personPolicy.can(ctx.actor, 'person.manage', person, ctx.now))
      return refuse('person.unknown', { field: 'person' });
    const invitation = newToken();
    await insertInvitation(tx, {
      tokenHash: tokenHash(invitation),
      person: person.id,
      expiresAt: new Date(tx.now.getTime() + INVITATION_HOURS * 3_600_000),
    });
    tx.audit({
      action: 'person.manage',
      organisation: person.agency,
      object: { kind: 'person', id: person.id },
      codes: { act: 'invited-anew' },
    });
    return ok({ invitation });
  });
}
