import { actorName, agencyOf, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { bankByCode, sourceByCode } from '../entries/register-store.ts';
import { refuse } from '../refusals.ts';
import { insertBatch } from './import-batch-store.ts';
import type { ImportFormat } from './import-file.ts';

/** Begins to take in a file: its lines come in parts and are looked at; nothing enters the register before it is confirmed. */
export async function startImport(
  ctx: Ctx,
  input: { readonly source: string; readonly bank: string; readonly format: ImportFormat },
): Promise<Result<{ id: string }>> {
  return ctx.transaction(async (tx) => {
    const source = await sourceByCode(tx, input.source);
    if (!source) return refuse('source.not-found', { field: 'source' });
    const bank = await bankByCode(tx, input.bank);
    if (!bank) return refuse('bank.not-found', { field: 'bank' });
    if (!bank.enabled) return refuse('bank.disabled', { field: 'bank' });
    const id = newId<'hash-import'>();
    await insertBatch(tx, {
      id,
      agency: agencyOf(tx.actor),
      sourceId: source.id,
      bankId: bank.id,
      format: input.format,
      by: actorName(tx.actor),
    });
    tx.audit({
      action: 'hash-import.run',
      object: { kind: 'hash-import', id },
      codes: { act: 'start', source: source.code, bank: bank.code },
    });
    return ok({ id });
  });
}
