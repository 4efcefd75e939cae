import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { isInForce } from '../entries/entry.ts';
import { checkRemovalReceipt, type RemovalReceipt } from './check-removal-receipt.ts';
import { entriesOfRemoval } from './removal-store.ts';

export interface RemovalStatus {
  readonly filedAt: string;
  readonly withdrawnAt: string | null;
  /** Each picture or video, and whether members have its hash now. */
  readonly files: readonly { readonly media: 'image' | 'video'; readonly inForce: boolean }[];
}

/** What became of a request, for the holder of its receipt. */
export async function removalStatus(ctx: Ctx, receipt: RemovalReceipt): Promise<Result<RemovalStatus>> {
  const removal = await checkRemovalReceipt(ctx, receipt);
  if (!removal.ok) return removal;
  const { id, filedAt, withdrawnAt } = removal.value;
  return ctx.as(systemActor('hashes.open-removal')).transaction(async (tx) => {
    const files = await entriesOfRemoval(tx, id);
    return ok({
      filedAt: filedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
      files: files.map(({ media, status }) => ({ media, inForce: isInForce(status) })),
    });
  });
}
