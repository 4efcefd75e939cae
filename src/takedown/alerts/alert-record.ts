import { canBy, type LiveEvent, personsOnly, type RecordKind, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { alertPolicy } from './alert-policies.ts';
import { findAlert } from './alert-store.ts';
import type { AlertRow } from './alert-tables.ts';

export const ALERT = 'network-alert';
export const RECEIPT = 'alert-receipt';
export type AlertAct = (typeof alertPolicy)['actions'][number];

export const alertRecord: RecordKind<AlertRow, AlertAct> = {
  kind: ALERT,
  acts: personsOnly,
  find: (tx, id, { lock }) => findAlert(tx, id, lock ? 'for update' : undefined),
  can: canBy(alertPolicy, ({ agency, state, written_by }) => ({ agency, state, written_by })),
  notPermitted: (actor, action, { agency, written_by, state }, now) =>
    action === 'network-alert.recall' &&
    state !== 'ISSUED' &&
    alertPolicy.can(actor, action, { agency, written_by, state: 'ISSUED' }, now)
      ? refuse('network-alert.wrong-state', { facts: { state } })
      : undefined,
  versionOf: ({ version }) => version,
  meanwhile: ({ state }) => ({ state }),
  changed: (tx, row) => tellKeepers(tx, row),
};

const event = (row: Pick<AlertRow, 'id' | 'chain'>, agency: string): LiveEvent => ({
  topic: 'content.network-alert',
  id: row.chain,
  agency,
});

export function tellKeepers(tx: Tx, row: Pick<AlertRow, 'id' | 'chain' | 'agency'>): void {
  tx.notify({ ...event(row, row.agency), roles: ['vncop_coordinator'] });
}

export function tellRecipient(tx: Tx, row: Pick<AlertRow, 'id' | 'chain'>, agency: string): void {
  tx.notify(event(row, agency));
}
