import {
  actAs,
  actOnRecord,
  type Ctx,
  canBy,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { itemStates } from './item.ts';
import { itemEvent } from './item-event.ts';
import { findItem, hasEntered } from './item-store.ts';

export type ItemAction = (typeof itemPolicy.actions)[number];

const scopeOf = ({ id, agency, state, proposed_by }: ItemRow) => ({
  id,
  agency,
  state,
  proposed_by: proposed_by ?? undefined,
});

/** A content item in the frame of every act on a record. */
export const itemRecord: RecordKind<ItemRow, ItemAction, PersonActor> = {
  kind: 'content-item',
  acts: personsOnly,
  find: (tx, id, { lock }) => findItem(tx, id, lock ? 'for update' : undefined),
  can: canBy(itemPolicy, scopeOf),
  notFound: () => refuse('content-item.not-found'),
  notPermitted: (actor, action, item, now) => {
    // Whether they could do it in another state, or if somebody else had entered it.
    const fits = (state: string, proposedBy: string | undefined) =>
      itemPolicy.can(actor, action, { ...scopeOf(item), state, proposed_by: proposedBy }, now);
    if (fits(item.state, undefined)) return refuse('content-item.own-proposal');
    if (itemStates.some((state) => fits(state, item.proposed_by ?? undefined)))
      return refuse('content-item.wrong-state', { facts: { state: item.state } });
    return undefined;
  },
  versionOf: (item) => item.version,
  meanwhile: (item) => ({ state: item.state }),
  changed: (tx, item) => tx.notify(itemEvent(item.id, item.agency)),
};

export interface OnItem {
  readonly item: string;
  /** The version that the actor saw; absent: whatever it is. */
  readonly version?: number | undefined;
  /** It is looked at and not changed. */
  readonly readOnly?: boolean | undefined;
}

export function itemAct<T>(
  ctx: Ctx,
  action: ItemAction,
  on: OnItem,
  act: (tx: Tx, item: ItemRow, actor: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(itemRecord, ctx, action, { id: on.item, version: on.version, readOnly: on.readOnly }, act);
}

/** Whether the person entered any of the item's reports: then they are no judge of it. */
export const enteredBy = (tx: Tx, item: string, person: string): Promise<boolean> =>
  actAs(tx, systemActor('takedown.origins'), (platform) => hasEntered(platform, item, person));

export const auditOf = (item: ItemRow, action: ItemAction) => ({
  organisation: item.agency,
  action,
  object: { kind: 'content-item', id: item.id },
});
