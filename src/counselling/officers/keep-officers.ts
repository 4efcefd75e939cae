import {
  actOnRecord,
  type Ctx,
  canBy,
  gapsOf,
  newId,
  ok,
  parseId,
  personsOnly,
  type RecordKind,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { agencyNamed } from '../../members/index.ts';
import { type Day, provinceOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { dutyOfficerPolicy } from './officer-policy.ts';
import { endOfficerRow, findOfficer, insertOfficer, officersSeen } from './officer-store.ts';
import type { DutyOfficerRow, OfficerRank } from './officer-tables.ts';

export const OFFICER_NAME: TextRule = {
  most: 120,
  lines: false,
  refusals: {
    empty: refuse('duty-officer.name-needed'),
    'too-long': refuse('duty-officer.name-needed'),
    unreadable: refuse('duty-officer.name-needed'),
  },
};

export interface AddOfficer {
  /** The agency that is on duty, by code or name; the own one, or one of the own province. */
  readonly agency: string;
  readonly name: string;
  /** As it is dialled; blanks, dots and dashes are left out. */
  readonly phone: string;
  readonly rank: OfficerRank;
  /** Days of the week, 1 is Monday. */
  readonly days: readonly number[];
  /** Minutes of the day in Viet Nam; an end at or before the beginning is on the next day. */
  readonly from: number;
  readonly to: number;
  /** The account that gets the message; everybody there who may answer, where absent. */
  readonly person?: string | undefined;
}

/** Puts somebody on the roster of an agency. @returns refusals `duty-officer.*` */
export async function addOfficer(ctx: Ctx, input: AddOfficer): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const name = readTextInput(input.name, 'name', OFFICER_NAME);
  if (!name.ok) return name;
  const phone = input.phone.replaceAll(/[\s.-]/g, '').replace(/^\+84/, '0');
  if (!/^\d{3,11}$/.test(phone) || phone.startsWith('0000'))
    return refuse('duty-officer.phone-unusable', { field: 'phone' });
  const days = [...new Set(input.days)].toSorted();
  const minutes = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    return refuse('duty-officer.hours-unusable', { field: 'days' });
  if (!minutes(input.from, 1_439) || !minutes(input.to, 1_440))
    return refuse('duty-officer.hours-unusable', { field: 'from' });
  const person = input.person === undefined || input.person === '' ? null : parseId<'person'>(input.person);
  if (person === undefined) return refuseRequest('request.invalid', { field: 'person' });
  const agency = await agencyOf(ctx, input.agency);
  if (!agency.ok) return agency;
  const row: DutyOfficerRow = {
    id: newId<'duty-officer'>(ctx.now.getTime()),
    drill: false,
    ...agency.value,
    person,
    name: name.value,
    phone,
    rank: input.rank,
    days,
    from_minute: input.from,
    to_minute: input.to,
    added_by: actor.person,
    added_at: ctx.now,
    ended_by: null,
    ended_at: null,
  };
  if (!dutyOfficerPolicy.can(actor, 'duty-officer.keep', row, ctx.now)) {
    await ctx.auditRefused({ action: 'duty-officer.keep', codes: { agency: row.agency } });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    await insertOfficer(tx, row);
    tx.audit({
      organisation: row.agency,
      object: { kind: 'duty-officer', id: row.id },
      action: 'duty-officer.keep',
      codes: { rank: row.rank },
    });
    return ok({ id: row.id });
  });
}

/** The place of an agency that may have somebody on duty: a commune's, or a province's. */
async function agencyOf(
  ctx: Ctx,
  text: string,
): Promise<Result<Pick<DutyOfficerRow, 'agency' | 'province_code' | 'commune_code'>>> {
  const found = await agencyNamed(ctx, { text });
  if (!found.ok) return { ok: false, refusal: { ...found.refusal, field: 'agency' } };
  const { code: agency, adminUnit: unit } = found.value;
  const province = unit === null ? undefined : provinceOf(unit, vietnamDate(ctx.now) as Day)?.code;
  if (unit === null || province === undefined) return refuse('duty-officer.no-area', { field: 'agency' });
  return ok({ agency, province_code: province, commune_code: unit === province ? null : unit });
}

const officerKind: RecordKind<DutyOfficerRow, 'duty-officer.keep'> = {
  kind: 'duty-officer',
  acts: personsOnly,
  find: (tx, id, { lock }) => findOfficer(tx, id, { lock }),
  can: canBy(dutyOfficerPolicy, (officer: DutyOfficerRow) => officer),
};

/** Takes somebody off the roster; what they did stays in the ledger. Twice is once. */
export async function endOfficer(ctx: Ctx, input: { readonly officer: string }): Promise<Result<void>> {
  return actOnRecord(officerKind, ctx, 'duty-officer.keep', { id: input.officer }, async (tx, row, person) => {
    if (row.ended_at !== null) return ok();
    await endOfficerRow(tx, row.id, person.person);
    tx.audit({
      organisation: row.agency,
      object: { kind: 'duty-officer', id: row.id },
      action: 'duty-officer.end',
    });
    return ok();
  });
}

export interface OfficerInList {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly rank: OfficerRank;
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly hasAccount: boolean;
}

export interface AgencyRoster {
  readonly agency: string;
  readonly officers: readonly OfficerInList[];
  /** Spans of the week in which no officer is on duty: minutes from Monday 00:00. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly mayKeep: boolean;
}

/** So many people are listed; a province with more looks at one agency. */
const LISTED = 500;

/** Who is on duty at the own agency, or at those of the own province. */
export async function listOfficers(
  ctx: Ctx,
  of: { readonly agency?: string | undefined } = {},
): Promise<Result<{ readonly agencies: readonly AgencyRoster[]; readonly more: boolean }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !dutyOfficerPolicy.couldEver(actor, 'duty-officer.see', ctx.now))
    return refuseRequest('access.not-permitted');
  const province = actor.assignments.find((held) => held.province !== undefined)?.province;
  const scope =
    of.agency !== undefined ? { agency: of.agency } : province === undefined ? { agency: actor.agency } : { province };
  return ctx.transaction(
    async (tx) => {
      const found = await officersSeen(tx, scope, LISTED + 1);
      const byAgency = Map.groupBy(found.slice(0, LISTED), ({ agency }) => agency);
      const own = of.agency ?? actor.agency;
      if (!byAgency.has(own)) byAgency.set(own, []);
      return ok({
        more: found.length > LISTED,
        agencies: [...byAgency].map(([agency, rows]) => ({
          agency,
          officers: rows.map((row) => ({
            id: row.id,
            name: row.name,
            phone: row.phone,
            rank: row.rank,
            days: row.days,
            from: row.from_minute,
            to: row.to_minute,
            hasAccount: row.person !== null,
          })),
          gaps: gapsOf(rows.filter(({ rank }) => rank === 'OFFICER')),
          mayKeep: dutyOfficerPolicy.can(
            actor,
            'duty-officer.keep',
            { agency, province_code: rows[0]?.province_code ?? province ?? null, drill: false },
            ctx.now,
          ),
        })),
      });
    },
    { keep: true },
  );
}
