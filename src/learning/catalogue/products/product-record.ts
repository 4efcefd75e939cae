import { canBy, personsOnly, type RecordKind } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { productPolicy } from '../catalogue-policies.ts';
import type { ProductRow } from './product.ts';
import { findProduct } from './product-store.ts';

export const PRODUCT = 'product';
export type ProductAct = (typeof productPolicy)['actions'][number];

/** An act on a product, by an officer who looks at products. */
export const productRecord: RecordKind<ProductRow, ProductAct> = {
  kind: PRODUCT,
  acts: personsOnly,
  find: (tx, id, { lock }) => findProduct(tx, id, lock ? 'for update' : undefined),
  can: canBy(productPolicy, ({ state }) => ({ state })),
  notFound: () => refuse('product.not-found'),
  notPermitted: (actor, action, { state }, now) =>
    state !== 'DRAFT' && productPolicy.can(actor, action, { state: 'DRAFT' }, now)
      ? refuse('product.wrong-state', { facts: { state } })
      : undefined,
  versionOf: ({ version }) => version,
  meanwhile: ({ state }) => ({ state }),
  changed: (tx, { id, agency }) => tx.notify({ topic: 'catalogue.product', id, agency }),
};
