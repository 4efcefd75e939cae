import { type Actor, canBy, type PersonActor, personsOnly, type RecordKind } from '../../kernel/index.ts';
import { accountPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { findAccount } from './account-store.ts';

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
