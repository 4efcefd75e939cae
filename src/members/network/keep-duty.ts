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
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { refuse } from '../refusals.ts';
import { networkDutyPolicy } from './network-policies.ts';
import { dutyOf, findDuty, insertDuty, lockRoster, membershipOfAgency, updateDuty } from './network-store.ts';
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
export const DUTY_NAME: TextRule = {
  most: 120,
  refusals: { empty: unusable('name'), 'too-long': unusable('name'), unreadable: unusable('name') },
};
const minutes = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;

/** So many stand on one roster. Ours: a desk of shifts, and no list of staff. */
const ROSTER_MOST = 60;

/** One line of a roster as somebody writes it. */
export type DutyLine = Omit<AddNetworkDuty, 'agency'>;

interface ReadDuty {
  readonly name: string;
  readonly phone: string;
  readonly days: number[];
  readonly from_minute: number;
  readonly to_minute: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

/** Refusal: `network-duty.unusable` */
function readDuty(now: Date, input: DutyLine): Result<ReadDuty> {
  const name = readTextInput(input.name, 'name', DUTY_NAME);
  if (!name.ok) return name;
  const phone = input.phone.replaceAll(/[\s.-]/g, '');
  if (!/^\+?\d{3,15}$/.test(phone)) return unusable('phone');
  const days = [...new Set(input.days)].toSorted();
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) return unusable('days');
  if (!minutes(input.from, 1_439)) return unusable('from');
  if (!minutes(input.to, 1_440)) return unusable('to');
  const from = input.validFrom ?? vietnamDate(now);
  if (!isDate(from)) return unusable('validFrom');
  const to = input.validTo ?? null;
  if (to !== null && (!isDate(to) || to < from)) return unusable('validTo');
  return ok({
    name: name.value,
    phone,
    days,
    from_minute: input.from,
    to_minute: input.to,
    valid_from: from,
    valid_to: to,
  });
}

/** Refusal: `members.not-permitted` */
async function mayKeep(ctx: Ctx, agency: string): Promise<Result<string>> {
  const { actor } = ctx;
  const by = actor.kind === 'person' ? actor.person : actor.kind === 'machine' ? actor.client : undefined;
  if (by !== undefined && networkDutyPolicy.can(actor, 'network-duty.keep', { agency }, ctx.now)) return ok(by);
  await ctx.auditRefused({ action: 'network-duty.keep', object: namedAgency(agency) });
  return refuse('members.not-permitted');
}

const dutyRow = (tx: Tx, agency: string, by: string, read: ReadDuty): NetworkDutyRow => ({
  id: newId<'network-duty'>(tx.now.getTime()),
  agency,
  ...read,
  added_by: by,
  added_at: tx.now,
  ended_by: null,
  ended_at: null,
});

/**
 * Puts somebody on the roster of a member: its own people do it, its machine with the scope for it, or the coordinator.
 * Refusals: `members.not-permitted`, `network-duty.unusable`, `membership.not-found`
 */
export async function addNetworkDuty(ctx: Ctx, input: AddNetworkDuty): Promise<Result<{ readonly id: string }>> {
  const by = await mayKeep(ctx, input.agency);
  if (!by.ok) return by;
  const read = readDuty(ctx.now, input);
  if (!read.ok) return read;
  return ctx.transaction(async (tx) => {
    if (!(await membershipOfAgency(tx, input.agency))) return refuse('membership.not-found');
    const row = dutyRow(tx, input.agency, by.value, read.value);
    await insertDuty(tx, row);
    tx.audit({ action: 'network-duty.keep', object: { kind: 'network-duty', id: row.id }, codes: { act: 'entered' } });
    return ok({ id: row.id });
  });
}

const lineOf = (row: ReadDuty): string =>
  JSON.stringify([row.name, row.phone, row.days, row.from_minute, row.to_minute, row.valid_to]);

/** Whether a line that stands is the one that is wanted; a line without a beginning is one that has begun. */
const isSame = (standing: NetworkDutyRow, wanted: ReadDuty, begins: string | undefined): boolean =>
  lineOf(standing) === lineOf(wanted) &&
  (begins === undefined ? standing.valid_from <= wanted.valid_from : standing.valid_from === begins);

/**
 * Puts a whole roster in the place of the one that stands, at once: a line that stands already stays as it is, a line that is not there any more
 * ends. Nobody at all is refused, since a plan that could not be read looks the same.
 * @returns how many lines were entered and ended
 * Refusals: `members.not-permitted`, `network-duty.unusable`, `membership.not-found`
 */
export async function replaceRoster(
  ctx: Ctx,
  input: { readonly agency: string; readonly roster: readonly DutyLine[] },
): Promise<Result<{ readonly entered: number; readonly ended: number }>> {
  const by = await mayKeep(ctx, input.agency);
  if (!by.ok) return by;
  if (input.roster.length === 0 || input.roster.length > ROSTER_MOST) return unusable('roster');
  const wanted: { readonly line: ReadDuty; readonly begins: string | undefined }[] = [];
  for (const line of input.roster) {
    const read = readDuty(ctx.now, line);
    if (!read.ok) return read;
    wanted.push({ line: read.value, begins: line.validFrom });
  }
  return ctx.transaction(async (tx) => {
    await lockRoster(tx, input.agency);
    if (!(await membershipOfAgency(tx, input.agency))) return refuse('membership.not-found');
    const standing = await dutyOf(tx, [input.agency], vietnamDate(tx.now));
    const kept = new Set<string>();
    const fresh: ReadDuty[] = [];
    for (const { line, begins } of wanted) {
      const same = standing.find((row) => !kept.has(row.id) && isSame(row, line, begins));
      if (same) kept.add(same.id);
      else fresh.push(line);
    }
    const gone = standing.filter(({ id }) => !kept.has(id));
    for (const row of gone) await updateDuty(tx, row.id, { ended_by: by.value, ended_at: tx.now });
    for (const line of fresh) await insertDuty(tx, dutyRow(tx, input.agency, by.value, line));
    tx.audit({
      action: 'network-duty.keep',
      object: namedAgency(input.agency),
      codes: { act: 'replaced', entered: fresh.length, ended: gone.length },
    });
    return ok({ entered: fresh.length, ended: gone.length });
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
