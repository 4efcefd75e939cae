import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openReceipt } from '../../intake/index.ts';
import { anonymous } from '../../kernel/index.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { endShift } from '../helpers/end-shift.ts';
import { setHelperState } from '../helpers/set-helper-state.ts';
import { signOfLife } from '../helpers/sign-of-life.ts';
import { steerHelper } from '../helpers/steer-helper.ts';
import { viewAsChild } from '../lines/child-view.ts';
import { openCounsellingHome } from '../testing.ts';
import { acceptContact } from './accept-contact.ts';
import { answerTransfer } from './answer-transfer.ts';
import { beginContact } from './begin-contact.ts';
import { leaveContact, returnToContact, sayItGotWorse, waitAgain } from './child-presence.ts';
import { declineOffer } from './decline-offer.ts';
import { divertQueue } from './divert-queue.ts';
import { endContact, finishContact } from './end-contact.ts';
import { steerContact } from './steer-contact.ts';
import { tendContacts } from './tend-contacts.ts';
import { transferContact } from './transfer-contact.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());
const accept = (actor: Parameters<typeof home.at>[0], contact: string) => acceptContact(home.at(actor), { contact });

describe('beginning', () => {
  it('gives six words, a session and a place in the queue, and the same again to the same submission', async () => {
    const input = { contact: { urgent: true, firstLine: 'Em cần nói chuyện.' }, idempotencyKey: 'begin-once-000001' };
    const begun = must(await beginContact(home.public(), input));
    expect(begun.receipt.words).toHaveLength(6);
    const row = await home.contact(begun.contact);
    expect(row).toMatchObject({ state: 'waiting', band: 2, band_reason: 'said-urgent', last_seq: 1, child_seq: 1 });
    expect(row.owed_since).not.toBeNull();
    const again = must(await beginContact(home.public(), input));
    expect(again).toMatchObject({ contact: begun.contact, receipt: begun.receipt, repeated: true });
    expect(again.session).not.toBe(begun.session);
    const other = { ...input, contact: { urgent: false } };
    expect(code(await beginContact(home.public(), other))).toBe('contact.key-reused');
  });

  it('is opened by the one door of all receipts, which answers alike where there is none', async () => {
    const begun = await home.child();
    const { locator, words } = begun.receipt;
    const opened = must(await openReceipt(home.public(), { locator, words }));
    expect(opened).toMatchObject({ holds: 'contact', mustChange: false, view: undefined });
    must(await leaveContact(home.public(), { session: opened.session }));
    expect(await home.contact(begun.contact)).toMatchObject({ child_away_since: home.clock.now() });
    const wrong = [...words.slice(1), words[0] as string];
    expect(code(await openReceipt(home.public(), { locator, words: wrong }))).toBe('receipt.wrong');
  });

  it('refuses what is no contact with the field, and writes nothing', async () => {
    const contacts = () => home.owner.query('select count(*) from counselling.contact').then(({ rows }) => rows[0]);
    const before = await contacts();
    const begin = (contact: unknown, idempotencyKey = 'begin-bad-000001') =>
      beginContact(home.public(), { contact, idempotencyKey });
    expect(code(await begin({ urgent: 'yes' }))).toBe('request.invalid');
    expect(code(await begin({ urgent: true, position: 1 }))).toBe('request.invalid');
    expect(code(await begin({ urgent: true }, 'short'))).toBe('contact.key-unusable');
    expect(code(await begin({ urgent: true, firstLine: 'a'.repeat(2_001) }))).toBe('line.too-long');
    expect(code(await begin({ urgent: true, firstLine: 'data:image/png;base64,AAAA' }))).toBe('line.unreadable');
    expect(await contacts()).toEqual(before);
  });
});

