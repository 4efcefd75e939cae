import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type PeerStanding, peerStandingRows } from './peer-standing-store.ts';

export type { PeerStanding } from './peer-standing-store.ts';

/** Every register that we read or feed: where it stands, how far it was read and sent, and what went wrong last. */
export async function peerStandings(ctx: Ctx): Promise<Result<PeerStanding[]>> {
  return ctx.transaction(async (tx) => ok(await peerStandingRows(tx)));
}
