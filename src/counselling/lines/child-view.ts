import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type WaitTold, waitForChild } from '../waiting/wait-for-child.ts';
import { type ChildThread, readAsChild } from './read-thread.ts';

export interface ChildView extends ChildThread {
  /** How long it is likely to take; null where the child waits for nobody. */
  readonly wait: WaitTold | null;
}

/** What the child's page shows, by whichever way it looks. */
export async function viewAsChild(
  ctx: Ctx,
  proof: ReceiptProof,
  from: { readonly after: number },
): Promise<Result<ChildView>> {
  const read = await readAsChild(ctx, proof, from);
  if (!read.ok) return read;
  const waits = read.value.phase === 'waiting' && !read.value.wordLeft;
  return ok({ ...read.value, wait: waits ? await waitForChild(ctx, read.value.contact) : null });
}
