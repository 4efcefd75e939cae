import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { bankByCode, updateBank } from '../entries/register-store.ts';
import { bankPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { Bank } from './bank-view.ts';

export interface ChangeBank {
  readonly code: string;
  readonly enabled?: boolean | undefined;
  readonly pdqThreshold?: number | undefined;
  readonly vpdqThreshold?: number | undefined;
  readonly suspendDownvotes?: number | undefined;
  readonly suspendMatchesHour?: number | undefined;
}

/** Switches a bank on or off, or sets its thresholds and what suspends its entries: matching follows at once, lists by a job. */
export async function changeBank(ctx: Ctx, input: ChangeBank): Promise<Result<Bank>> {
  return ctx.transaction(async (tx) => {
    const bank = await bankByCode(tx, input.code);
    if (!bank) return refuse('bank.not-found', { field: 'code' });
    if (!bankPolicy.can(tx.actor, 'hash-bank.manage', { owner_agency: bank.ownerAgency }, tx.now))
      return refuse('member.no-rights');
    await updateBank(tx, bank.id, input);
    if (input.enabled !== undefined && input.enabled !== bank.enabled)
      await tx.enqueue('hashes.refresh-lists', {}, { key: 'hashes.refresh-lists' });
    const { code: _, ...change } = input;
    tx.audit({
      action: 'hash-bank.manage',
      object: { kind: 'hash-bank', id: bank.id },
      codes: {
        ...(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Record<
          string,
          number | boolean
        >),
      },
    });
    tx.notify({ topic: 'hashes.banks', id: bank.id });
    return ok((await bankByCode(tx, input.code)) as Bank);
  });
}
