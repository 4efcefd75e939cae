import type { ReceiptProof, UnlockedObject } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type WaitTold, waitForChild } from '../waiting/wait-for-child.ts';
import { type ChildThread, readAsChild, readOnAsChild } from './read-thread.ts';

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
  return read.ok ? ok(await withWait(ctx, read.value)) : read;
}

/** The same for a page that is open since it showed its session; `undefined` where that has ended. */
export async function viewOnAsChild(
  ctx: Ctx,
  unlocked: UnlockedObject,
  from: { readonly after: number },
): Promise<Result<ChildView | undefined>> {
  const read = await readOnAsChild(ctx, unlocked, from);
  return read.ok && read.value ? ok(await withWait(ctx, read.value)) : (read as Result<undefined>);
}

async function withWait(ctx: Ctx, thread: ChildThread): Promise<ChildView> {
  const waits = thread.phase === 'waiting' && !thread.wordLeft;
  return { ...thread, wait: waits ? await waitForChild(ctx, thread.contact) : null };
}
