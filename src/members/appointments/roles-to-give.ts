import { type Ctx, ok, type Result, systemActor, vietnamDate } from '../../kernel/index.ts';
import { type Day, mayHoldRole, role } from '../../vocabulary/index.ts';
import { holderOf } from '../agencies/agency-store.ts';
import { mayGiveRole } from '../people/person.ts';

/** Codes of the roles that the agency may hold today and the actor may give there; what a form offers. `assignRole` asks again. */
export async function rolesToGive(ctx: Ctx, input: { readonly agency: string }): Promise<Result<string[]>> {
  const holder = await ctx
    .as(systemActor('members.roles-to-give'))
    .transaction(async (tx) => ok(await holderOf(tx, input.agency)));
  if (!holder.ok) return holder;
  const facts = holder.value;
  if (!facts) return ok([]);
  const day = vietnamDate(ctx.now) as Day;
  return ok(
    role.terms
      .filter(({ code, desk }) => desk && mayHoldRole(code, facts, day))
      .map(({ code }) => code)
      .filter((code) => mayGiveRole(ctx.actor, { role: code, agency: input.agency })),
  );
}
