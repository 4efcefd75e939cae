import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { peopleSignedIn } from '../sign-in/session-store.ts';
import { findColleagues } from './find-colleagues.ts';

/** A colleague, and whether they have a session of the actor's agency that is in use. */
export interface ColleagueOnShift {
  readonly id: string;
  readonly name: string;
  readonly on: boolean;
}

/**
 * Colleagues of the actor's own agency who hold one of the roles now (at the desk, where one is named), by name, and
 * which of them are at work. Nothing of their sessions is told: neither since when, nor from where.
 */
export async function findColleaguesOnShift(
  ctx: Ctx,
  filters: { roles: readonly string[]; desk?: string },
): Promise<Result<ColleagueOnShift[]>> {
  const { actor } = ctx;
  const found = await findColleagues(ctx, filters);
  if (!found.ok || actor.kind !== 'person') return found.ok ? ok([]) : found;
  const ids = found.value.map(({ id }) => id);
  const signedIn = await ctx
    .as(systemActor('members.find-colleagues-on-shift'))
    .transaction(async (tx) => ok(await peopleSignedIn(tx, actor.agency, ids)));
  if (!signedIn.ok) return signedIn;
  const on = new Set(signedIn.value);
  return ok(found.value.map(({ id, name }) => ({ id, name, on: on.has(id) })));
}
