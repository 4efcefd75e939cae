import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { registerHead } from '../entries/register-head-store.ts';
import { type MemberRight, rightRows } from '../entries/register-store.ts';
import { type PeerStatus, peerStatusRows } from '../imports/import-store.ts';
import { type ListStatus, listStatusRows } from './exchange-store.ts';

export interface ExchangeStatus {
  readonly seq: number;
  readonly changedAt: Date;
  readonly lists: readonly ListStatus[];
  readonly members: readonly MemberRight[];
  readonly peers: readonly PeerStatus[];
}

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
