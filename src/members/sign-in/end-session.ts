import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { endSessionRows } from './session-store.ts';

/** Ends one of the actor's own sessions, or with `others` all but the one that asks. @returns how many ended */
export async function endSession(ctx: Ctx, input: { session: string } | { others: true }): Promise<Result<number>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const id = 'session' in input ? parseId<'session'>(input.session) : undefined;
  if ('session' in input && !id) return refuse('session.unknown');
  return ctx.transaction(async (tx) => {
    const ended = await endSessionRows(
      tx,
      id ? { id } : { person: actor.person, except: actor.session },
      'ended-by-owner',
    );
    if (id && ended === 0) return refuse('session.unknown');
    tx.audit({ action: 'session.end', object: { kind: 'person', id: actor.person }, codes: { ended } });
    return ok(ended);
  });
}
