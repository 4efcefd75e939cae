import { actAs, systemActor, type Tx } from '../../kernel/index.ts';
import { peopleMeant } from '../../members/index.ts';
import { unitsOf } from './file-store.ts';

const TELL = systemActor('offences.tell');
export const policeRoles = ['police_intake', 'police_investigator'] as const;

/**
 * Tells everybody who has a part in a file that it changed, each by name: an event to an agency would be heard by its other
 * desks as well, and one to a role by every unit of the country. Whoever is kept from the file does not hear it.
 * @param also units whose part has just ended, so that it leaves their lists
 */
export async function tellFile(tx: Tx, file: string, also: readonly string[] = []): Promise<void> {
  const people = await actAs(tx, TELL, async (platform) => {
    const now = (await unitsOf(platform, file)).filter(
      ({ ended_at: ended, until_at: until }) => ended === null && (until === null || until > tx.now),
    );
    const agencies = new Set([...now.map(({ agency }) => agency), ...also]);
    const found = await Promise.all(
      [...agencies].map((agency) => peopleMeant(platform, { agency, roles: [...policeRoles] })),
    );
    return new Set(found.flat());
  });
  for (const person of people) tx.notify({ topic: 'offences.file', id: file, person });
}
