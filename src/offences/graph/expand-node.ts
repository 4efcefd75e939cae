import { z } from '@hono/zod-openapi';
import { type Ctx, listSchema, ok, type Result } from '../../kernel/index.ts';
import { kindsOf } from './link-lists.ts';
import { nodeViewSchema, type TieView, tieViewSchema, viewNodes } from './node-view.ts';
import { NODES_MOST, type Tie } from './view.ts';
import {
  dayOf,
  type GraphReader,
  inTimeClass,
  mayWalk,
  type NodeRef,
  reachNode,
  readFilters,
  viewOf,
  type WalkFilters,
} from './walk-input.ts';

export const neighbourhoodSchema = z.object({
  /** The start first; then the nearest. */
  nodes: listSchema(nodeViewSchema.extend({ steps: z.int().min(0).max(2) })),
  ties: listSchema(tieViewSchema),
  /** Links of the start that the reader sees. */
  degree: z.int(),
  /** Points within reach that had no room. */
  more: z.int(),
  /** Shared points that were not passed, with their reasons. */
  hubs: listSchema(nodeViewSchema),
  /** Points that were not passed because they have more links than the filter lets through. */
  wide: listSchema(nodeViewSchema),
});
export type NeighbourhoodView = Readonly<z.output<typeof neighbourhoodSchema>>;

export interface ExpandNode extends WalkFilters {
  readonly node: NodeRef;
  readonly steps?: number | undefined;
  /** Points of the answer at most. */
  readonly most?: number | undefined;
}

export function viewTies(ties: readonly Tie[], places: ReadonlyMap<number, number>): TieView[] {
  return ties.flatMap(({ from, to, links, kinds, first, last }) => {
    const [one, other] = [places.get(from), places.get(to)];
    if (one === undefined || other === undefined) return [];
    return [{ from: one, to: other, links, kinds: kindsOf(kinds), first: dayOf(first), last: dayOf(last) }];
  });
}

/**
 * What lies within one or two steps of a point: as far as the reader's own links go, past no shared point, and nothing of the others, neither
 * in a number nor in an order. Refusals: `access.not-permitted`, `graph.filter-unusable`, `graph-node.not-found`
 */
export async function expandNode(ctx: Ctx, graph: GraphReader, input: ExpandNode): Promise<Result<NeighbourhoodView>> {
  const may = await mayWalk(ctx);
  if (!may.ok) return may;
  const filters = readFilters(input);
  if (!filters.ok) return filters;
  const steps = input.steps === 1 ? 1 : 2;
  const most = Math.max(1, Math.min(input.most ?? NODES_MOST, NODES_MOST));
  return inTimeClass(() =>
    ctx.transaction(
      async (tx): Promise<Result<NeighbourhoodView>> => {
        const view = await viewOf(tx, filters.value);
        const start = await reachNode(tx, input.node, view);
        if (!start.ok) return start;
        tx.audit({ action: 'graph.walk', object: { kind: 'graph-node', id: input.node.id }, codes: { steps } });
        if (start.value === null) return ok({ nodes: [], ties: [], degree: 0, more: 0, hubs: [], wide: [] });
        const found = await graph.neighbourhood(tx, start.value, view, steps, most);
        const order = [{ node: start.value, steps: 0 }, ...found.nodes];
        const seen = await viewNodes(
          ctx,
          tx,
          order.map(({ node }) => node),
        );
        const places = new Map(order.map(({ node }, at) => [node, at]));
        const only = (nodes: readonly number[]) => nodes.flatMap((node) => seen.get(node) ?? []);
        return ok({
          nodes: order.flatMap(({ node, steps: away }) => {
            const one = seen.get(node);
            return one === undefined ? [] : [{ ...one, steps: away }];
          }),
          ties: viewTies(found.ties, places),
          degree: found.degree,
          more: found.more,
          hubs: only(found.hubs),
          wide: only(found.wide),
        });
      },
      { keep: true },
    ),
  );
}
