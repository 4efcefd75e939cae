import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  HOUR,
  instant,
  listSchema,
  nextCursor,
  ok,
  type Result,
  readCode,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import type { ItemRow } from '../tables.ts';
import { factors } from '../triage/triage.ts';
import { ageGroups, itemKinds, itemStates, openStates, reaches, sources, tiers } from './item.ts';
import { matchMark } from './item-sealing.ts';
import { countStates, itemRows } from './item-store.ts';
import { readLocator } from './read-locator.ts';

/** Filters of the list; all are codes, so they may stand in an address and survive a reload. */
export const itemFilters = z.strictObject({
  states: z.array(z.enum(itemStates)).nonempty().optional(),
  kind: z.enum(itemKinds).optional(),
  tier: z.enum(tiers).optional(),
  source: z.enum(sources).optional(),
  platform: z.string().max(40).optional(),
  nationalClass: z.string().max(4).optional(),
  agency: z.string().max(40).optional(),
  /** Came at least so many hours ago. */
  olderThanHours: z.coerce.number().int().min(1).max(8_760).optional(),
  /** The code of an item. */
  reference: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(600).optional(),
});
export type ItemListFilters = z.input<typeof itemFilters>;

export const factorSchema = z.object({ code: z.enum(factors), points: z.number().int() });
export const itemInListSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    kind: z.enum(itemKinds),
    platform: z.string().nullable(),
    /** The address masked where it is sensitive. */
    mask: z.string(),
    state: z.enum(itemStates),
    version: z.number().int(),
    agency: z.string(),
    source: z.enum(sources),
    reports: z.number().int(),
    incidents: z.number().int(),
    danger: z.boolean().nullable(),
    selfMade: z.boolean().nullable(),
    knownHash: z.boolean().nullable(),
    ageGroup: z.enum(ageGroups).nullable(),
    reachable: z.enum(reaches).nullable(),
    score: z.number().int(),
    tier: z.enum(tiers),
    factors: listSchema(factorSchema),
    nationalClass: z.string().nullable(),
    firstAt: instant,
    lastAt: instant,
    changedAt: instant,
  })
  .openapi('ContentItem', { description: 'A content item: codes and counts, its address masked.' });
export type ItemInList = z.output<typeof itemInListSchema>;

export function itemView(row: ItemRow): ItemInList {
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    platform: row.platform,
    mask: row.mask,
    state: row.state,
    version: row.version,
    agency: row.agency,
    source: row.source,
    reports: row.reports,
    incidents: row.incidents,
    danger: row.danger,
    selfMade: row.self_made,
    knownHash: row.known_hash,
    ageGroup: row.age_group,
    reachable: row.reachable,
    score: row.score,
    tier: row.tier,
    factors: row.factors as unknown as ItemInList['factors'],
    nationalClass: row.national_class,
    firstAt: row.first_at,
    lastAt: row.last_at,
    changedAt: row.changed_at,
  };
}

const LIST = { name: 'content-item.list', place: z.object({ score: z.int(), id: z.uuid() }) };

export interface ItemList {
  readonly items: readonly ItemInList[];
  readonly next: string | undefined;
}

/** A page of the queue: the highest score first, then what came first; without filters, what waits. Refusals: `access.not-permitted`, `request.invalid` */
export async function listItems(ctx: Ctx, filters: ItemListFilters = {}): Promise<Result<ItemList>> {
  if (ctx.actor.kind !== 'person' || !itemPolicy.couldEver(ctx.actor, 'content-item.list', ctx.now))
    return refuseRequest('access.not-permitted');
  const parsed = itemFilters.safeParse(filters);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  const { limit, after, olderThanHours, kind, tier, states, reference, ...rest } = parsed.data;
  const chosen = { ...rest, olderThanHours, kind, tier, states, reference };
  const place = await readCursor(ctx, LIST, chosen, { text: after });
  if (!place.ok) return place;
  const code = reference === undefined ? undefined : readCode(reference.replace(/^\s*ND/i, ''));
  if (reference !== undefined && code === undefined) return ok({ items: [], next: undefined });
  return ctx.transaction(
    async (tx) => {
      const found = await itemRows(
        tx,
        {
          ...rest,
          states: states ?? (code === undefined ? openStates : undefined),
          kinds: kind && [kind],
          tiers: tier && [tier],
          reference: code && `ND-${code}`,
          before: olderThanHours === undefined ? undefined : new Date(ctx.now.getTime() - olderThanHours * HOUR),
        },
        limit + 1,
        place.value,
      );
      const last = found[limit - 1];
      const next =
        found.length > limit && last
          ? await nextCursor(ctx, LIST, chosen, { score: last.score, id: last.id })
          : undefined;
      tx.audit({ action: 'content-item.list', codes: { rows: Math.min(found.length, limit) } });
      return ok({ items: found.slice(0, limit).map(itemView), next });
    },
    { keep: true },
  );
}

/** The item at an address that somebody looks for; it is not kept, and stands in no audit. */
export async function findItemAt(ctx: Ctx, written: string): Promise<Result<readonly ItemInList[]>> {
  if (ctx.actor.kind !== 'person' || !itemPolicy.couldEver(ctx.actor, 'content-item.list', ctx.now))
    return refuseRequest('access.not-permitted');
  const marks: Buffer[] = [];
  for (const kind of ['url', 'domain', 'account'] as const) {
    const read = readLocator(kind, written.slice(0, 4_097), null);
    if (read.ok) marks.push(await matchMark(ctx.kernel, kind, read.value.key));
  }
  return ctx.transaction(async (tx) => {
    const found = (await Promise.all(marks.map((mark) => itemRows(tx, { matchMark: mark }, 5, undefined)))).flat();
    tx.audit({ action: 'content-item.list', codes: { rows: found.length, by: 'address' } });
    return ok(found.map(itemView));
  });
}

/** How many items stand in each state, up to a hundred each; as far as the actor sees them. */
export async function countItems(ctx: Ctx): Promise<Result<ReadonlyMap<string, number>>> {
  if (ctx.actor.kind !== 'person' || !itemPolicy.couldEver(ctx.actor, 'content-item.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(
    async (tx) => ok(new Map((await countStates(tx, itemStates)).map(({ state, items }) => [state, items]))),
    { keep: true },
  );
}
