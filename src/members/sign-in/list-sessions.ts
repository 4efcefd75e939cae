import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type SessionInList, sessionRows } from './session-store.ts';

/** The actor's own sessions that still run, newest first; `current` is the one that asks. */
export async function listSessions(ctx: Ctx): Promise<Result<(SessionInList & { current: boolean })[]>> {
  return ctx.transaction(async (tx) => {
    const own = tx.actor.kind === 'person' ? tx.actor.session : undefined;
    return ok((await sessionRows(tx)).map((session) => ({ ...session, current: session.id === own })));
  });
}
