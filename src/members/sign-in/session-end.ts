import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { SESSION_LIMITS } from './session.ts';
import { ownSessionRow } from './session-store.ts';

export interface SessionEnd {
  /** When the session ends if nothing is done until then. */
  readonly endsAt: Date;
  /** When it ends in any case. */
  readonly lastAt: Date;
}

/** Until when the actor's own session lives. To ask is no sign of presence where the request says so (`showsPresence`). */
export async function sessionEnd(ctx: Ctx): Promise<Result<SessionEnd>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => {
    const row = await ownSessionRow(tx, actor.session);
    if (!row) return refuse('members.not-permitted');
    const idle = new Date(row.lastSeenAt.getTime() + SESSION_LIMITS.idleMs);
    return ok({ endsAt: idle < row.expiresAt ? idle : row.expiresAt, lastAt: row.expiresAt });
  });
}
