import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { sourceByCode } from '../entries/register-store.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { forgetLines, freshLines, lockBatch, setBatchState, takeLines } from './import-batch-store.ts';
import { importEntries } from './import-entries.ts';

const PAGE = 250;

/** Takes in the new lines of a confirmed file, page by page. May be stopped anywhere and run again: a page and its lines go together. */
export async function runImport(ctx: Ctx, input: { readonly batch: string }): Promise<Result<void>> {
  const system = ctx.as(systemActor('hashes.run-import'));
  for (;;) {
    const next = await system.transaction(async (tx) => {
      const batch = await lockBatch(tx, input.batch);
      const source = batch && (await sourceByCode(tx, batch.source));
      if (!batch || !source) return refuse('import.not-found');
      const lines = batch.state === 'RUNNING' ? await freshLines(tx, batch.id, PAGE) : [];
      if (batch.state === 'RUNNING' && lines.length === 0) {
        await setBatchState(tx, batch.id, 'DONE');
        await forgetLines(tx, batch.id, ['known']);
      }
      tx.notify(registerEvent('hash-import', batch.id, batch.agency));
      return ok({ batch, source, lines });
    });
    if (!next.ok) return next;
    const { batch, source, lines } = next.value;
    if (lines.length === 0) return ok();
    const done = await importEntries(system, {
      source,
      bank: { id: batch.bankId, mode: batch.bankMode },
      // A person chose the bank for the file, so that is what its entries are for.
      entries: lines.map((line) => ({ ...line.entry, bankMode: batch.bankMode })),
      generation: 0,
      by: batch.startedBy,
      byHand: true,
      after: (tx) =>
        takeLines(
          tx,
          batch.id,
          lines.map((line) => line.id),
        ),
    });
    if (!done.ok) return done;
  }
}
