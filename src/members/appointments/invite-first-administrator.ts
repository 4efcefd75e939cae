import { type Ctx, HOUR, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { agencyRow } from '../agencies/agency-store.ts';
import { closeInvented } from '../demonstration/demonstration-store.ts';
import { type CreatePersonInput, INVITATION_HOURS } from '../people/create-person.ts';
import { brokenSeparation, isLogin, normaliseLogin, PERSON_NAME } from '../people/person.ts';
import { actorId, insertAssignment, insertPerson, lockStandingRoles, personByLogin } from '../people/person-store.ts';
import { refuse } from '../refusals.ts';
import { insertInvitation } from '../sign-in/credential-store.ts';
import {
  hasEnrolledAdministrator,
  lockFirstAdministrator,
  withdrawUnenrolledAdministrators,
} from '../sign-in/sign-in-store.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';

/**
 * The first system administrator of an installation, for its operator at the machine (`lachan admin invite`): everybody else
 * is entered by somebody who is there already. Only while no administrator has a way to sign in; until then it may be asked
 * again, also for somebody else, and an earlier invitation ends.
 * @returns the invitation, which is nowhere else
 */
export async function inviteFirstAdministrator(ctx: Ctx, input: CreatePersonInput): Promise<Result<string>> {
  const login = normaliseLogin(input.login);
  if (!isLogin(login)) return refuse('person.login-invalid', { field: 'login' });
  const read = readTextInput(input.name, 'name', PERSON_NAME);
  if (!read.ok) return read;
  const name = read.value;
  return ctx.transaction(async (tx) => {
    await lockFirstAdministrator(tx);
    if (!ctx.kernel.config.demonstration) await closeInvented(tx);
    if (await hasEnrolledAdministrator(tx)) return refuse('administrator.already-there');
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    await withdrawUnenrolledAdministrators(tx, actorId(tx));
    const known = await personByLogin(tx, login);
    if (known?.disabledAt) return refuse('person.login-taken', { field: 'login' });
    const id = known?.id ?? newId<'person'>(tx.now.getTime());
    const broken = brokenSeparation('sysadmin', await lockStandingRoles(tx, id));
    if (broken) return refuse('role.separation-of-duties', { field: 'login', facts: { rule: broken } });
    if (!known) await insertPerson(tx, { id, login, name, agency: input.agency, isDemonstration: false });
    await insertAssignment(tx, {
      id: newId<'role-assignment'>(tx.now.getTime()),
      person: id,
      role: 'sysadmin',
      agency: input.agency,
      desk: null,
      province: null,
      commune: null,
      validFrom: tx.now,
      validTo: null,
    });
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
      codes: { act: 'first-administrator', role: 'sysadmin' },
    });
    return ok(invitation);
  });
}