describe('the offer', () => {
  it('goes to one helper, who takes it; the other is told in words and chats with nobody (trap 1)', async () => {
    const [first, second] = [await home.onShift(), await home.onShift()];
    const { contact } = await home.child();
    const { offered_to } = await home.contact(contact);
    const [has, not] = offered_to === first.person ? [first, second] : [second, first];
    const results = await Promise.all([accept(has, contact), accept(not, contact), accept(has, contact)]);
    expect(results.map(code)).toEqual(['accepted', 'contact.with-colleague', 'accepted']);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: has.person, offered_to: null });
    expect((await home.events(contact)).filter((event) => event === 'accepted')).toHaveLength(1);
  });

  it('that ran out comes back with its age and goes to somebody else; after all were away it is taken by who comes (trap 2)', async () => {
    const first = await home.onShift();
    const { contact } = await home.child();
    const began = (await home.contact(contact)).waiting_since;
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: first.person });
    await home.after(31, [first]);
    // Alone: asked once more, and then away.
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: first.person });
    await home.after(31, [first]);
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', offered_to: null, waiting_since: began });
    expect(await home.shift(first)).toMatchObject({ state: 'away', state_set_by: 'missed-offers' });
    expect(code(await accept(first, contact))).toBe('contact.with-colleague');
    const second = await home.onShift();
    must(await accept(second, contact));
  });

  it('is refused by nobody after its time, although the house has not looked yet', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    home.clock.set(new Date(home.clock.now().getTime() + 30_000));
    expect(code(await accept(helper, contact))).toBe('contact.with-colleague');
  });

  it('is declined for a reason and counts as missed, so that nobody chooses', async () => {
    const [first, second] = [await home.onShift(), await home.onShift()];
    const { contact } = await home.child();
    const { offered_to } = await home.contact(contact);
    const [has, other] = offered_to === first.person ? [first, second] : [second, first];
    const decline = (reason: string) => declineOffer(home.at(has), { contact, reason: reason as 'technical' });
    expect(code(await decline('wrong'))).toBe('contact.reason-unknown');
    must(await decline('too-hard-now'));
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: other.person });
    expect(await home.shift(has)).toMatchObject({ missed_offers: 1, state: 'available' });
  });

  it('drains what has gathered one at a time, two chats beside each other and no third', async () => {
    const children: Awaited<ReturnType<typeof home.child>>[] = [];
    for (let n = 0; n < 3; n += 1) {
      children.push(await home.child());
      home.clock.advance(1_000);
    }
    const helper = await home.onShift();
    const states = async () => Promise.all(children.map(async ({ contact }) => (await home.contact(contact)).state));
    expect(await states()).toEqual(['offered', 'waiting', 'waiting']);
    must(await accept(helper, children[0]?.contact as string));
    await tendContacts(home.platform());
    expect(await states()).toEqual(['live', 'offered', 'waiting']);
    must(await accept(helper, children[1]?.contact as string));
    await tendContacts(home.platform());
    expect(await states()).toEqual(['live', 'live', 'waiting']);
  });

  it('never goes over what a helper can carry, however many rounds run at once', async () => {
    const helpers = await Promise.all(Array.from({ length: 3 }, () => home.onShift()));
    for (let n = 0; n < 9; n += 1) await home.child();
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: 6 }, () => tendContacts(home.platform())));
      const { rows } = await home.owner.query<{ id: string; offered_to: string }>(
        `select id, offered_to from counselling.contact where state = 'offered'`,
      );
      expect(new Set(rows.map(({ offered_to }) => offered_to)).size).toBe(rows.length);
      for (const { id, offered_to } of rows)
        must(await accept(helpers.find(({ person }) => person === offered_to) as (typeof helpers)[0], id));
    }
    const { rows } = await home.owner.query<{ n: number }>(
      `select count(*)::integer as n from counselling.contact where state = 'live' group by helper`,
    );
    expect(rows.map(({ n }) => n)).toEqual([2, 2, 2]);
  });

  it('keeps a contact of danger for the counsellors first, and widens with time', async () => {
    const front = await home.onShift();
    const { contact } = await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' });
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', band: 3, band_reason: 'ACT_IN_PROGRESS' });
    await home.after(20, [front]);
    expect((await home.contact(contact)).state).toBe('waiting');
    await home.after(15, [front]);
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: front.person });
  });

  it('goes where a supervisor has diverted its tier, as long as that lasts', async () => {
    const counsellor = await home.onShift('counsellor');
    const supervisor = home.helper('111_supervisor');
    const until = new Date(home.clock.now().getTime() + 3_600_000);
    const divert = (actor: typeof supervisor, to: Parameters<typeof divertQueue>[1]['to']) =>
      divertQueue(home.at(actor), { from: 'front', to });
    const { contact } = await home.child();
    expect((await home.contact(contact)).state).toBe('waiting');
    expect(code(await divert(counsellor, { reason: 'surge', until }))).toBe('access.not-permitted');
    expect(code(await divert(supervisor, { reason: 'surge', until: home.clock.now() }))).toBe('queue.until-unusable');
    must(await divert(supervisor, { reason: 'surge', until }));
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: counsellor.person });
    must(await divert(supervisor, null));
  });
});

