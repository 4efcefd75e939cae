import { z } from '@hono/zod-openapi';
import { type Ctx, listSchema, ok, type Result } from '../../kernel/index.ts';
import { viewTies } from './expand-node.ts';
import { nodeViewSchema, tieViewSchema, viewNodes } from './node-view.ts';
import type { Tie } from './view.ts';
import {
  type GraphReader,
  inTimeClass,
  mayWalk,
  type NodeRef,
  reachNode,
  readFilters,
  viewOf,
  type WalkFilters,
} from './walk-input.ts';

export const pathSchema = z.object({
  /** From the one to the other; empty where there is no way of at most four links. */
  nodes: listSchema(nodeViewSchema),
  ties: listSchema(tieViewSchema),
  /** There were too many points to go on from: with a narrower filter there may be a way. */
  tooWide: z.boolean(),
  hubs: listSchema(nodeViewSchema),
  wide: listSchema(nodeViewSchema),
});
export type PathView = Readonly<z.output<typeof pathSchema>>;

export interface FindPath extends WalkFilters {
  readonly from: NodeRef;
  readonly to: NodeRef;
}

/**
 * The shortest way between two points, of at most four links that the reader sees, through no shared point.
 * Refusals: `access.not-permitted`, `graph.filter-unusable`, `graph-node.not-found`
 */
export async function findPath(ctx: Ctx, graph: GraphReader, input: FindPath): Promise<Result<PathView>> {
  const may = await mayWalk(ctx);
  if (!may.ok) return may;
  const filters = readFilters(input);
  if (!filters.ok) return filters;
  return inTimeClass(() =>
    ctx.transaction(
      async (tx): Promise<Result<PathView>> => {
        const view = await viewOf(tx, filters.value);
        const from = await reachNode(tx, input.from, view);
        if (!from.ok) return from;
        const to = await reachNode(tx, input.to, view);
        if (!to.ok) return to;
        tx.audit({ action: 'graph.path', object: { kind: 'graph-node', id: input.from.id } });
        if (from.value === null || to.value === null)
          return ok({ nodes: [], ties: [], tooWide: false, hubs: [], wide: [] });
        const found = await graph.path(tx, from.value, to.value, view);
        const path = found.path ?? [];
        const seen = await viewNodes(ctx, tx, [...path, ...found.hubs, ...found.wide]);
        const ties: Tie[] = [];
        for (const [at, node] of path.slice(0, -1).entries()) {
          const next = path[at + 1] as number;
          const near = await graph.neighbourhood(tx, node, view, 1, Number.MAX_SAFE_INTEGER);
          ties.push(...near.ties.filter((tie) => tie.from === next || tie.to === next));
        }
        const only = (nodes: readonly number[]) => nodes.flatMap((node) => seen.get(node) ?? []);
        return ok({
          nodes: only(path),
          ties: viewTies(ties, new Map(path.map((node, at) => [node, at]))),
          tooWide: found.tooWide,
          hubs: only(found.hubs),
          wide: only(found.wide),
        });
      },
      { keep: true },
    ),
  );
}
