import { type Ctx, isDate, newId, ok, type Result } from '../../kernel/index.ts';
import { vncopMemberRole } from '../../vocabulary/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { agencyRow } from '../agencies/agency-store.ts';
import { isDemonstrationPerson } from '../demonstration/demonstration-actors.ts';
import { refuse } from '../refusals.ts';
import type { MemberKind } from './membership.ts';
import { membershipPolicy } from './network-policies.ts';
import { insertMembership, membershipOfAgency } from './network-store.ts';

export interface EnterMembership {
  readonly agency: string;
  readonly kind: string;
  /** The day from which it is a member, `YYYY-MM-DD`. */
  readonly joinedOn: string;
}

/**
 * Writes an organisation of the directory down as a member of the network: invited, until it is said to be active.
 * Refusals: `members.not-permitted`, `membership.unusable`, `agency.unknown`, `membership.there-already`
 */
export async function enterMembership(ctx: Ctx, input: EnterMembership): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  const row = { agency: input.agency, state: 'INVITED' };
  if (actor.kind !== 'person' || !membershipPolicy.can(actor, 'membership.keep', row, ctx.now)) {
    await ctx.auditRefused({ action: 'membership.keep', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  if (!vncopMemberRole.has(input.kind)) return refuse('membership.unusable', { field: 'kind' });
  if (!isDate(input.joinedOn)) return refuse('membership.unusable', { field: 'joinedOn' });
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    if (await membershipOfAgency(tx, input.agency)) return refuse('membership.there-already', { field: 'agency' });
    const id = newId<'membership'>(tx.now.getTime());
    await insertMembership(tx, {
      id,
      agency: input.agency,
      kind: input.kind as MemberKind,
      state: 'INVITED',
      joined_on: input.joinedOn,
      ended_on: null,
      version: 1,
      entered_by: actor.person,
      entered_at: tx.now,
      is_demonstration: invented,
    });
    tx.audit({ action: 'membership.keep', object: { kind: 'membership', id }, codes: { act: 'entered' } });
    return ok({ id });
  });
}
