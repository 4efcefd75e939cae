import { actOnRecord, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type IssuerSecret, newIssuerKey } from '../ballots/blind-token.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { CONSULTATION, consultationRecord } from './consultation-record.ts';
import { optionsOf, statementsOf, updateConsultation } from './consultation-store.ts';
import { openingFaultsOf } from './opening-faults.ts';

/**
 * Opens a draft until a moment, with a key of its own. It opens only with a safe space, the means, a named decision maker and a dated answer,
 * in both languages. Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`, `consultation.not-ready`
 */
export async function openConsultation(
  ctx: Ctx,
  input: { readonly consultation: string; readonly version?: number | undefined; readonly closesAt: Date },
): Promise<Result<void>> {
  const { consultation, version, closesAt } = input;
  // A key takes longer to find than a row may be locked.
  const key = await newIssuerKey();
  const secret: IssuerSecret = { privateKey: key.privateKey.toString('base64') };
  return actOnRecord(consultationRecord, ctx, 'consultation.open', { id: consultation, version }, async (tx, row) => {
    if (Number.isNaN(closesAt.getTime())) return refuse('consultation.not-ready', { field: 'closesAt' });
    const faults = openingFaultsOf(row, await optionsOf(tx, row.id), await statementsOf(tx, row.id), {
      closesAt,
      closesOn: vietnamDate(closesAt),
      now: tx.now,
    });
    const [first] = faults;
    if (first !== undefined)
      return refuse('consultation.not-ready', { field: first, facts: { missing: faults.join(' ') } });
    await updateConsultation(tx, row, {
      state: 'OPEN',
      opened_at: tx.now,
      closes_at: closesAt,
      first_closes_at: closesAt,
      issuer_public: key.publicKey,
      sealed: await sealJson(ctx.kernel, 'consultation', row.id, secret),
    });
    tx.audit({ action: 'consultation.open', object: { kind: CONSULTATION, id: row.id } });
    return ok();
  });
}
