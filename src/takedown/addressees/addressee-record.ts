import { canBy, personsOnly, type RecordKind } from '../../kernel/index.ts';
import { addresseePolicy } from '../orders/order-policies.ts';
import type { AddresseeRow } from '../orders/order-tables.ts';
import { refuse } from '../refusals.ts';
import { findAddressee } from './addressee-store.ts';

export const ADDRESSEE = 'addressee';

export type AddresseeAct = (typeof addresseePolicy)['actions'][number];

export const addresseeRecord: RecordKind<AddresseeRow, AddresseeAct> = {
  kind: ADDRESSEE,
  acts: personsOnly,
  find: (tx, id, { lock }) => findAddressee(tx, id, lock ? 'for update' : undefined),
  can: canBy(addresseePolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('addressee.not-found'),
};
