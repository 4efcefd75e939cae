import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type Agency, listAgencies } from '../../members/index.ts';
import { adminUnit, fold } from '../../vocabulary/index.ts';
import { isStale, nearnessOf, roomOf, roomStates } from './facility.ts';
import { facilityPolicy } from './facility-policy.ts';
import { everyFacility, facilityOf } from './facility-store.ts';
import type { FacilityRow } from './facility-tables.ts';

export const facilitySchema = z
  .object({
    agency: z.string(),
    nameVi: z.string(),
    nameEn: z.string(),
    /** It has said what it does; else only that it is there is known. */
    described: z.boolean(),
    services: listSchema(z.string()),
    province: z.string().nullable(),
    commune: z.string().nullable(),
    address: z.string(),
    phone: z.string(),
    hours: z.string(),
    agesFrom: z.number().int().nullable(),
    agesTo: z.number().int().nullable(),
    room: z.enum(roomStates),
    freePlaces: z.number().int().nullable(),
    waitDays: z.number().int().nullable(),
    saidAt: instant.nullable(),
    /** What it said of its room is too old to rest on. */
    stale: z.boolean(),
    /** Steps from the place that was asked for: 0 the same commune to 3; null where none was, or it is not known where it lies. */
    nearness: z.number().int().nullable(),
  })
  .openapi('Facility', { description: 'A facility as it describes itself: nothing of a child.' });
export type Facility = z.output<typeof facilitySchema>;

export interface FacilityQuery {
  readonly service?: string | undefined;
  /** Official code of the commune that it is looked for from. */
  readonly near?: string | undefined;
  /** Words of its name or place; diacritics may be left out. */
  readonly text?: string | undefined;
}

/**
 * Facilities that fit: those that have room first among those as near, those that said nothing last. Refusals:
 * `access.not-permitted`
 */
export async function listFacilities(
  ctx: Ctx,
  query: FacilityQuery,
): Promise<Result<{ readonly facilities: Facility[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !facilityPolicy.couldEver(actor, 'facility.see', ctx.now))
    return refuseRequest('access.not-permitted');
  const agencies = await listAgencies(ctx, { kinds: ['FACILITY'] });
  if (!agencies.ok) return agencies;
  const rows = await ctx.transaction(async (tx) => ok(await everyFacility(tx)));
  if (!rows.ok) return rows;
  const missing = rows.value.filter(({ agency }) => !agencies.value.some(({ code }) => code === agency));
  const others =
    missing.length === 0 ? ok([] as Agency[]) : await listAgencies(ctx, { codes: missing.map(({ agency }) => agency) });
  if (!others.ok) return others;
  const from = placeOf(query.near);
  const found = [...agencies.value, ...others.value]
    .map((agency) => ({ agency, row: rows.value.find((one) => one.agency === agency.code) }))
    .filter(({ agency, row }) => fits(query, agency, row))
    .map(({ agency, row }) => facilityView(agency, row, ctx.now, from));
  return ok({ facilities: found.toSorted(inOrder) });
}

/** The own facility as the directory shows it; null where it has not described itself. Refusal: `access.not-permitted` */
export async function ownFacility(ctx: Ctx): Promise<Result<{ readonly facility: Facility | null }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !facilityPolicy.couldEver(actor, 'facility.describe', ctx.now))
    return refuseRequest('access.not-permitted');
  const agencies = await listAgencies(ctx, { codes: [actor.agency] });
  if (!agencies.ok) return agencies;
  return ctx.transaction(async (tx) => {
    const row = await facilityOf(tx, actor.agency);
    const [agency] = agencies.value;
    return ok({ facility: row && agency ? facilityView(agency, row, ctx.now, undefined) : null });
  });
}

type Place = { readonly commune: string; readonly province: string };

function placeOf(code: string | undefined): Place | undefined {
  const unit = code === undefined ? undefined : adminUnit(code);
  return unit && { commune: unit.code, province: unit.parent ?? unit.code };
}

function fits({ service, text }: FacilityQuery, agency: Agency, row: FacilityRow | undefined): boolean {
  if (service !== undefined && !row?.services.includes(service)) return false;
  const words = fold(text ?? '');
  if (words === '') return true;
  const places = row ? [row.commune_code, row.province_code].map((code) => adminUnit(code)) : [];
  const said = [
    agency.nameVi,
    agency.nameEn,
    row?.address ?? '',
    ...places.flatMap((unit) => (unit ? [unit.fullNameVi, unit.nameEn] : [])),
  ];
  const all = ` ${fold(said.join(' '))}`;
  return words.split(' ').every((word) => all.includes(` ${word}`));
}

function facilityView(agency: Agency, row: FacilityRow | undefined, now: Date, from: Place | undefined): Facility {
  return {
    agency: agency.code,
    nameVi: agency.nameVi,
    nameEn: agency.nameEn,
    described: row !== undefined,
    services: row?.services ?? [],
    province: row?.province_code ?? null,
    commune: row?.commune_code ?? null,
    address: row?.address ?? '',
    phone: row?.phone ?? '',
    hours: row?.hours ?? '',
    agesFrom: row?.ages_from ?? null,
    agesTo: row?.ages_to ?? null,
    room: row ? roomOf(row) : 'unknown',
    freePlaces: row?.free_places ?? null,
    waitDays: row?.wait_days ?? null,
    saidAt: row?.capacity_at ?? null,
    stale: isStale(row?.capacity_at ?? null, now),
    nearness: row && from ? nearnessOf(row, from) : null,
  };
}

const FARTHEST = 4;
/** What is too old counts as not known: nobody is sent to a place by it. */
const roomOrder = ({ room, stale }: Facility) => (stale ? roomStates.indexOf('unknown') : roomStates.indexOf(room));

function inOrder(one: Facility, other: Facility): number {
  return (
    Number(other.described) - Number(one.described) ||
    (one.nearness ?? FARTHEST) - (other.nearness ?? FARTHEST) ||
    roomOrder(one) - roomOrder(other) ||
    one.nameVi.localeCompare(other.nameVi, 'vi') ||
    one.agency.localeCompare(other.agency)
  );
}
