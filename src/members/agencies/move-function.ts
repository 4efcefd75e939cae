import { addDays, type Ctx, isDate, ok, type Result, readTextInput, vietnamDate } from '../../kernel/index.ts';
import { agencyFunction } from '../../vocabulary/index.ts';
import { agencyPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { type DayText, LEGAL_BASIS, namedAgency } from './agency.ts';
import { agencyRow, closeFunction, openFunction, openFunctions } from './agency-store.ts';

export interface MoveFunctionInput {
  readonly functionCode: string;
  readonly from: string;
  readonly to: string;
  /** First day at the new agency; today or later. */
  readonly day: DayText;
  readonly legalBasis: string;
}

/** Moves one function from an agency to another from a day on: the old row is closed, the new one opened, both stay readable. The receiver can be sealed to from now on. */
export async function moveFunction(ctx: Ctx, input: MoveFunctionInput): Promise<Result<void>> {
  if (!agencyPolicy.can(ctx.actor, 'agency.manage', { code: input.from }, ctx.now)) {
    await ctx.auditRefused({ action: 'agency.manage', object: namedAgency(input.from) });
    return refuse('members.not-permitted');
  }
  if (!agencyFunction.has(input.functionCode)) return refuse('agency.function-unknown', { field: 'functionCode' });
  if (!isDate(input.day) || input.day < vietnamDate(ctx.now)) return refuse('agency.day-in-the-past', { field: 'day' });
  const legalBasis = readTextInput(input.legalBasis, 'legalBasis', LEGAL_BASIS);
  if (!legalBasis.ok) return legalBasis;
  return ctx.transaction(async (tx) => {
    const receiver = await agencyRow(tx, input.to);
    if (!receiver || input.to === input.from || (receiver.validTo !== null && receiver.validTo < input.day))
      return refuse('agency.unknown', { field: 'to' });
    const giver = await agencyRow(tx, input.from);
    const lastDay = addDays(input.day, -1);
    const held = (await openFunctions(tx, input.from, lastDay, input.functionCode)).filter(
      (row) => row.valid_from <= lastDay,
    );
    if (!giver || held.length === 0) return refuse('agency.function-not-held', { field: 'from' });
    for (const row of held) {
      await closeFunction(tx, row.id, lastDay);
      await openFunction(tx, {
        agency: input.to,
        functionCode: row.function_code,
        area: row.area ?? giver.adminUnit,
        legalBasis: legalBasis.value,
        validFrom: input.day,
        validTo: row.valid_to,
        source: legalBasis.value,
      });
    }
    await ctx.kernel.sealing.createFirstDeskKey(tx, input.to);
    tx.audit({
      action: 'agency.manage',
      organisation: input.from,
      object: { kind: 'agency', id: input.from },
      codes: { act: 'function-moved', function: input.functionCode, to: input.to, from: input.day },
    });
    return ok();
  });
}
