import { type Ctx, HOUR, ok, type PersonActor, type Result, systemActor } from '../../kernel/index.ts';
import { holderOf } from '../agencies/agency-store.ts';
import { agencyGrantsReach } from '../people/grant-reach.ts';
import { nameKey } from '../people/name-key.ts';
import { demonstrationPeople, liveAssignments, personRow } from '../people/person-store.ts';

/** Whether a person was made for the demonstration: what they enter is marked as invented. */
export async function isDemonstrationPerson(ctx: Ctx, person: string): Promise<boolean> {
  const found = await ctx
    .as(systemActor('members.demonstration'))
    .transaction(async (tx) => ok((await personRow(tx, person))?.isDemonstration === true));
  return found.ok && found.value;
}

/** The invented people with their roles, as actors: who plays the demonstration's past. */
export async function demonstrationActors(ctx: Ctx): Promise<Result<PersonActor[]>> {
  return ctx.as(systemActor('members.demonstration')).transaction(async (tx) => {
    const held = await liveAssignments(tx);
    const people = await demonstrationPeople(tx);
    const keys = await Promise.all(people.map((person) => nameKey(ctx.kernel.vault, person.name)));
    const functions = new Map<string, readonly string[]>();
    for (const agency of new Set(people.map((person) => person.agency)))
      functions.set(agency, (await holderOf(tx, agency))?.functions ?? []);
    return ok(
      people.map((person, place): PersonActor => {
        const assignments = held
          .filter((one) => one.person === person.id)
          .map(({ role, agency, desk, province, commune }) => ({
            role,
            agency,
            ...(desk === null ? {} : { desk }),
            ...(province === null ? {} : { province }),
            ...(commune === null ? {} : { commune }),
          }));
        return {
          kind: 'person',
          person: person.id,
          name: person.name,
          agency: person.agency,
          functions: functions.get(person.agency) ?? [],
          assignments,
          agencyGrants: agencyGrantsReach(assignments),
          nameKey: keys[place] as string,
          grants: [],
          exclusions: [],
          session: 'demonstration',
          purpose: 'protection',
          steppedUpUntil: new Date(tx.now.getTime() + HOUR),
        };
      }),
    );
  });
}
