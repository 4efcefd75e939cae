import { type Ctx, ok, type Result } from '../kernel/index.ts';
import { registerHead } from './entries/register-head-store.ts';
import { type SignalType, signalTypes } from './entries/signal.ts';
import type { MatchIndex } from './matching/match-index.ts';

export interface IndexHealth {
  /** Change that the index has reached, and the register's last one. */
  readonly seq: number;
  readonly registerSeq: number;
  readonly changedAt: Date;
  /** Signals in force by type. */
  readonly signals: readonly { readonly type: SignalType; readonly count: number }[];
  readonly bytes: number;
  /** Perceptual hashes that every question scans in line, until they are built in. */
  readonly delta: number;
  readonly shards: number;
}

/** How this process's index stands against the register. */
export async function indexHealth(ctx: Ctx, index: MatchIndex): Promise<Result<IndexHealth>> {
  return ctx.transaction(async (tx) => {
    const head = await registerHead(tx);
    const shards = (['pdq', 'vpdq'] as const).flatMap((type) => index.matcher(type).shards);
    return ok({
      seq: index.seq,
      registerSeq: head.seq,
      changedAt: head.at,
      signals: signalTypes.map((type) => ({ type, count: index.count(type) })),
      bytes: index.bytes,
      delta: shards.reduce((sum, shard) => sum + shard.deltaCount, 0),
      shards: shards.length,
    });
  });
}
