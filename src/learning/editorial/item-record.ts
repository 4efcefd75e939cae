import { canBy, personsOnly, type RecordKind, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { itemPolicy } from './editorial-policies.ts';
import type { ItemRow } from './editorial-tables.ts';
import { itemStages } from './item.ts';
import { findItem } from './item-store.ts';

export const ITEM = 'learning-item';
export type ItemAct = (typeof itemPolicy)['actions'][number];

export const itemRecord: RecordKind<ItemRow, ItemAct> = {
  kind: ITEM,
  acts: personsOnly,
  find: (tx, id, { lock }) => findItem(tx, id, lock ? 'for update' : undefined),
  can: canBy(itemPolicy, ({ stage, written_by }) => ({ stage, written_by })),
  notFound: () => refuse('learning-item.not-found'),
  notPermitted: (actor, action, { stage, written_by }, now) => {
    const may = (row: Pick<ItemRow, 'stage' | 'written_by'>) => itemPolicy.can(actor, action, row, now);
    if (itemStages.some((other) => may({ stage: other, written_by })))
      return refuse('learning-item.wrong-stage', { facts: { stage } });
    return action === 'learning-item.approve' && may({ stage, written_by: null })
      ? refuse('learning-item.own-text')
      : undefined;
  },
  versionOf: ({ version }) => version,
  meanwhile: ({ stage, head }) => ({ stage, head }),
  changed: (tx, { id }) => tellEditors(tx, id),
};

/** Open pages of the editors look again. */
export function tellEditors(tx: Tx, id: string): void {
  tx.notify({ topic: 'learning.item', id, roles: ['editor'] });
}
