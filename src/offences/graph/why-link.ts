import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { informationCredibility, sourceReliability } from '../assertions/assertion-lists.ts';
import { refuse } from '../refusals.ts';
import type { LinkRow } from './graph-tables.ts';
import { linkCode, linkKind } from './link-lists.ts';
import { isSaid } from './link-origins.ts';
import { linksBetween } from './link-store.ts';
import { sightOf } from './node-store.ts';
import { inTimeClass, mayWalk, type NodeRef, reachNode } from './walk-input.ts';

export const linkViewSchema = z.object({
  id: z.uuid(),
  kind: linkKind.zod,
  /** Whether it goes from the first point to the second, or back. */
  forth: z.boolean(),
  reliability: sourceReliability.zod,
  credibility: informationCredibility.zod,
  origin: z.object({ module: z.string(), kind: z.string(), id: z.uuid() }),
  author: z.string(),
  agency: z.string(),
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  madeAt: z.iso.datetime(),
  /** Worked out by the platform; it falls when what it rests on is taken back. */
  derived: z.boolean(),
  /** It is what a file says of its persons: taken back there, and not as a link. */
  said: z.boolean(),
});
export type LinkView = Readonly<z.output<typeof linkViewSchema>>;

/** What every page says of a link, whichever way it is looked at from. */
export const linkFacts = (link: LinkRow): Omit<LinkView, 'forth'> => ({
  id: link.id,
  kind: linkCode(link.kind),
  reliability: link.reliability as LinkView['reliability'],
  credibility: link.credibility as LinkView['credibility'],
  origin: { module: link.origin_module, kind: link.origin_kind, id: link.origin_id },
  author: link.author,
  agency: link.agency,
  firstSeen: link.first_seen.toISOString(),
  lastSeen: link.last_seen.toISOString(),
  madeAt: link.made_at.toISOString(),
  derived: linkKind.get(linkCode(link.kind)).workedOut,
  said: isSaid(link),
});

/** Why two points are linked: each link that the reader sees, with its source, grade and author. Refusals: `access.not-permitted`, `graph-node.not-found` */
export async function whyLink(
  ctx: Ctx,
  input: { readonly from: NodeRef; readonly to: NodeRef },
): Promise<Result<{ readonly links: readonly LinkView[] }>> {
  const may = await mayWalk(ctx);
  if (!may.ok) return may;
  return inTimeClass(() =>
    ctx.transaction(async (tx): Promise<Result<{ links: LinkView[] }>> => {
      const sight = await sightOf(tx);
      const from = await reachNode(tx, input.from, sight);
      if (!from.ok) return from;
      const to = await reachNode(tx, input.to, sight);
      if (!to.ok) return to;
      tx.audit({ action: 'graph.why', object: { kind: 'graph-node', id: input.from.id } });
      if (from.value === null || to.value === null) return refuse('graph-node.not-found');
      const links = await linksBetween(tx, from.value, to.value, sight.classes);
      return ok({
        links: links.map((link) => ({ ...linkFacts(link), forth: link.src === from.value })),
      });
    }),
  );
}
