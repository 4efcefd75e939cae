import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { registerHead } from '../entries/register-head-store.ts';
import { rightRows } from '../entries/register-store.ts';
import { peerStatusRows } from '../imports/import-store.ts';
import { listStatusRows } from './exchange-store.ts';
import type { ExchangeStatus } from './exchange-view.ts';

/** How the exchange stands: lists, members with their rights, other registers with their last success and refusal. */
export async function exchangeStatus(ctx: Ctx): Promise<Result<ExchangeStatus>> {
  return ctx.transaction(async (tx) => {
    const head = await registerHead(tx);
    return ok({
      seq: head.seq,
      changedAt: head.at,
      lists: await listStatusRows(tx),
      members: await rightRows(tx),
      peers: await peerStatusRows(tx),
    });
  });
}
