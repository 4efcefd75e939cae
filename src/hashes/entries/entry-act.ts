import {
  type Actor,
  actOnRecord,
  anybody,
  type Ctx,
  canBy,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { entryPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { entryStatuses } from './entry.ts';
import { type EntryAction, type EntryRow, lockEntry } from './entry-store.ts';

const scopeOf = (entry: EntryRow) => ({
  owner_agency: entry.ownerAgency,
  status: entry.status,
  proposed_by: entry.proposedBy,
});

const entryRecord: RecordKind<EntryRow, EntryAction, Actor> = {
  kind: 'hash-entry',
  acts: anybody,
  find: (tx, id) => lockEntry(tx, id, 'hash-entry.read'),
  can: canBy(entryPolicy, scopeOf),
  notFound: () => refuse('entry.not-found'),
  notPermitted: (actor, action, entry, now) => {
    // Whether the same actor could do it in another state, or if somebody else had proposed it.
    const fits = (proposedBy: string | undefined) =>
      entryStatuses.some((status) =>
        entryPolicy.can(actor, action, { ...scopeOf(entry), status, proposed_by: proposedBy }, now),
      );
    if (fits(entry.proposedBy)) return refuse('entry.wrong-state', { facts: { status: entry.status } });
    return fits(undefined) ? refuse('entry.own-proposal') : undefined;
  },
};

/** An act on an entry in the frame of every act on a record; its result stands in the log that every reader follows. */
export function entryAct<T>(
  ctx: Ctx,
  action: EntryAction,
  entry: string,
  act: (tx: Tx, entry: EntryRow, actor: Actor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(entryRecord, ctx, action, { id: entry }, act);
}
