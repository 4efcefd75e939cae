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
import { networkDutyPolicy } from './network-policies.ts';
import { findDuty, insertDuty, membershipOfAgency, updateDuty } from './network-store.ts';
import type { NetworkDutyRow } from './network-tables.ts';

export interface AddNetworkDuty {
  readonly agency: string;
  /** Who answers: a person, or the name of a desk. */
  readonly name: string;
  /** As it is dialled; blanks, dots and dashes are left out. */
  readonly phone: string;
  /** Days of the week, 1 is Monday. */
  readonly days: readonly number[];
  /** Minutes of the day in Viet Nam; an end at or before the beginning is on the next day. */
  readonly from: number;
  readonly to: number;
  /** From and until which day, `YYYY-MM-DD`; from today and without an end where absent. */
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
}

const unusable = (field: string) => refuse('network-duty.unusable', { field });
const NAME: TextRule = {
  most: 120,
  refusals: { empty: unusable('name'), 'too-long': unusable('name'), unreadable: unusable('name') },
};
const minutes = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;

/**
 * Puts somebody on the roster of a member: its own people do it, or the coordinator.
 * Refusals: `members.not-permitted`, `network-duty.unusable`, `membership.not-found`
 */
export async function addNetworkDuty(ctx: Ctx, input: AddNetworkDuty): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'person' ||
    !networkDutyPolicy.can(actor, 'network-duty.keep', { agency: input.agency }, ctx.now)
  ) {
    await ctx.auditRefused({ action: 'network-duty.keep', object: namedAgency(input.agency) });
    return refuse('members.not-permitted');
  }
  const name = readTextInput(input.name, 'name', NAME);
  if (!name.ok) return name;
  const phone = input.phone.replaceAll(/[\s.-]/g, '');
  if (!/^\+?\d{3,15}$/.test(phone)) return unusable('phone');
  const days = [...new Set(input.days)].toSorted();
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) return unusable('days');
  if (!minutes(input.from, 1_439)) return unusable('from');
  if (!minutes(input.to, 1_440)) return unusable('to');
  const from = input.validFrom ?? vietnamDate(ctx.now);
  if (!isDate(from)) return unusable('validFrom');
  const to = input.validTo ?? null;
  if (to !== null && (!isDate(to) || to < from)) return unusable('validTo');
  return ctx.transaction(async (tx) => {
    if (!(await membershipOfAgency(tx, input.agency))) return refuse('membership.not-found');
    const id = newId<'network-duty'>(tx.now.getTime());
    await insertDuty(tx, {
      id,
      agency: input.agency,
      name: name.value,
      phone,
      days,
      from_minute: input.from,
      to_minute: input.to,
      valid_from: from,
      valid_to: to,
      added_by: actor.person,
      added_at: tx.now,
      ended_by: null,
      ended_at: null,
    });
    tx.audit({ action: 'network-duty.keep', object: { kind: 'network-duty', id }, codes: { act: 'entered' } });
    return ok({ id });
  });
}

const dutyRecord: RecordKind<NetworkDutyRow, 'network-duty.keep'> = {
  kind: 'network-duty',
  acts: personsOnly,
  find: (tx, id, { lock }) => findDuty(tx, id, lock ? 'for update' : undefined),
  can: canBy(networkDutyPolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('network-duty.not-found'),
};

/** Takes somebody off the roster; twice is once. Refusals: those of an act on a record, `network-duty.not-found` */
export function endNetworkDuty(ctx: Ctx, input: { readonly duty: string }): Promise<Result<void>> {
  return actOnRecord(dutyRecord, ctx, 'network-duty.keep', { id: input.duty }, async (tx, row, actor) => {
    if (row.ended_at !== null) return ok();
    await updateDuty(tx, row.id, { ended_by: actor.person, ended_at: tx.now });
    tx.audit({ action: 'network-duty.keep', object: { kind: 'network-duty', id: row.id }, codes: { act: 'ended' } });
    return ok();
  });
}
