import {
  addDays,
  type Ctx,
  isDate,
  ok,
  type Result,
  readTextInput,
  startOfVietnamDate,
  vietnamDate,
} from '../../kernel/index.ts';
import { endAssignmentsAt } from '../people/person-store.ts';
import { agencyPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { type DayText, LEGAL_BASIS, namedAgency } from './agency.ts';
import { addPredecessor, agencyRow, closeAgency, closeFunction, openFunction, openFunctions } from './agency-store.ts';

export interface DissolveAgencyInput {
  readonly agency: string;
  /** First day on which the agency no longer exists; today or later. */
  readonly from: DayText;
  /** Takes over every function that still runs. */
  readonly successor: string;
  readonly legalBasis: string;
}

/**
 * Ends an agency on a day and opens its functions at the successor on the same day. Roles at the
 * agency end when that day begins; people get roles at the successor from its own administrator.
 */
export async function dissolveAgency(
  ctx: Ctx,
  input: DissolveAgencyInput,
): Promise<Result<{ functionsMoved: number; rolesEnded: number }>> {
  if (!agencyPolicy.can(ctx.actor, 'agency.manage', { code: input.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'agency.manage', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  if (!isDate(input.from) || input.from < vietnamDate(ctx.now))
    return refuse('agency.day-in-the-past', { field: 'from' });
  if (input.successor === input.agency) return refuse('agency.unknown', { field: 'successor' });
  const legalBasis = readTextInput(input.legalBasis, 'legalBasis', LEGAL_BASIS);
  if (!legalBasis.ok) return legalBasis;
  return ctx.transaction(async (tx) => {
    const [agency, successor] = [await agencyRow(tx, input.agency), await agencyRow(tx, input.successor)];
    if (!agency) return refuse('agency.unknown', { field: 'agency' });
    if (!successor || (successor.validTo !== null && successor.validTo < input.from))
      return refuse('agency.unknown', { field: 'successor' });
    const lastDay = addDays(input.from, -1);
    if (agency.validTo !== null && agency.validTo <= lastDay)
      return refuse('agency.already-dissolved', { field: 'agency' });
    const functions = await openFunctions(tx, input.agency, lastDay);
    for (const held of functions) {
      // One that would only have begun later is left with its first day alone, on which the agency is gone.
      const begun = held.valid_from <= lastDay;
      await closeFunction(tx, held.id, begun ? lastDay : held.valid_from);
      await openFunction(tx, {
        agency: input.successor,
        functionCode: held.function_code,
        area: held.area ?? agency.adminUnit,
        legalBasis: legalBasis.value,
        validFrom: begun ? input.from : held.valid_from,
        validTo: held.valid_to,
        source: legalBasis.value,
      });
    }
    await closeAgency(tx, input.agency, lastDay);
    await addPredecessor(tx, input.successor, input.agency);
    await ctx.kernel.sealing.createFirstDeskKey(tx, input.successor);
    const rolesEnded = await endAssignmentsAt(tx, input.agency, startOfVietnamDate(input.from));
    tx.audit({
      action: 'agency.manage',
      organisation: input.agency,
      object: { kind: 'agency', id: input.agency },
      codes: {
        act: 'dissolved',
        successor: input.successor,
        from: input.from,
        functions: functions.length,
        roles: rolesEnded,
      },
    });
    return ok({ functionsMoved: functions.length, rolesEnded });
  });
}
