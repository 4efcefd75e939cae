import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { closeInvitations, openInvitation, putPassword, putRecoveryCodes, putTotp } from './credential-store.ts';
import { newRecoveryCodes, recoveryCodeHash, totpContext, verifyTotp } from './one-time-code.ts';
import { orBusy } from './or-busy.ts';
import { deletePasskeysOf } from './passkey-store.ts';
import { hashPassword, isAcceptablePassword } from './password.ts';
import { endSessionRows } from './session-store.ts';
import { isToken, tokenHash } from './token.ts';

export interface CompleteEnrolmentInput {
  readonly invitation: string;
  readonly password: string;
  /** A code from the authenticator app, which proves that the set-up worked. */
  readonly code: string;
}

/** Uses an invitation up: sets the password, the one-time codes and ten recovery codes, which are shown this once. Old sessions and passkeys end. */
export async function completeEnrolment(
  ctx: Ctx,
  input: CompleteEnrolmentInput,
): Promise<Result<{ login: string; recoveryCodes: string[] }>> {
  if (!isToken(input.invitation)) return refuse('invitation.not-valid');
  const { vault } = ctx.kernel;
  const platform = ctx.as(systemActor('members.enrolment'));
  return orBusy(() =>
    platform.transaction(async (tx) => {
      const invited = await openInvitation(tx, tokenHash(input.invitation));
      if (!invited?.sealedTotpSecret) return refuse('invitation.not-valid');
      if (!isAcceptablePassword(input.password, invited.login))
        return refuse('password.too-weak', { field: 'password' });
      const secret = Buffer.from(await vault.unwrap(invited.sealedTotpSecret, totpContext(invited.person))).toString(
        'utf8',
      );
      const step = verifyTotp(secret, input.code, tx.now);
      if (step === undefined) return refuse('sign-in.code-wrong', { field: 'code' });
      const recoveryCodes = newRecoveryCodes();
      const hashes = await Promise.all(recoveryCodes.map((code) => recoveryCodeHash(vault, invited.person, code)));
      await putPassword(tx, invited.person, await hashPassword(vault, input.password));
      await putTotp(tx, invited.person, invited.sealedTotpSecret, step);
      await putRecoveryCodes(
        tx,
        invited.person,
        hashes.filter((hash) => hash !== undefined),
      );
      // They lie on the telephone that was lost, or were made by whoever had taken the account over.
      await deletePasskeysOf(tx, invited.person);
      await closeInvitations(tx, invited.person);
      await endSessionRows(tx, { person: invited.person }, 'enrolled-anew');
      tx.audit({
        action: 'sign-in.enrolled',
        organisation: invited.agency,
        object: { kind: 'person', id: invited.person },
      });
      return ok({ login: invited.login, recoveryCodes });
    }),
  );
}
