import { type Ctx, HOUR, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { agencyRow } from '../agencies/agency-store.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { insertInvitation } from '../sign-in/credential-store.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';
import { isLogin, normaliseLogin, PERSON_NAME, type Person } from './person.ts';
import { actorId, insertPerson } from './person-store.ts';

export interface CreatePersonInput {
  /** E-mail address. */
  readonly login: string;
  readonly name: string;
  readonly agency: string;
}

/** An invitation is good for three days: long enough for a weekend, short enough for a mailbox that others read. */
export const INVITATION_HOURS = 72;

/**
 * Enters a person at an agency. The invitation is shown once: with it the person chooses a password
 * and sets up the one-time codes. It gives no role.
 */
export async function createPerson(
  ctx: Ctx,
  input: CreatePersonInput,
): Promise<Result<{ person: Person; invitation: string }>> {
  if (!personPolicy.can(ctx.actor, 'person.manage', { agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'person.manage', object: namedAgency(input.agency) });
    return refuse('members.not-your-agency');
  }
  const login = normaliseLogin(input.login);
  if (!isLogin(login)) return refuse('person.login-invalid', { field: 'login' });
  const read = readTextInput(input.name, 'name', PERSON_NAME);
  if (!read.ok) return read;
  const name = read.value;
  // Whoever is entered while the demonstration runs is a part of it.
  const isDemonstration = ctx.kernel.config.demonstration;
  return ctx.transaction(async (tx) => {
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    const id = newId<'person'>(tx.now.getTime());
    if (!(await insertPerson(tx, { id, login, name, agency: input.agency, isDemonstration })))
      return refuse('person.login-taken', { field: 'login' });
    const invitation = newToken();
    await insertInvitation(tx, {
      tokenHash: tokenHash(invitation),
      person: id,
      expiresAt: new Date(tx.now.getTime() + INVITATION_HOURS * HOUR),
    });
    tx.audit({
      action: 'person.manage',
      organisation: input.agency,
      object: { kind: 'person', id },
      codes: { act: 'created' },
    });
    return ok({
      person: {
        id,
        login,
        name,
        agency: input.agency,
        isDemonstration,
        createdAt: tx.now,
        createdBy: actorId(tx),
        disabledAt: null,
      },
      invitation,
    });
  });
}
