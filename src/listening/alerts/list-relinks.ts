import { actorName, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { relinkPolicy } from '../listening-policy.ts';
import type { RelinkView } from '../listening-view.ts';
import { sourceRows } from '../sources/source-store.ts';
import { relinkRows } from './relink-store.ts';

const SHOWN = 200;

/** The joinings that the reader asked for or may decide, newest first; a pseudonym or an author is in none of them. */
export async function listRelinks(ctx: Ctx): Promise<Result<RelinkView[]>> {
  return ctx.transaction(async (tx) => {
    const [relinks, sources] = await Promise.all([relinkRows(tx, SHOWN), sourceRows(tx)]);
    const names = new Map(sources.map(({ id, name }) => [id, name]));
    return ok(
      relinks.map((relink) => {
        const over = relink.expiresAt <= tx.now;
        const asked = { requested_by: relink.requestedBy, state: relink.state };
        return {
          id: relink.id,
          case: relink.case,
          source: names.get(relink.source) ?? relink.source,
          reason: relink.reason,
          state: over ? 'EXPIRED' : relink.state,
          requestedBy: relink.requestedBy,
          requestedAt: relink.requestedAt.toISOString(),
          decidedBy: relink.decidedBy,
          decidedAt: relink.decidedAt?.toISOString() ?? null,
          expiresAt: relink.expiresAt.toISOString(),
          mayDecide: !over && relinkPolicy.can(tx.actor, 'listening-relink.decide', asked, tx.now),
          mayRead: !over && relink.state === 'APPROVED' && relink.requestedBy === actorName(tx.actor),
        };
      }),
    );
  });
}
