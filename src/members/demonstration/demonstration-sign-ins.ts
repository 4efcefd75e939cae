import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { role as roleList } from '../../vocabulary/index.ts';
import { liveAssignments } from '../people/person-store.ts';
import { demonstrationAccounts } from '../sign-in/credential-store.ts';
import { totpCode, totpContext, totpStep } from '../sign-in/one-time-code.ts';
import { demonstrationPassword } from './demonstration-secrets.ts';

export interface DemonstrationSignIn {
  readonly login: string;
  readonly name: string;
  readonly agency: string;
  readonly roles: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  readonly password: string;
  /** The one-time code that will be accepted next. */
  readonly code: string;
}

/**
 * How to sign in as the demonstration's people, and as nobody else: a person who was not made for it is never in the list.
 * @param logins of those who were made with it: who was entered while it ran has a password and a secret of their own
 */
export async function demonstrationSignIns(
  ctx: Ctx,
  logins: readonly string[],
): Promise<Result<DemonstrationSignIn[]>> {
  const { vault } = ctx.kernel;
  const password = await demonstrationPassword(vault);
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => {
    const made = new Set(logins);
    const people = (await demonstrationAccounts(tx)).filter((person) => made.has(person.login));
    const held = await liveAssignments(tx);
    const signIns = await Promise.all(
      people.map(async (person) => {
        const secret = Buffer.from(await vault.unwrap(person.sealedSecret, totpContext(person.id))).toString('utf8');
        // A code works once; the next step's is accepted too, so that two people may try the same desk at once.
        const step = Math.min(Math.max(totpStep(tx.now), person.lastStep + 1), totpStep(tx.now) + 1);
        const roles = [...new Set(held.filter((one) => one.person === person.id).map((one) => one.role))].flatMap(
          (code) => {
            return roleList.has(code) ? [{ code, vi: roleList.label(code, 'vi'), en: roleList.label(code, 'en') }] : [];
          },
        );
        return {
          login: person.login,
          name: person.name,
          agency: person.agency,
          roles,
          password,
          code: totpCode(secret, step),
        };
      }),
    );
    return ok(signIns);
  });
}
