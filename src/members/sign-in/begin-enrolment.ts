import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { openInvitation, rememberInvitedSecret } from './credential-store.ts';
import { newTotpSecret, totpContext, totpUri } from './one-time-code.ts';
import { isToken, tokenHash } from './token.ts';

export interface Enrolment {
  readonly login: string;
  readonly name: string;
  /** Base 32, to type where the camera does not work. */
  readonly totpSecret: string;
  /** `otpauth://`, for the QR code. */
  readonly totpUri: string;
}

/** Opens an invitation: shows whom it is for and the secret for the authenticator app, the same one at every look. */
export async function beginEnrolment(ctx: Ctx, input: { invitation: string }): Promise<Result<Enrolment>> {
  if (!isToken(input.invitation)) return refuse('invitation.not-valid');
  const { vault } = ctx.kernel;
  return ctx.as(systemActor('members.enrolment')).transaction(async (tx) => {
    const hash = tokenHash(input.invitation);
    const invited = await openInvitation(tx, hash);
    if (!invited) return refuse('invitation.not-valid');
    const context = totpContext(invited.person);
    let secret = newTotpSecret();
    if (invited.sealedTotpSecret)
      secret = Buffer.from(await vault.unwrap(invited.sealedTotpSecret, context)).toString('utf8');
    else await rememberInvitedSecret(tx, hash, await vault.wrap(Buffer.from(secret, 'utf8'), context));
    return ok({
      login: invited.login,
      name: invited.name,
      totpSecret: secret,
      totpUri: totpUri(secret, invited.login),
    });
  });
}
