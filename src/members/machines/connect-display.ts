import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { takeAttempt } from '../sign-in/attempt.ts';
import { forgetAttempt } from '../sign-in/sign-in-store.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';
import { readDisplayCode } from './display.ts';
import { takeDisplayCode } from './display-store.ts';
import { MACHINE_CLIENTS } from './known-machines.ts';
import { formatKey } from './machine-client.ts';

/**
 * A screen gives the code that somebody typed, and gets its key; a key it had before is no more. The code is good once. Ten wrong
 * ones of a network in a quarter of an hour, and it has to wait. Refusals: `display.code-wrong`, `sign-in.too-many-attempts`
 */
export async function connectDisplay(
  ctx: Ctx,
  input: { readonly code: string },
): Promise<Result<{ key: string; until: Date }>> {
  const attempt = await takeAttempt(ctx, 'display', ctx.address ?? 'unknown');
  if (!attempt.ok) return attempt;
  const code = readDisplayCode(input.code);
  if (code === undefined) return refuse('display.code-wrong', { field: 'code' });
  return ctx.as(systemActor('members.display')).transaction(async (tx) => {
    const secret = newToken();
    const display = await takeDisplayCode(tx, tokenHash(code), tokenHash(secret));
    if (!display) return refuse('display.code-wrong', { field: 'code' });
    await forgetAttempt(tx, attempt.value);
    tx.audit({
      action: 'display.manage',
      organisation: display.agency,
      object: { kind: 'machine-client', id: display.id },
      codes: { act: 'connected' },
    });
    tx.notify({ topic: MACHINE_CLIENTS, id: display.id });
    return ok({ key: formatKey(display.id, secret), until: display.validTo });
  });
}
