import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { noteAttempt, saveCheckpoint } from '../imports/import-store.ts';

/** One reading of a peer that lies in the past: how far it came, or why it did not. */
export interface RecordPull {
  readonly peer: string;
  readonly read?: { readonly checkpoint: object; readonly received: number };
  /** Code of what went wrong. */
  readonly refusal?: string;
}

/** Writes down that a peer was read at the context's moment; for a demonstration, whose peers are never called. */
export async function recordPull(ctx: Ctx, { peer, read, refusal }: RecordPull): Promise<Result<void>> {
  return ctx.as(systemActor('hashes.pull-peer')).transaction(async (tx) => {
    if (read) await saveCheckpoint(tx, peer, read.checkpoint, read.received);
    await noteAttempt(tx, peer, refusal ?? null);
    return ok();
  });
}
