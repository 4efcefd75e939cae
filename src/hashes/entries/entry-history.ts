import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { entryDetailRow } from './entry-store.ts';
import { type ChangeOfEntry, changesOf, entryNumbers } from './register-overview-store.ts';
import { type WithdrawalRow, withdrawalsOf } from './withdrawal-store.ts';

/** What readers were told of an entry, and why it was taken out. */
export async function entryHistory(
  ctx: Ctx,
  input: { readonly entry: string },
): Promise<
  Result<{
    readonly number: number;
    readonly changes: readonly ChangeOfEntry[];
    readonly withdrawals: readonly WithdrawalRow[];
  }>
> {
  return ctx.transaction(async (tx) => {
    const entry = await entryDetailRow(tx, input.entry);
    if (!entry) return refuse('entry.not-found');
    return ok({
      number: (await entryNumbers(tx, [entry.id]))[0]?.number ?? 0,
      changes: await changesOf(tx, entry.id),
      withdrawals: await withdrawalsOf(tx, entry.id),
    });
  });
}
