import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { insertPending, takePending } from './sign-in-store.ts';
import { isToken, newToken, tokenHash } from './token.ts';

/** Ten minutes: long enough to find the telephone with the passkey. */
const PENDING_MS = 10 * 60_000;

/** Keeps what the next step must be checked against, sealed. @returns the token that the browser brings back (a cookie of the page) */
export async function keepPending(ctx: Ctx, kind: string, data: object, person?: string): Promise<Result<string>> {
  const token = newToken();
  const sealed = await ctx.kernel.vault.wrap(
    Buffer.from(JSON.stringify(data), 'utf8'),
    pendingContext(kind, tokenHash(token)),
  );
  return ctx.as(systemActor('members.sign-in')).transaction(async (tx) => {
    await insertPending(tx, {
      tokenHash: tokenHash(token),
      kind,
      person: person ?? null,
      sealed,
      expiresAt: new Date(tx.now.getTime() + PENDING_MS),
    });
    return ok(token);
  });
}

/** What was kept under the token, once; undefined where it is unknown, of another kind or person, used or too old. */
export async function answerPending<T extends object>(
  ctx: Ctx,
  kind: string,
  token: string,
  person?: string,
): Promise<T | undefined> {
  if (!isToken(token)) return undefined;
  const taken = await ctx
    .as(systemActor('members.sign-in'))
    .transaction(async (tx) => ok(await takePending(tx, tokenHash(token), kind)));
  if (!taken.ok || !taken.value || taken.value.person !== (person ?? null)) return undefined;
  return JSON.parse(
    Buffer.from(await ctx.kernel.vault.unwrap(taken.value.sealed, pendingContext(kind, tokenHash(token)))).toString(
      'utf8',
    ),
  ) as T;
}

/** @param hash of the token that the browser brings back */
export function pendingContext(kind: string, hash: Buffer): string {
  return `members|pending|${kind}|${hash.toString('hex')}`;
}
