import { acceptContact, beginContact, beginShift } from '../../../src/counselling/index.ts';
import { INTAKE } from '../../../src/intake/index.ts';
import { anonymous, createDeskKey, newId, type PersonActor, systemActor } from '../../../src/kernel/index.ts';
import { syncAgencies } from '../../../src/members/index.ts';
import { testPerson } from '../../test/test-person.ts';
import { type BenchKernel, openBenchKernel } from './bench-kernel.ts';

export interface RaceResult {
  readonly offers: number;
  /** Contacts that two have, or that whoever had no offer has. */
  readonly doubles: number;
  /** Offers that nobody took although their helper pressed. */
  readonly untaken: number;
  /** Milliseconds until who lost was told. */
  readonly losers: readonly number[];
}

/**
 * Fifty helpers press at once, again and again: of each offer the one to whom it is made, and one whose page still shows it since it
 * was theirs a moment ago.
 */
export async function raceForOffers({ helpers, offers }: { helpers: number; offers: number }): Promise<RaceResult> {
  const home = await openBenchKernel();
  try {
    const people = await helpersOnShift(home, helpers);
    const template = await oneContact(home);
    const losers: number[] = [];
    const each = helpers / 2;
    let [doubles, untaken] = [0, 0];
    for (let done = 0; done < offers; done += each) {
      const [owners, others] = [people.slice(0, each), people.slice(each)];
      const offered = await offerTo(home, template, owners, done);
      const pressed = await Promise.all(
        offered.flatMap((contact, at) =>
          [owners[at], others[at]].map(async (helper) => {
            const started = performance.now();
            const taken = await acceptContact(home.context(helper as PersonActor), { contact });
            if (!taken.ok) losers.push(performance.now() - started);
            return taken.ok;
          }),
        ),
      );
      for (const at of offered.keys()) {
        const [own, other] = [pressed[2 * at], pressed[2 * at + 1]];
        if (other) doubles += 1;
        if (!own) untaken += 1;
      }
      doubles += await wrongHolders(home, offered, owners);
    }
    return { offers, doubles, untaken, losers };
  } finally {
    await home.close();
  }
}

async function helpersOnShift(home: BenchKernel, count: number): Promise<PersonActor[]> {
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, new Date());
  await syncAgencies(home.context(systemActor('bench')));
  const people = Array.from({ length: count }, () =>
    testPerson('111_agent', INTAKE.agency, { desk: INTAKE.desk, name: 'Người thử nghiệm', purpose: 'counselling' }),
  );
  for (const one of people) {
    const begun = await beginShift(home.context(one), {
      tier: 'front',
      channels: ['CHAT'],
      heardRing: true,
      notifies: true,
    });
    if (!begun.ok) throw new Error(`no shift: ${begun.refusal.code}`);
  }
  return people;
}

async function oneContact(home: BenchKernel): Promise<string> {
  const begun = await beginContact(home.context(anonymous), {
    contact: { urgent: false },
    idempotencyKey: newId<'key'>(),
  });
  if (!begun.ok) throw new Error(`no contact: ${begun.refusal.code}`);
  return begun.value.contact;
}

/** Ends what was, and makes an offer to each. @param made how many were made before. @returns the contacts, in the order of the helpers */
async function offerTo(
  home: BenchKernel,
  template: string,
  helpers: readonly PersonActor[],
  made: number,
): Promise<string[]> {
  await home.owner.query(
    `update counselling.contact set state = 'done', ended_at = now(), offered_to = null, offer_until = null where id <> $1 and state <> 'done'`,
    [template],
  );
  const { rows } = await home.owner.query<{ id: string }>(
    `insert into counselling.contact
     select (jsonb_populate_record(contact, jsonb_build_object('id', gen_random_uuid(), 'reference', regexp_replace(upper(lpad(to_hex($3::bigint + nth), 8, '0')), '(.{4})', '\\1-'),
       'state', 'offered', 'offered_to', whom, 'offered_at', now(), 'offer_until', now() + interval '1 hour'))).*
     from counselling.contact, unnest($2::uuid[]) with ordinality as to_whom (whom, nth) where contact.id = $1 order by nth
     returning id`,
    [template, helpers.map(({ person }) => person), made],
  );
  return rows.map(({ id }) => id);
}

async function wrongHolders(
  home: BenchKernel,
  contacts: readonly string[],
  owners: readonly PersonActor[],
): Promise<number> {
  const { rows } = await home.owner.query<{ wrong: number }>(
    `select count(*) as wrong from unnest($1::uuid[], $2::uuid[]) as wanted (contact, owner)
     join counselling.contact on contact.id = wanted.contact
     where contact.helper is distinct from wanted.owner
       or (select count(*) from counselling.contact_event where contact_id = contact.id and code = 'accepted') <> 1`,
    [contacts, owners.map(({ person }) => person)],
  );
  return rows[0]?.wrong ?? Number.NaN;
}
