import {
  actOnRecord,
  type Ctx,
  canBy,
  isDate,
  newId,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  readTextInput,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { refuse } from '../refusals.ts';
import { agreementScope } from './membership.ts';
import { agreementPolicy } from './network-policies.ts';
import { findAgreement, insertAgreement, membershipOfAgency, updateAgreement } from './network-store.ts';
import type { AgreementRow } from './network-tables.ts';

export interface EnterAgreement {
  readonly agency: string;
  /** Number and date of the document, as it is cited. */
  readonly reference: string;
  readonly covers: readonly string[];
  /** Days, `YYYY-MM-DD`; the last one is inside. Open where `validTo` is absent. */
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

const unusable = (field: string) => refuse('agreement.unusable', { field });
const REFERENCE: TextRule = {
  most: 120,
  refusals: { empty: unusable('reference'), 'too-long': unusable('reference'), unreadable: unusable('reference') },
};

/**
 * Writes an agreement with a member down. Several may hold on one day. Refusals: `members.not-permitted`, `agreement.unusable`,
 * `membership.not-found`
 */
export async function enterAgreement(ctx: Ctx, input: EnterAgreement): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  const scope = { agency: input.agency, ended_by: null };
  if (actor.kind !== 'person' || !agreementPolicy.can(actor, 'agreement.end', scope, ctx.now)) {
    await ctx.auditRefused({ action: 'agreement.enter', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  const reference = readTextInput(input.reference, 'reference', REFERENCE);
  if (!reference.ok) return reference;
  const covers = [...new Set(input.covers)];
  if (covers.length === 0 || !covers.every((one) => agreementScope.has(one))) return unusable('covers');
  if (!isDate(input.validFrom)) return unusable('validFrom');
  const to = input.validTo ?? null;
  if (to !== null && (!isDate(to) || to < input.validFrom)) return unusable('validTo');
  return ctx.transaction(async (tx) => {
    if (!(await membershipOfAgency(tx, input.agency))) return refuse('membership.not-found');
    const id = newId<'agreement'>(tx.now.getTime());
    await insertAgreement(tx, {
      id,
      agency: input.agency,
      reference: reference.value,
      covers: agreementScope.codes.filter((one) => covers.includes(one)),
      valid_from: input.validFrom,
      valid_to: to,
      entered_by: actor.person,
      entered_at: tx.now,
      ended_by: null,
      ended_on: null,
    });
    tx.audit({ action: 'agreement.enter', object: { kind: 'agreement', id } });
    return ok({ id });
  });
}

const agreementRecord: RecordKind<AgreementRow, 'agreement.end'> = {
  kind: 'agreement',
  acts: personsOnly,
  find: (tx, id, { lock }) => findAgreement(tx, id, lock ? 'for update' : undefined),
  can: canBy(agreementPolicy, ({ agency, ended_by }) => ({ agency, ended_by })),
  notFound: () => refuse('agreement.not-found'),
};

/** Ends an agreement today: today is its last day. Refusals: those of an act on a record, `agreement.not-found` */
export function endAgreement(ctx: Ctx, input: { readonly agreement: string }): Promise<Result<void>> {
  return actOnRecord(agreementRecord, ctx, 'agreement.end', { id: input.agreement }, async (tx, row, actor) => {
    await updateAgreement(tx, row.id, { ended_by: actor.person, ended_on: vietnamDate(tx.now) });
    tx.audit({ action: 'agreement.end', object: { kind: 'agreement', id: row.id } });
    return ok();
  });
}
