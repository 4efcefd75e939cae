import { z } from '@hono/zod-openapi';
import {
  actAs,
  type Ctx,
  listSchema,
  ok,
  parseId,
  type Result,
  readCode,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { sightOf } from '../graph/node-store.ts';
import { nodeViewSchema, viewNodes } from '../graph/node-view.ts';
import { refuse } from '../refusals.ts';
import { type Support, seriesStates, seriesWarnings, supportRules, warningsOf } from './series.ts';
import { seriesReason } from './series-lists.ts';
import { seriesPolicy } from './series-policies.ts';
import { findSeries, membersOf, type SeriesRow, seriesRows, supportsOf, unitsOfClasses } from './series-store.ts';

const SHOWN = 200;
const READ = systemActor('offences.read-series');

const seriesInList = {
  id: z.uuid(),
  reference: z.string(),
  /** Proposed to who coordinates the country. */
  national: z.boolean(),
  state: z.enum(seriesStates),
  members: z.int(),
  foundAt: z.iso.datetime(),
  reason: seriesReason.zod.nullable(),
  decidedAt: z.iso.datetime().nullable(),
};
export const seriesInListSchema = z.object(seriesInList);
export type SeriesInList = Readonly<z.output<typeof seriesInListSchema>>;

export const seriesDetailSchema = z.object({
  ...seriesInList,
  /** Those that the reader sees; of the others, for who coordinates, the units alone. */
  seen: listSchema(nodeViewSchema.nullable()),
  units: listSchema(listSchema(z.string())),
  supports: listSchema(
    z.object({
      /** Places in the list of members. */
      one: z.int(),
      other: z.int(),
      rule: z.enum(supportRules),
      identifierKind: z.string().nullable(),
      /** Where the reader sees both members. */
      identifier: nodeViewSchema.nullable(),
      likeness: z.int().nullable(),
    }),
  ),
  warnings: listSchema(z.enum(seriesWarnings)),
});
export type SeriesDetail = Readonly<z.output<typeof seriesDetailSchema>>;

const inList = (row: SeriesRow): SeriesInList => ({
  id: row.id,
  reference: row.reference,
  national: row.audience === null,
  state: row.state,
  members: row.members,
  foundAt: row.found_at.toISOString(),
  reason: row.reason as SeriesInList['reason'],
  decidedAt: row.decided_at?.toISOString() ?? null,
});

/**
 * Series that were proposed to the reader's unit or to who coordinates, the latest first; with a code that one alone, and none where it is
 * no whole code. Refusals: `access.not-permitted`
 */
export async function listSeries(
  ctx: Ctx,
  input: { readonly state?: string | undefined; readonly reference?: string | undefined } = {},
): Promise<Result<{ readonly series: readonly SeriesInList[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !seriesPolicy.couldEver(actor, 'offence-series.list', ctx.now)) {
    await ctx.auditRefused({ action: 'offence-series.list' });
    return refuseRequest('access.not-permitted');
  }
  const { state, reference } = input;
  const code = reference === undefined ? undefined : readCode(reference.replace(/^\s*CV/i, ''));
  if (reference !== undefined && code === undefined) return ok({ series: [] });
  const filters = { state, reference: code && `CV-${code}` };
  return ctx.transaction(async (tx) => ok({ series: (await seriesRows(tx, filters, SHOWN)).map(inList) }));
}

/** Members and what ties them, as far as the reader sees their classes today. */
export async function seenOfSeries(
  tx: Tx,
  series: SeriesRow,
): Promise<{
  readonly all: readonly { node: number; visibility: number }[];
  readonly seen: ReadonlySet<number>;
  readonly supports: readonly Support[];
}> {
  const sight = await sightOf(tx);
  const [classes, without] = [new Set(sight.classes), new Set(sight.without)];
  return actAs(tx, READ, async (platform) => {
    const all = await membersOf(platform, series.id);
    return {
      all,
      seen: new Set(
        all.filter(({ node, visibility }) => classes.has(visibility) && !without.has(node)).map(({ node }) => node),
      ),
      supports: await supportsOf(platform, series.id),
    };
  });
}

/**
 * One series with what speaks for and against it. Members whose files the reader does not see are left out; who coordinates the country is told
 * their units. Refusals: `access.not-permitted`, `offence-series.not-found`
 */
export async function readSeries(ctx: Ctx, input: { readonly series: string }): Promise<Result<SeriesDetail>> {
  const { actor } = ctx;
  const id = parseId<'series'>(input.series);
  if (actor.kind !== 'person' || !seriesPolicy.couldEver(actor, 'offence-series.list', ctx.now)) {
    await ctx.auditRefused({ action: 'offence-series.list' });
    return refuseRequest('access.not-permitted');
  }
  if (id === undefined) return refuse('offence-series.not-found');
  return ctx.transaction(async (tx): Promise<Result<SeriesDetail>> => {
    const row = await findSeries(tx, id);
    if (!row) return refuse('offence-series.not-found');
    const { all, seen, supports } = await seenOfSeries(tx, row);
    const shown = row.audience === null ? all : all.filter(({ node }) => seen.has(node));
    const places = new Map(shown.map(({ node }, at) => [node, at]));
    const own = supports.filter(({ one, other }) => places.has(one) && places.has(other));
    const identifiers = own.flatMap(({ one, other, identifier }) =>
      identifier !== null && seen.has(one) && seen.has(other) ? [identifier] : [],
    );
    const nodes = await viewNodes(ctx, tx, [...seen, ...identifiers]);
    const units = await actAs(tx, READ, (platform) =>
      unitsOfClasses(
        platform,
        shown.map(({ visibility }) => visibility),
      ),
    );
    tx.audit({ action: 'offence-series.read', object: { kind: 'offence-series', id } });
    return ok({
      ...inList(row),
      members: shown.length,
      seen: shown.map(({ node }) => (seen.has(node) ? (nodes.get(node) ?? null) : null)),
      units: shown.map(({ visibility }) => [...(units.get(visibility) ?? [])]),
      supports: own.map(({ one, other, rule, identifier, identifierKind, likeness }) => ({
        one: places.get(one) as number,
        other: places.get(other) as number,
        rule,
        identifierKind,
        identifier: (identifier !== null && seen.has(one) && seen.has(other) && nodes.get(identifier)) || null,
        likeness,
      })),
      warnings: warningsOf(
        shown.map(({ node }) => node),
        own,
      ),
    });
  });
}
