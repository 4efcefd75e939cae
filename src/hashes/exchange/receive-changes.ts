import { actorName, agencyOf, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { bankByCode, rightRows, sourceOfAgency } from '../entries/register-store.ts';
import { type ImportCount, type IncomingEntry, importEntries } from '../imports/import-entries.ts';
import { refuse } from '../refusals.ts';

/**
 * Takes in what a member pushes, under the source that stands for the member; the same again changes nothing.
 * Refusals: `member.no-rights`, `source.not-found`, `bank.not-found`, `bank.disabled`, `bank.mode-differs`
 */
export async function receiveChanges(
  ctx: Ctx,
  input: { readonly bank: string; readonly entries: readonly IncomingEntry[] },
): Promise<Result<ImportCount>> {
  const agency = agencyOf(ctx.actor);
  const found = await ctx.as(systemActor('hashes.receive-changes')).transaction(async (tx) => {
    const right = (await rightRows(tx, agency))[0];
    if (!right?.enabled || !right.scopes.includes('hash.submit')) return refuse('member.no-rights');
    const source = await sourceOfAgency(tx, agency);
    if (!source) return refuse('source.not-found');
    const bank = await bankByCode(tx, input.bank);
    if (!bank) return refuse('bank.not-found', { field: 'bank' });
    if (!bank.enabled) return refuse('bank.disabled', { field: 'bank' });
    return ok({ source, bank });
  });
  if (!found.ok) return found;
  const { source, bank } = found.value;
  return importEntries(ctx, {
    source,
    bank,
    entries: input.entries,
    generation: 0,
    by: actorName(ctx.actor),
  });
}
