import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { recoveryCodesLeft } from '../sign-in/credential-store.ts';
import { passkeyRows } from '../sign-in/passkey-store.ts';
import type { Person } from './person.ts';
import { personRow } from './person-store.ts';

export interface OwnAccount {
  readonly person: Person;
  readonly recoveryCodesLeft: number;
  readonly passkeys: number;
}

/** The actor's own account, for the page that keeps it in order. */
export async function ownAccount(ctx: Ctx): Promise<Result<OwnAccount>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => {
    const person = await personRow(tx, actor.person);
    if (!person) return refuse('members.not-permitted');
    return ok({
      person,
      recoveryCodesLeft: await recoveryCodesLeft(tx, actor.person),
      passkeys: (await passkeyRows(tx, actor.person)).length,
    });
  });
}