describe('a helper', () => {
  it('begins after hearing the ring, in a tier of their role, and is made available by nobody else (trap 4)', async () => {
    const agent = home.helper();
    const begin = (more: Partial<Parameters<typeof beginShift>[1]> = {}) =>
      beginShift(home.at(agent), { tier: 'front', channels: ['CHAT'], heardRing: true, notifies: false, ...more });
    expect(code(await begin({ heardRing: false }))).toBe('shift.check-needed');
    expect(code(await begin({ tier: 'counsellor' }))).toBe('shift.tier-not-yours');
    expect(code(await begin({ channels: [] }))).toBe('shift.channel-needed');
    const begun = must(await begin());
    must(await setHelperState(home.at(agent), { state: 'break', reason: 'rest' }));
    // The page is loaded anew, the house starts anew: the state stays what the person chose.
    expect(must(await begin())).toMatchObject({ id: begun.id, state: 'break' });
    expect(must(await signOfLife(home.at(agent)))).toMatchObject({ state: 'break' });
    await tendContacts(home.platform());
    expect(await home.shift(agent)).toMatchObject({ state: 'break', state_set_by: 'self' });
    const supervisor = home.helper('111_supervisor');
    const { version } = await home.shift(agent);
    const steer = (state: 'available' | 'away') =>
      steerHelper(home.at(supervisor), {
        shift: begun.id,
        version,
        state,
        reason: state === 'away' ? 'other' : undefined,
      });
    expect(code(await steer('available'))).toBe('shift.not-by-others');
    must(await steer('away'));
    expect(await home.shift(agent)).toMatchObject({ state: 'away', state_set_by: 'supervisor' });
    expect(code(await setHelperState(home.at(agent), { state: 'away', reason: 'meal' }))).toBe('shift.reason-unknown');
  });

  it('who chose to be there is there at whatever hour, and who chose a break is not, whatever the house did (trap 3)', async () => {
    const [there, resting] = [await home.onShift(), await home.onShift()];
    must(await setHelperState(home.at(resting), { state: 'break', reason: 'rest' }));
    for (const hours of [5, 7, 10]) {
      // The house was down for hours: whoever signs again is what they were, and nothing that is remembered says otherwise.
      home.clock.set(new Date(home.clock.now().getTime() + hours * 3_600_000));
      for (const actor of [there, resting]) must(await signOfLife(home.at(actor)));
      await home.after(1, [there, resting]);
      expect([(await home.shift(there)).state, (await home.shift(resting)).state]).toEqual(['available', 'break']);
      const { contact, session } = await home.child();
      expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: there.person });
      must(await accept(there, contact));
      must(await setHelperState(home.at(there), { state: 'away', reason: 'short' }));
      const other = await home.child();
      home.clock.set(new Date(home.clock.now().getTime() + 10_000));
      const seen = must(await viewAsChild(home.public(), { session: other.session }, { after: 0 }));
      expect(seen.wait).toEqual({ nobodyHere: true });
      must(await leaveContact(home.public(), { session }));
      must(await endContact(home.at(there), { contact, reason: 'helped' }));
      must(await finishContact(home.at(there), { contact }));
      must(await leaveContact(home.public(), { session: other.session }));
      must(await setHelperState(home.at(there), { state: 'available' }));
    }
  });

  it('whose page is lost is away after 30 s, the child is told at 45 s and offered to others first at 60 s, with its age', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await accept(helper, contact));
    const began = (await home.contact(contact)).waiting_since;
    await home.after(31);
    expect(await home.shift(helper)).toMatchObject({ state: 'away', state_set_by: 'stream-lost' });
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper_lost_since: null });
    const other = await home.onShift();
    await home.after(15, [other]);
    expect((await home.contact(contact)).helper_lost_since).toEqual(home.clock.now());
    await home.after(15, [other]);
    const row = await home.contact(contact);
    expect(row).toMatchObject({
      band: 4,
      band_reason: 'dropped-by-us',
      waiting_since: began,
      missed_by: helper.person,
    });
    expect(await home.events(contact)).toContain('helper-lost');
    // Back again: told so, and available only when they say so.
    expect(must(await signOfLife(home.at(helper)))).toMatchObject({ state: 'away', stateSetBy: 'stream-lost' });
  });

  it('goes home with no child left behind', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await accept(helper, contact));
    expect(code(await endShift(home.at(helper)))).toBe('shift.contacts-open');
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    must(await endShift(home.at(helper)));
    expect(code(await signOfLife(home.at(helper)))).toBe('shift.none-open');
  });
});

