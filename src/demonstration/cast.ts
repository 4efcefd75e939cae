import { type Ctx, ok, type PersonActor, type Result } from '../kernel/index.ts';
import { demonstrationActors } from '../members/index.ts';

/** The invented people by what they do. */
export class Cast {
  readonly actors: readonly PersonActor[];

  constructor(actors: readonly PersonActor[]) {
    this.actors = actors;
  }

  /** Those who hold a role at an agency, in the order in which they were entered. */
  all(role: string, agency: string): PersonActor[] {
    return this.actors.filter((one) => one.agency === agency && one.assignments.some((held) => held.role === role));
  }

  /** @throws where nobody holds it */
  one(role: string, agency: string): PersonActor {
    const [found] = this.all(role, agency);
    if (!found) throw new Error(`the demonstration needs a ${role} at ${agency}`);
    return found;
  }
}

/** The invented people who were entered. */
export async function readCast(ctx: Ctx): Promise<Result<Cast>> {
  const actors = await demonstrationActors(ctx);
  return actors.ok ? ok(new Cast(actors.value)) : actors;
}
