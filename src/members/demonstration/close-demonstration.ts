import { type Ctx, ok, PLATFORM_CHAIN, type Result, systemActor } from '../../kernel/index.ts';
import { closeInvented, hasRealPeople } from './demonstration-store.ts';

/** Whether people work here who were not made for the demonstration. */
export async function holdsRealPeople(ctx: Ctx): Promise<Result<boolean>> {
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => ok(await hasRealPeople(tx)));
}

/**
 * Where the demonstration is off, its people can neither sign in nor hold a session, and count as nobody's administrator:
 * how they sign in was shown to everybody. Each start calls it; the accounts open again with the demonstration.
 * @returns how many accounts were open
 */
export async function closeDemonstrationPeople(ctx: Ctx): Promise<Result<number>> {
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => {
    const closed = await closeInvented(tx);
    if (closed > 0)
      tx.audit({
        action: 'person.manage',
        organisation: PLATFORM_CHAIN,
        codes: { act: 'demonstration-closed', people: closed },
      });
    return ok(closed);
  });
}
