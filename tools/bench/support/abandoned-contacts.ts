import { beginContact, leaveContact, tendContacts, waitAgain } from '../../../src/counselling/index.ts';

import { INTAKE } from '../../../src/intake/index.ts';
import { anonymous, createDeskKey, newId, systemActor } from '../../../src/kernel/index.ts';
import { syncAgencies } from '../../../src/members/index.ts';
import { must } from '../../test/test-result.ts';
import { openBenchKernel } from './bench-kernel.ts';

const { desk: DESK } = INTAKE;
const START = Date.parse('2026-11-24T02:00:00Z');

/** So many children ask for a chat where nobody comes, and close the page. @returns how many the tables count as abandoned, and how many wait again */
export async function abandonedOf(children: number): Promise<{ counted: number; waitAgain: number }> {
  let now = START;
  const house = await openBenchKernel({ clock: { now: () => new Date(now) } });
  try {
    const platform = house.context(systemActor('bench'));
    must(await syncAgencies(platform));
    await createDeskKey(house.owner, house.kernel.vault, DESK, new Date(now));
    const sessions: string[] = [];
    for (let child = 0; child < children; child += 1) {
      const contact = { urgent: false };
      const begun = must(
        await beginContact(house.context(anonymous), { contact, idempotencyKey: `bench-${newId<'key'>()}` }),
      );
      sessions.push(begun.session);
      must(await leaveContact(house.context(anonymous), { session: begun.session }));
    }
    now += 11 * 60_000;
    for (let round = 0; round <= children / 200; round += 1) await tendContacts(house.context(systemActor('bench')));
    const { rows } = await house.owner.query<{ n: number }>(
      `select count(*)::integer as n from counselling.contact where state = 'abandoned' and end_reason = 'child-left'
         and exists (select from counselling.contact_event where contact_id = contact.id and code = 'abandoned')`,
    );
    let again = 0;
    for (const session of sessions) again += Number((await waitAgain(house.context(anonymous), { session })).ok);
    return { counted: rows[0]?.n ?? 0, waitAgain: again };
  } finally {
    await house.close();
  }
}
