import {
  type Actor,
  actOnRecord,
  actorName,
  type Ctx,
  canBy,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { accountPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { findAccount, updateAccount } from './account-store.ts';
import { forgetAccount } from './open-account.ts';

export type AccountAction = (typeof accountPolicy.actions)[number];

/** An act on an account; to whoever does not see it, it is not there. */
export const accountRecord: RecordKind<AccountRow, AccountAction, PersonActor> = {
  kind: 'channel-account',
  acts: personsOnly as (actor: Actor) => actor is PersonActor,
  find: (tx, id, { lock }) => findAccount(tx, id, lock ? 'for update' : undefined),
  can: canBy(accountPolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('channel-account.not-found'),
  versionOf: ({ version }) => version,
};

/** An act that changes an account: what this process holds of it is read anew. */
export async function actOnAccount<T>(
  ctx: Ctx,
  action: AccountAction,
  on: { readonly id: string; readonly version?: number | undefined },
  act: (tx: Tx, row: AccountRow, actor: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await actOnRecord(accountRecord, ctx, action, on, act);
  if (done.ok) forgetAccount(ctx.kernel, on.id);
  return done;
}

/** Writes what an act made of an account. */
export async function changeRow(tx: Tx, row: AccountRow, set: Parameters<typeof updateAccount>[2]): Promise<void> {
  await updateAccount(tx, row.id, {
    ...set,
    changed_by: actorName(tx.actor),
    changed_at: tx.now,
    version: row.version + 1,
  });
}
