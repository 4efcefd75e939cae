import { actorName, agencyOf, type Ctx, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { bankByCode, insertBank } from '../entries/register-store.ts';
import { isCode, NAME } from '../entries/well-formed.ts';
import { refuse } from '../refusals.ts';
import type { BankMode } from './bank-mode.ts';
import type { Bank } from './bank-view.ts';

export interface CreateBank {
  /** Upper case, digits and `_`. */
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly mode: BankMode;
  /** 0 to 31 (default 31). */
  readonly pdqThreshold?: number | undefined;
  readonly vpdqThreshold?: number | undefined;
  readonly suspendDownvotes?: number | undefined;
  readonly suspendMatchesHour?: number | undefined;
  readonly enabled?: boolean | undefined;
}

/** Opens a bank of hashes for the actor's agency. Refusals: `bank.code-taken` */
export async function createBank(ctx: Ctx, input: CreateBank): Promise<Result<Bank>> {
  if (!isCode(input.code)) return refuse('field.malformed', { field: 'code' });
  const nameVi = readTextInput(input.nameVi, 'nameVi', NAME);
  if (!nameVi.ok) return nameVi;
  const nameEn = readTextInput(input.nameEn, 'nameEn', NAME);
  if (!nameEn.ok) return nameEn;
  return ctx.transaction(async (tx) => {
    const stored = await insertBank(tx, {
      id: newId<'hash-bank'>(),
      code: input.code,
      nameVi: nameVi.value,
      nameEn: nameEn.value,
      mode: input.mode,
      ownerAgency: agencyOf(tx.actor),
      pdqThreshold: input.pdqThreshold ?? 31,
      vpdqThreshold: input.vpdqThreshold ?? 31,
      suspendDownvotes: input.suspendDownvotes ?? 3,
      suspendMatchesHour: input.suspendMatchesHour ?? 200,
      enabled: input.enabled ?? true,
      by: actorName(tx.actor),
    });
    if (!stored) return refuse('bank.code-taken', { field: 'code' });
    const bank = (await bankByCode(tx, input.code)) as Bank;
    tx.audit({
      action: 'hash-bank.create',
      object: { kind: 'hash-bank', id: bank.id },
      codes: { code: bank.code, mode: bank.mode },
    });
    tx.notify({ topic: 'hashes.banks', id: bank.id });
    return ok(bank);
  });
}
