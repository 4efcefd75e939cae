import { must } from '../../../tools/test/test-result.ts';
import { answerReferral, sendReferral } from '../../cases/index.ts';
import { byConsent, type CasesHome, drive, openCasesHome, openOwnCase } from '../../cases/testing.ts';
import { type Ctx, HOUR, newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { beginContact } from '../contacts/begin-contact.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { signOfLife } from '../helpers/sign-of-life.ts';
import { beginSeries } from './begin-series.ts';
import { holdSession } from './hold-session.ts';
import { planSession } from './plan-session.ts';
import { recordAgreement } from './record-agreement.ts';

/** 111, a commune and two facilities, where series begin from contacts, cases and referrals. */
export interface SessionsHome extends CasesHome {
  /** A contact that the counsellor of 111 has. */
  contact(): Promise<string>;
  /** A series from such a contact. */
  atHelpline(ageBand?: string): Promise<string>;
  /** A referral that the first facility accepted, and the case behind it. */
  referral(): Promise<{ readonly referral: string; readonly case: string }>;
  /** A series of the first facility from such a referral. */
  atFacility(ageBand?: string): Promise<{ readonly series: string; readonly referral: string; readonly case: string }>;
  /** Plans a session an hour from now. */
  plan(who: PersonActor, series: string, minutes?: number): Promise<string>;
  /** Writes down a session that begins an hour from now, once it has begun. */
  held(
    who: PersonActor,
    series: string,
    more?: { readonly summary?: string; readonly scores?: Readonly<Record<string, number>> },
  ): Promise<string>;
  /** The child and a guardian agreed. */
  agreed(who: PersonActor, series: string): Promise<void>;
  public(): Ctx;
  /** The session of the page of a contact's child. */
  page(contact: string): string;
}

export async function openSessionsHome(): Promise<SessionsHome> {
  const home = await openCasesHome();
  const open = () => home.context({ kind: 'anonymous' });
  let onShift = false;
  const pages = new Map<string, string>();
  const self: SessionsHome = {
    ...home,
    public: open,
    page: (contact) => pages.get(contact) ?? '',
    contact: async () => {
      const ctx = await home.as(home.counsellor);
      if (!onShift) must(await beginShift(ctx, { tier: 'front', channels: ['CHAT'], heardRing: true, notifies: true }));
      else must(await signOfLife(ctx));
      onShift = true;
      // Nobody rests here from the contacts that this file has had.
      await home.owner.query('delete from counselling.helper_exposure');
      await home.owner.query(
        "update counselling.helper_shift set rest_until = null, state = 'available', state_set_by = 'self', state_reason = null, missed_offers = 0",
      );
      const begun = must(
        await beginContact(open(), { contact: { urgent: false }, idempotencyKey: `test-${newId<'key'>()}` }),
      );
      await offerContacts(home.platform());
      const { rows } = await home.owner.query<{ id: string }>(
        'select contact_id as id from counselling.contact_receipt where locator = $1',
        [begun.receipt.locator],
      );
      const id = rows[0]?.id as string;
      pages.set(id, begun.session);
      must(await acceptContact(ctx, { contact: id }));
      // It is over, so that there is room for the next one; who had it is known.
      must(await endContact(ctx, { contact: id, reason: 'helped' }));
      must(await finishContact(ctx, { contact: id }));
      return id;
    },
    atHelpline: async (ageBand = 'A16_17') =>
      must(await beginSeries(await home.as(home.counsellor), { from: { contact: await self.contact() }, ageBand }))
        .series,
    referral: async () => {
      const { id } = await openOwnCase(home);
      const one = drive(home, id);
      await one.consent('child', 'given');
      await one.consent('representative', 'given');
      const referral = await one.refer(byConsent);
      must(await sendReferral(await one.officer(), { referral, version: 1 }));
      must(await answerReferral(await home.as(home.facility), { referral, version: 2, act: 'accept' }));
      return { referral, case: id };
    },
    atFacility: async (ageBand = 'A16_17') => {
      const { referral, case: id } = await self.referral();
      const { series } = must(await beginSeries(await home.as(home.facility), { from: { referral }, ageBand }));
      return { series, referral, case: id };
    },
    plan: async (who, series, minutes = 50) => {
      // Past whatever else this counsellor has planned in this file.
      home.clock.advance(5 * HOUR);
      const at = new Date(home.clock.now().getTime() + HOUR);
      return must(await planSession(await home.as(who), { series, at, minutes, mode: 'PHONE' })).session;
    },
    held: async (who, series, more = {}) => {
      const session = await self.plan(who, series);
      home.clock.advance(2 * HOUR);
      must(await holdSession(await home.as(who), { series, session, ...more }));
      return session;
    },
    agreed: async (who, series) => {
      for (const giver of ['child', 'guardian'])
        must(await recordAgreement(await home.as(who), { series, giver, answer: 'given' }));
    },
  };
  return self;
}
