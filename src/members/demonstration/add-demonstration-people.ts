import { type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { AgencySeed } from '../agencies/agency.ts';
import { agencyRows, upsertAgencies } from '../agencies/agency-store.ts';
import { insertAssignment, insertPerson, personByLogin } from '../people/person-store.ts';
import { putPassword, putTotp } from '../sign-in/credential-store.ts';
import { totpContext } from '../sign-in/one-time-code.ts';
import { hashPassword } from '../sign-in/password.ts';
import type { DemonstrationPerson } from './demonstration-person.ts';
import { demonstrationPassword, demonstrationSecret } from './demonstration-secrets.ts';
import { reopenInvented } from './demonstration-store.ts';

/** Who works in a demonstration, and the organisations that no list of the state holds. */
export interface DemonstrationCast {
  readonly people: readonly DemonstrationPerson[];
  readonly organisations: readonly AgencySeed[];
}

/**
 * Puts the invented people of a demonstration in, with their organisations, roles and a way to sign in that is shown to
 * everybody. Safe to run again; opens accounts that were closed while it was off. @returns how many were new
 */
export async function addDemonstrationPeople(ctx: Ctx, cast: DemonstrationCast): Promise<Result<number>> {
  const platform = ctx.as(systemActor('members.demonstration'));
  const password = await demonstrationPassword(ctx.kernel.vault);
  const founded = await platform.transaction(async (tx) => {
    await upsertAgencies(tx, cast.organisations);
    await reopenInvented(tx);
    for (const { code } of cast.organisations) await ctx.kernel.sealing.createFirstDeskKey(tx, code);
    const existing = new Set(
      (await agencyRows(tx, { codes: cast.people.map((one) => one.agency), limit: 100 })).map((one) => one.code),
    );
    return ok(existing);
  });
  if (!founded.ok) return founded;
  // An installation may hold a part of the country only: nobody works at an agency that is not there.
  const people = cast.people.filter((one) => founded.value.has(one.agency));
  let added = 0;
  // One after another: passwords that wait for each other are given up after a while, and rest between (`passwordTurns`).
  for (const [place, one] of people.entries()) {
    const put = await putIn(platform, one, place, password);
    if (!put.ok) return put;
    if (put.value) added += 1;
  }
  return ok(added);
}

/** @returns whether the person was new */
async function putIn(
  platform: Ctx,
  one: DemonstrationPerson,
  place: number,
  password: string,
): Promise<Result<boolean>> {
  const { vault } = platform.kernel;
  const known = await platform.transaction(async (tx) => ok((await personByLogin(tx, one.login)) !== undefined));
  if (!known.ok || known.value) return known.ok ? ok(false) : known;
  // Listed in the order of their ids.
  const id = newId<'person'>(platform.now.getTime() + place);
  const proof = one.unseen
    ? undefined
    : {
        hash: await hashPassword(vault, password),
        sealed: await vault.wrap(Buffer.from(await demonstrationSecret(vault, one.login), 'utf8'), totpContext(id)),
      };
  return platform.transaction(async (tx) => {
    if (!(await insertPerson(tx, { id, login: one.login, name: one.name, agency: one.agency, isDemonstration: true })))
      return ok(false);
    await insertAssignment(tx, {
      id: newId<'role-assignment'>(tx.now.getTime()),
      person: id,
      role: one.role,
      agency: one.agency,
      desk: one.desk ?? null,
      province: one.province ?? null,
      commune: one.commune ?? null,
      validFrom: tx.now,
      validTo: null,
    });
    if (proof) {
      await putPassword(tx, id, proof.hash);
      await putTotp(tx, id, proof.sealed, 0);
    }
    tx.audit({
      action: 'person.manage',
      organisation: one.agency,
      object: { kind: 'person', id },
      codes: { act: 'demonstration', role: one.role },
    });
    return ok(true);
  });
}
