import type { Ctx, Result } from '../../kernel/index.ts';
import { bankByCode, sourceByCode } from '../entries/register-store.ts';
import { refuse } from '../refusals.ts';
import { type ImportCount, type IncomingEntry, importEntries } from './import-entries.ts';

/** What a source sent at one time, with the source and the bank by their codes. */
export interface ImportPage {
  readonly source: string;
  readonly bank: string;
  readonly generation: number;
  readonly entries: readonly IncomingEntry[];
}

/** Takes in a page that a source sent, as the job that reads it does. Refusals: `source.not-found`, `bank.not-found` and those of an import */
export async function importPage(ctx: Ctx, input: ImportPage): Promise<Result<ImportCount>> {
  return ctx.transaction(async (tx) => {
    const source = await sourceByCode(tx, input.source);
    if (!source) return refuse('source.not-found');
    const bank = await bankByCode(tx, input.bank);
    if (!bank) return refuse('bank.not-found');
    const { generation, entries } = input;
    return importEntries(ctx, { source, bank, generation, by: 'hashes.pull-peer', entries });
  });
}