describe('handing over', () => {
  it('asks a colleague, who takes it; the first keeps it until then, and the first wait is not changed (trap 8)', async () => {
    const [first, second] = [await home.onShift(), await home.onShift('counsellor')];
    const { contact } = await home.child();
    must(await accept(first, contact));
    const { accepted_at } = await home.contact(contact);
    const ask = (person: string) => transferContact(home.at(first), { contact, to: { person } });
    expect(code(await ask(home.helper().person))).toBe('contact.helper-not-there');
    must(await ask(second.person));
    expect(await home.contact(contact)).toMatchObject({ state: 'transferring', helper: first.person });
    expect(code(await answerTransfer(home.at(first), { contact, take: true }))).toBe('contact.with-colleague');
    await home.after(31, [first, second]);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: first.person, transfer_to: null });
    must(await ask(second.person));
    await home.after(5, [first, second]);
    must(await answerTransfer(home.at(second), { contact, take: true }));
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: second.person, accepted_at });
  });

  it('sends it back to the other tier with its age', async () => {
    const first = await home.onShift();
    const { contact } = await home.child();
    must(await accept(first, contact));
    const { waiting_since } = await home.contact(contact);
    must(await transferContact(home.at(first), { contact, to: { tier: 'counsellor' } }));
    expect(await home.contact(contact)).toMatchObject({ state: 'returned', tier: 'counsellor', waiting_since });
    const counsellor = await home.onShift('counsellor');
    must(await accept(counsellor, contact));
  });

  it('is steered by the supervisor without being read, and ends what a helper cannot end', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await accept(helper, contact));
    const steer = (actor: typeof helper, version: number) =>
      steerContact(home.at(actor), { contact, version, act: 'finish' });
    const { version } = await home.contact(contact);
    expect(code(await steer(helper, version))).toBe('access.not-permitted');
    must(await steer(home.helper('111_supervisor'), version));
    expect(await home.contact(contact)).toMatchObject({ state: 'done', end_reason: 'by-supervisor' });
  });

  it('counts as done when it was not written down in time', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await accept(helper, contact));
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    await home.after(599, [helper]);
    expect((await home.contact(contact)).state).toBe('wrapping');
    await home.after(1, [helper]);
    expect((await home.contact(contact)).state).toBe('done');
  });
});

describe('a child', () => {
  it('may close its page and come back to its place within ten minutes; later it has left, is counted, and waits anew', async () => {
    const { contact, session } = await home.child();
    const { waiting_since } = await home.contact(contact);
    must(await leaveContact(home.public(), { session }));
    const helper = await home.onShift();
    // Nobody is offered a child who is not there.
    expect((await home.contact(contact)).state).toBe('waiting');
    await home.after(599, [helper]);
    must(await returnToContact(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', waiting_since });
    must(await leaveContact(home.public(), { session }));
    await home.after(600, [helper]);
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'child-left' });
    expect(await home.shift(helper)).toMatchObject({ missed_offers: 0 });
    must(await waitAgain(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', waiting_since: home.clock.now() });
  });

  it('who writes nothing and closes the window without a word keeps its place from its last sign on', async () => {
    const { contact } = await home.child();
    await home.after(90);
    const row = await home.contact(contact);
    expect(row.place_until?.getTime()).toBe(row.waiting_since.getTime() + 600_000);
    await home.after(510);
    expect((await home.contact(contact)).state).toBe('abandoned');
  });

  it('is told minutes and never a position, which danger that comes later would take back (trap 5)', async () => {
    const busy = await home.onShift('counsellor');
    for (const _ of [1, 2])
      must(await accept(busy, (await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' })).contact));
    const { session } = await home.child();
    const look = async () => {
      home.clock.set(new Date(home.clock.now().getTime() + 10_000));
      must(await signOfLife(home.at(busy)));
      return must(await viewAsChild(home.public(), { session }, { after: 0 }));
    };
    const alone = await look();
    for (const _ of [1, 2, 3]) await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' });
    const passed = await look();
    expect(Object.keys(passed.wait ?? {}).sort()).toEqual(['from', 'nobodyHere', 'to']);
    // Of a queue of one and a queue of four the child reads the same but for the minutes.
    expect({ ...passed, wait: null }).toEqual({ ...alone, wait: null });
  });

  it('says once that it got worse', async () => {
    const { contact, session } = await home.child();
    must(await sayItGotWorse(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ band: 2, band_reason: 'got-worse' });
    must(await sayItGotWorse(home.public(), { session }));
    expect((await home.events(contact)).filter((event) => event === 'got-worse')).toHaveLength(1);
  });

  it('who comes back after the end waits anew, and never goes straight to a helper off duty', async () => {
    const helper = await home.onShift();
    const { contact, session } = await home.child();
    must(await accept(helper, contact));
    expect(code(await waitAgain(home.public(), { session }))).toBe('contact.not-over');
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    must(await endShift(home.at(helper)));
    must(await waitAgain(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ state: 'returned', offered_to: null });
    expect(code(await accept(helper, contact))).toBe('contact.with-colleague');
  });

  it('is nobody without its session', async () => {
    expect(code(await leaveContact(home.context(anonymous), { session: 'x'.repeat(43) }))).toBe(
      'receipt.session-ended',
    );
  });
});
