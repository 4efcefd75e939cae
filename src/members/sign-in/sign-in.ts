import { beginTry, type Ctx, ok, PLATFORM_CHAIN, type Result, systemActor, type Vault } from '../../kernel/index.ts';
import { normaliseLogin } from '../people/person.ts';
import { refuse } from '../refusals.ts';
import { takeAttempt } from './attempt.ts';
import { type Account, accountRow, consumeRecoveryCode, consumeTotpStep, putPassword } from './credential-store.ts';
import { newTotpSecret, recoveryCodeHash, totpContext, verifyTotp } from './one-time-code.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { orBusy } from './or-busy.ts';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import { forgetAttempt } from './sign-in-store.ts';

/** Wrong sign-ins of one address before it waits: an office may share one. */
const FREE_SIGN_INS = 30;
export interface SignInInput {
  readonly login: string;
  readonly password: string;
  /** Six digits of the authenticator app, or a recovery code. */
  readonly code: string;
  readonly userAgent?: string;
  /** The agency to act at, where the person has roles at several. */
  readonly agency?: string;
}

/**
 * Signs in with password and one-time code, both at once. Whatever is wrong, the answer is the same and
 * so is the work: neither shows whether the account exists, is closed, or which of the two was wrong.
 */
export async function signIn(ctx: Ctx, input: SignInInput): Promise<Result<OpenedSession>> {
  const attempt = beginTry(ctx, 'sign-in', [['', FREE_SIGN_INS]]);
  if (typeof attempt === 'number')
    return refuse('sign-in.address-waits', { facts: { retryAfterSeconds: Math.ceil(attempt / 1_000) } });
  const opened = await takeAndCheck(ctx, input);
  // Who was told to come again has tried nothing.
  if (opened.ok || opened.refusal.code === 'sign-in.busy') attempt.right();
  return opened;
}

async function takeAndCheck(ctx: Ctx, input: SignInInput): Promise<Result<OpenedSession>> {
  const platform = ctx.as(systemActor('members.sign-in'));
  const login = normaliseLogin(input.login);
  const attempt = await takeAttempt(ctx, 'sign-in', login);
  if (!attempt.ok) return attempt;
  const opened = await orBusy(() => checkAndOpen(ctx, platform, input, login, attempt.value));
  // It has tried nothing: others' sign-ins use up nobody's attempts.
  if (!opened.ok && opened.refusal.code === 'sign-in.busy')
    await platform.transaction(async (tx) => ok(await forgetAttempt(tx, attempt.value)));
  return opened;
}

async function checkAndOpen(
  ctx: Ctx,
  platform: Ctx,
  input: SignInInput,
  login: string,
  attempt: string,
): Promise<Result<OpenedSession>> {
  const { vault } = ctx.kernel;
  const found = await platform.transaction(async (tx) => ok(await accountRow(tx, { login })));
  if (!found.ok) return found;
  const account = found.value;

  const passwordRight = await verifyPassword(vault, account?.password, input.password);
  const factor = await secondFactor(vault, account, input.code, ctx.now);
  if (account?.password && passwordRight && factor) {
    // Outside the transaction, which may be tried again.
    const rehashed = needsRehash(account.password) ? await hashPassword(vault, input.password) : undefined;
    const opened = await platform.transaction(async (tx) => {
      const fresh =
        factor.kind === 'password'
          ? await consumeTotpStep(tx, account.person, factor.step)
          : await consumeRecoveryCode(tx, account.person, factor.hash);
      if (!fresh) return refuse('sign-in.not-accepted');
      if (rehashed) await putPassword(tx, account.person, rehashed);
      await forgetAttempt(tx, attempt);
      return openSession(tx, ctx, account, { method: factor.kind, userAgent: input.userAgent, agency: input.agency });
    });
    if (opened.ok) return opened;
  }
  await platform.auditRefused({
    action: 'session.open',
    organisation: account?.agency ?? PLATFORM_CHAIN,
    ...(account ? { object: { kind: 'person', id: account.person } } : {}),
  });
  return refuse('sign-in.not-accepted');
}

type Factor =
  | { readonly kind: 'password'; readonly step: number }
  | { readonly kind: 'recovery-code'; readonly hash: Buffer };

/** What the code proves, before it is known whether it was used; without an account the same work against a secret that nobody has. */
async function secondFactor(
  vault: Vault,
  account: Account | undefined,
  code: string,
  now: Date,
): Promise<Factor | undefined> {
  const person = account?.person ?? 'nobody';
  const sealed =
    account?.sealedTotpSecret ?? (await vault.wrap(Buffer.from(newTotpSecret(), 'utf8'), totpContext(person)));
  const secret = Buffer.from(await vault.unwrap(sealed, totpContext(person))).toString('utf8');
  const typed = code.trim();
  const step = verifyTotp(secret, typed.replaceAll(' ', ''), now);
  if (step !== undefined) return account?.sealedTotpSecret ? { kind: 'password', step } : undefined;
  const hash = await recoveryCodeHash(vault, person, typed);
  return account && hash ? { kind: 'recovery-code', hash } : undefined;
}
