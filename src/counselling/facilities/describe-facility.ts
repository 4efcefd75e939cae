import {
  type Ctx,
  newId,
  ok,
  type PersonActor,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { adminUnit, service } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { facilityPolicy } from './facility-policy.ts';
import { facilityOf, insertFacility, updateFacility } from './facility-store.ts';
import type { FacilityRow } from './facility-tables.ts';

/** A line of what a facility says of itself. Code points. */
export const FACILITY_LINE: TextRule = { most: 200 };

export interface DescribeFacility {
  readonly services: readonly string[];
  /** Official code of its commune, five digits. */
  readonly commune: string;
  readonly address: string;
  readonly phone: string;
  readonly hours: string;
  readonly agesFrom: number;
  readonly agesTo: number;
}

/**
 * A facility says what it does, where and when. Refusals: those of a text, `access.not-permitted`, `facility.service-unknown`,
 * `facility.commune-unknown`, `facility.ages-unusable`
 */
export async function describeFacility(ctx: Ctx, input: DescribeFacility): Promise<Result<void>> {
  const said = readDescription(input);
  if (!said.ok) return said;
  return onOwnFacility(ctx, async (tx, person, row) => {
    const change = { ...said.value, described_at: tx.now, described_by: person.person };
    if (row) await updateFacility(tx, row, change);
    else
      await insertFacility(tx, {
        ...change,
        id: newId<'facility'>(tx.now.getTime()),
        agency: person.agency,
        taking: null,
        free_places: null,
        wait_days: null,
        capacity_at: null,
        capacity_by: null,
        version: 1,
      });
    tx.audit({ action: 'facility.describe', codes: { task: 'describe-facility' } });
    return ok();
  });
}

/** How far places and days are counted. */
const MOST_PLACES = 999;
const MOST_DAYS = 365;

/**
 * A facility says how much room it has now; said again unchanged, it is confirmed. Refusals: `access.not-permitted`,
 * `facility.not-described`, `facility.room-unusable`
 */
export async function sayRoom(
  ctx: Ctx,
  input: { readonly taking: boolean; readonly freePlaces?: number | undefined; readonly waitDays?: number | undefined },
): Promise<Result<void>> {
  const { taking, freePlaces = null, waitDays = null } = input;
  if (!isCount(freePlaces, MOST_PLACES)) return refuse('facility.room-unusable', { field: 'freePlaces' });
  if (!isCount(waitDays, MOST_DAYS)) return refuse('facility.room-unusable', { field: 'waitDays' });
  return onOwnFacility(ctx, async (tx, person, row) => {
    if (!row) return refuse('facility.not-described');
    await updateFacility(tx, row, {
      taking,
      free_places: freePlaces,
      wait_days: waitDays,
      capacity_at: tx.now,
      capacity_by: person.person,
    });
    tx.audit({ action: 'facility.describe', codes: { task: 'say-room', count: freePlaces ?? 0 } });
    tx.notify({ topic: 'facility.changed', id: row.id });
    return ok();
  });
}

const isCount = (value: number | null, most: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 0 && value <= most);

async function onOwnFacility(
  ctx: Ctx,
  act: (tx: Tx, person: PersonActor, row: FacilityRow | undefined) => Promise<Result<void>>,
): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !facilityPolicy.can(actor, 'facility.describe', { agency: actor.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'facility.describe', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => act(tx, actor, await facilityOf(tx, actor.agency, 'for update')));
}

type Described = Pick<
  FacilityRow,
  'services' | 'province_code' | 'commune_code' | 'address' | 'phone' | 'hours' | 'ages_from' | 'ages_to'
>;

function readDescription(input: DescribeFacility): Result<Described> {
  const services = [...new Set(input.services)];
  if (services.length === 0 || !services.every((one) => service.has(one)))
    return refuse('facility.service-unknown', { field: 'services' });
  const commune = adminUnit(input.commune);
  if (commune?.level !== 2 || commune.parent === undefined)
    return refuse('facility.commune-unknown', { field: 'commune' });
  const { agesFrom, agesTo } = input;
  const fits = [agesFrom, agesTo].every((age) => Number.isInteger(age) && age >= 0 && age <= 18) && agesFrom <= agesTo;
  if (!fits) return refuse('facility.ages-unusable', { field: 'agesFrom' });
  const lines: Record<'address' | 'phone' | 'hours', string> = { address: '', phone: '', hours: '' };
  for (const name of ['address', 'phone', 'hours'] as const) {
    const read = readTextInput(input[name], name, FACILITY_LINE);
    if (!read.ok) return read;
    lines[name] = read.value;
  }
  return ok({
    ...lines,
    services,
    commune_code: commune.code,
    province_code: commune.parent,
    ages_from: agesFrom,
    ages_to: agesTo,
  });
}
