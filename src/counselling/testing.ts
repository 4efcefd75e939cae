import { must } from '../../tools/test/test-result.ts';
import { type IntakeHome, openIntakeHome, person } from '../intake/testing.ts';
import type { Ctx, PersonActor, Result } from '../kernel/index.ts';
import { newId, ok, systemActor } from '../kernel/index.ts';
import type { ContactBegun } from './contacts/begin-contact.ts';
import { beginContact } from './contacts/begin-contact.ts';
import type { Tier } from './contacts/contact.ts';
import { offerContacts } from './contacts/offer-contacts.ts';
import { tendContacts } from './contacts/tend-contacts.ts';
import { beginShift } from './helpers/begin-shift.ts';
import { signOfLife } from './helpers/sign-of-life.ts';
import type { ContactRow, ShiftRow } from './tables.ts';

/** The desk of 111 with its key, where children ask for a chat and helpers begin their shifts. */
export interface CounsellingHome extends IntakeHome {
  /** Somebody new of the desk, who stands in no table. */
  helper(role?: '111_agent' | '111_counsellor' | '111_supervisor'): PersonActor;
  /** Somebody new of the desk, available. */
  onShift(tier?: Tier, role?: '111_agent' | '111_counsellor' | '111_supervisor'): Promise<PersonActor>;
  child(said?: Readonly<Record<string, unknown>>): Promise<ContactBegun>;
  contact(id: string): Promise<ContactRow>;
  shift(person: PersonActor): Promise<ShiftRow>;
  /** Events of a contact, in their order. */
  events(id: string): Promise<string[]>;
  /** Time goes by: those on shift show signs of life, children's pages too where that is said, and the house tends. */
  after(seconds: number, alive?: readonly PersonActor[]): Promise<void>;
  platform(): Ctx;
  /** Tells open pages of a contact to look again. */
  wake(contact: string): Promise<Result<void>>;
  /** Ends what earlier tests left. */
  clear(): Promise<void>;
}

export async function openCounsellingHome(
  now = '2026-11-24T02:00:00Z',
  settings: Readonly<Record<string, string>> = {},
): Promise<CounsellingHome> {
  const home = await openIntakeHome(now, settings);
  const one = async <Row>(text: string, values: readonly unknown[]) => {
    const { rows } = await home.owner.query(text, [...values]);
    return rows[0] as Row;
  };
  const self: CounsellingHome = {
    ...home,
    helper: (role = '111_agent') => person(role),
    onShift: async (tier = 'front', role = tier === 'front' ? '111_agent' : '111_counsellor') => {
      const actor = person(role);
      must(await beginShift(home.at(actor), { tier, channels: ['CHAT', 'PHONE'], heardRing: true, notifies: true }));
      return actor;
    },
    child: async (said = {}) => {
      const contact = { urgent: false, ...said };
      const begun = must(await beginContact(home.public(), { contact, idempotencyKey: `test-${newId<'key'>()}` }));
      // As the ticker does when it hears of it.
      await offerContacts(self.platform());
      return begun;
    },
    contact: (id) => one<ContactRow>('select * from counselling.contact where id = $1', [id]),
    shift: (actor) =>
      one<ShiftRow>('select * from counselling.helper_shift where person = $1 order by began_at desc limit 1', [
        actor.person,
      ]),
    events: async (id) => {
      const { rows } = await home.owner.query<{ code: string }>(
        'select code from counselling.contact_event where contact_id = $1 order by at, id',
        [id],
      );
      return rows.map(({ code }) => code);
    },
    after: async (seconds, alive = []) => {
      home.clock.set(new Date(home.clock.now().getTime() + seconds * 1_000));
      for (const actor of alive) must(await signOfLife(home.at(actor)));
      await tendContacts(self.platform());
    },
    platform: () => home.context(systemActor('test')),
    wake: (contact) =>
      self.platform().transaction(async (tx) => {
        tx.notify({ topic: 'contact.changed', id: contact });
        return ok();
      }),
    clear: async () => {
      await home.owner.query(
        `update counselling.contact set state = 'done', ended_at = began_at, offered_to = null, offer_until = null,
           transfer_to = null, transfer_until = null, place_until = null, wrap_until = null
         where state not in ('done', 'abandoned')`,
      );
      await home.owner.query('update counselling.contact set accepted_at = null, offered_at = null');
      await home.owner.query('update counselling.helper_shift set ended_at = began_at where ended_at is null');
    },
  };
  return self;
}
