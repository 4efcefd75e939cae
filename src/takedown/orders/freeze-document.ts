import { createHash } from 'node:crypto';
import type { OfficialDocument } from '../../documents/index.ts';
import { type Ctx, newId, type Tx } from '../../kernel/index.ts';
import { sealJson } from '../sealed-json.ts';
import { insertDocument } from './order-store.ts';
import type { OrderDocumentKind } from './order-tables.ts';

/** Keeps a document in the words that it was issued in; its digest stands in the audit. */
export async function freezeDocument(
  ctx: Ctx,
  tx: Tx,
  order: string,
  kind: OrderDocumentKind,
  document: OfficialDocument,
): Promise<string> {
  const id = newId<'order-document'>(tx.now.getTime());
  const digest = createHash('sha256').update(JSON.stringify(document), 'utf8').digest();
  await insertDocument(tx, {
    id,
    order_id: order,
    kind,
    digest,
    issued_at: tx.now,
    sealed: await sealJson(ctx.kernel, 'order_document', id, document),
  });
  return digest.toString('hex');
}
