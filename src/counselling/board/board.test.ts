import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { answerTransfer } from '../contacts/answer-transfer.ts';
import { declineOffer } from '../contacts/decline-offer.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { setHelperState } from '../helpers/set-helper-state.ts';
import { steerHelper } from '../helpers/steer-helper.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { writeNote } from '../lines/write-note.ts';
import { openCounsellingHome } from '../testing.ts';
import { assignContacts, takeBackContacts } from './assign-contacts.ts';
import { isUnownedDanger, waitsOf } from './board.ts';
import { confirmHandover } from './confirm-handover.ts';
import { leaveHandover } from './leave-handover.ts';
import { showBoard } from './show-board.ts';
import { showWall } from './show-wall.ts';
import { steerContacts } from './steer-contacts.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());
type Who = PersonActor;
const board = async (who: Who) => must(await showBoard(home.at(who)));
const accept = (who: Who, contact: string) => acceptContact(home.at(who), { contact });
const seen = async (contact: string) => ({ contact, version: (await home.contact(contact)).version });
const assign = async (who: Who, to: Who, ...contacts: string[]) =>
  assignContacts(home.at(who), { contacts: await Promise.all(contacts.map(seen)), to: to.person });
const DANGER = { firstLine: 'Bố đang cầm dao đuổi em.' };

describe('the figures of a shift', () => {
  const one = {
    state: 'waiting',
    tier: 'front',
    band: 1,
    waitingSince: '2026-11-24T02:00:00.000Z',
    helperLostSince: null,
    placeKept: false,
  } as const;

  it('say how long each band of each tier waits, and count nobody who only keeps a place or is talking', () => {
    const earlier = '2026-11-24T01:50:00.000Z';
    expect(
      waitsOf([
        one,
        { ...one, waitingSince: earlier },
        { ...one, state: 'offered', band: 3 },
        { ...one, placeKept: true, waitingSince: earlier },
        { ...one, state: 'live', waitingSince: earlier },
        { ...one, tier: 'counsellor' },
      ]),
    ).toEqual([
      { tier: 'front', band: 3, count: 1, oldestSince: one.waitingSince },
      { tier: 'front', band: 1, count: 2, oldestSince: earlier },
      { tier: 'counsellor', band: 1, count: 1, oldestSince: one.waitingSince },
    ]);
  });

  it('call danger unowned until a helper has it and is there', () => {
    const danger = { ...one, band: 3 };
    expect(isUnownedDanger(danger)).toBe(true);
    expect(isUnownedDanger({ ...danger, state: 'offered' })).toBe(true);
    expect(isUnownedDanger({ ...danger, state: 'live' })).toBe(false);
    expect(isUnownedDanger({ ...danger, state: 'live', helperLostSince: one.waitingSince })).toBe(true);
    expect(isUnownedDanger({ ...one, band: 2 })).toBe(false);
  });
});

describe('the board of a shift', () => {
  it('shows the supervisor who is there, what each carries, and danger that nobody has', async () => {
    const supervisor = home.helper('111_supervisor');
    const front = await home.onShift();
    const { contact } = await home.child();
    must(await accept(front, contact));
    const alone = await home.child(DANGER);
    const shown = await board(supervisor);
    expect(shown.people).toMatchObject([
      { person: front.person, state: 'available', tier: 'front', load: 35, contacts: 1, needsRest: false },
    ]);
    expect(shown.people[0]?.lastSignAt).toBe(home.clock.now().toISOString());
    expect(shown.danger.map(({ id }) => id)).toEqual([alone.contact]);
    expect(shown.waits).toMatchObject([{ tier: 'front', band: 3, count: 1 }]);
    const { id: shift, version } = shown.people[0] as (typeof shown.people)[0];
    const restUntil = new Date(home.clock.now().getTime() + 600_000);
    must(await steerHelper(home.at(supervisor), { shift, version, restUntil }));
    expect((await board(supervisor)).people[0]?.needsRest).toBe(true);
  });

  it('is there for supervisors alone', async () => {
    expect(code(await showBoard(home.at(home.helper('111_agent'))))).toBe('access.not-permitted');
    expect(code(await showBoard(home.at(home.helper('111_counsellor'))))).toBe('access.not-permitted');
  });

  it('holds no word of what was said, nor of a note between colleagues (leak canary)', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child({ firstLine: 'Em kể chuyện hoàng yến.' });
    must(await accept(helper, contact));
    const write = { contact, text: 'Chị nghe chuyện hoàng yến rồi.', lineKey: crypto.randomUUID(), afterSeq: 1 };
    must(await writeAsHelper(home.at(helper), write));
    must(await writeNote(home.at(helper), { contact, text: 'Ghi chú hoàng yến.' }));
    const supervisor = home.helper('111_supervisor');
    const all = JSON.stringify([await board(supervisor), must(await showWall(home.at(supervisor)))]);
    expect(all).toContain(contact);
    expect(all).not.toContain('hoàng yến');
  });
});

describe('a contact that a supervisor gives to a helper', () => {
  it('is offered to that helper alone, who still presses to take it', async () => {
    const supervisor = home.helper('111_supervisor');
    const [asked, free] = [await home.onShift('counsellor'), await home.onShift()];
    must(await setHelperState(home.at(free), { state: 'away', reason: 'short' }));
    const { contact } = await home.child();
    await home.owner.query(`update counselling.helper_shift set channels = '{PHONE}' where person = $1`, [
      asked.person,
    ]);
    expect(must(await assign(supervisor, asked, contact)).done).toEqual([contact]);
    must(await setHelperState(home.at(free), { state: 'available' }));
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', meant_for: asked.person });
    // Beyond their tier, as soon as they have room.
    await home.owner.query(`update counselling.helper_shift set channels = '{CHAT}' where person = $1`, [asked.person]);
    await offerContacts(home.platform());
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: asked.person });
    must(await accept(asked, contact));
    expect(await home.contact(contact)).toMatchObject({ helper: asked.person, meant_for: null, meant_until: null });
  });

  it('of danger waits for that helper a minute and no longer, and is then offered to whoever is there', async () => {
    const supervisor = home.helper('111_supervisor');
    const [busy, other] = [await home.onShift('counsellor'), await home.onShift('counsellor')];
    await home.owner.query(`update counselling.helper_shift set channels = '{PHONE}' where person = $1`, [busy.person]);
    must(await setHelperState(home.at(other), { state: 'away', reason: 'short' }));
    const { contact } = await home.child(DANGER);
    expect(must(await assign(supervisor, busy, contact)).done).toEqual([contact]);
    must(await setHelperState(home.at(other), { state: 'available' }));
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', meant_for: busy.person });
    await home.after(29, [busy, other]);
    expect((await home.contact(contact)).state).toBe('waiting');
    await home.after(29, [busy, other]);
    expect((await home.contact(contact)).state).toBe('waiting');
    await home.after(3, [busy, other]);
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: other.person });
  });

  it('goes to others at once where that helper lets it pass', async () => {
    const supervisor = home.helper('111_supervisor');
    const [asked, other] = [await home.onShift(), await home.onShift()];
    must(await setHelperState(home.at(other), { state: 'away', reason: 'short' }));
    must(await setHelperState(home.at(asked), { state: 'winding-down' }));
    await home.owner.query(`update counselling.helper_shift set channels = '{PHONE}' where person = $1`, [
      asked.person,
    ]);
    const { contact } = await home.child();
    must(await assign(supervisor, asked, contact));
    await home.owner.query(`update counselling.helper_shift set channels = '{CHAT}' where person = $1`, [asked.person]);
    await offerContacts(home.platform());
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: asked.person });
    must(await setHelperState(home.at(other), { state: 'available' }));
    must(await declineOffer(home.at(asked), { contact, reason: 'technical' }));
    await offerContacts(home.platform());
    expect(await home.contact(contact)).toMatchObject({ state: 'offered', offered_to: other.person });
  });

  it('says of each why it cannot be given: nobody is there, it is theirs already, or it changed meanwhile', async () => {
    const supervisor = home.helper('111_supervisor');
    const helper = await home.onShift();
    must(await setHelperState(home.at(helper), { state: 'away', reason: 'short' }));
    const [one, two] = [await home.child(), await home.child()];
    const gone = await assign(supervisor, helper, one.contact, two.contact);
    expect(must(gone).refused.map((row) => row.code)).toEqual(['contact.helper-not-there', 'contact.helper-not-there']);
    must(await setHelperState(home.at(helper), { state: 'available' }));
    const first = (await home.contact(one.contact)).state === 'offered' ? one : two;
    must(await accept(helper, first.contact));
    const live = await home.contact(first.contact);
    expect(live.state).toBe('live');
    expect(must(await assign(supervisor, helper, live.id)).refused[0]?.code).toBe('contact.helper-not-there');
    const old = await assignContacts(home.at(supervisor), {
      contacts: [{ contact: live.id, version: live.version - 1 }],
      to: helper.person,
    });
    expect(must(old).refused[0]?.code).toBe('record.changed-meanwhile');
  });

  it('from a colleague is asked for as in a warm transfer: who has it keeps it, and how long the child waited stays (trap 8)', async () => {
    const supervisor = home.helper('111_supervisor');
    const [first, second] = [await home.onShift(), await home.onShift()];
    const { contact } = await home.child();
    const { offered_to } = await home.contact(contact);
    const [has, asked] = offered_to === first.person ? [first, second] : [second, first];
    must(await accept(has, contact));
    const { accepted_at } = await home.contact(contact);
    await home.after(5, [first, second]);
    expect(must(await assign(supervisor, asked, contact)).done).toEqual([contact]);
    expect(await home.contact(contact)).toMatchObject({ state: 'transferring', helper: has.person });
    must(await answerTransfer(home.at(asked), { contact, take: true }));
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: asked.person, accepted_at });
  });

  it('is taken back as long as nobody took it', async () => {
    const supervisor = home.helper('111_supervisor');
    const [first, second] = [await home.onShift(), await home.onShift()];
    const { contact } = await home.child();
    const { offered_to } = await home.contact(contact);
    const [has, asked] = offered_to === first.person ? [first, second] : [second, first];
    must(await accept(has, contact));
    must(await assign(supervisor, asked, contact));
    const back = () => takeBackContacts(home.at(supervisor), { contacts: [contact] });
    expect(must(await back()).done).toEqual([contact]);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: has.person, transfer_to: null });
    expect(must(await back()).refused[0]?.code).toBe('contact.act-not-open');
    expect(code(await answerTransfer(home.at(asked), { contact, take: true }))).toBe('contact.with-colleague');
  });

  it('is given by nobody but a supervisor', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    const tried = must(await assign(home.helper('111_counsellor'), helper, contact));
    expect(tried).toMatchObject({ done: [], refused: [{ contact, code: 'access.not-permitted' }] });
  });
});

it('several contacts are steered at once, and nobody’s place is lowered', async () => {
  const supervisor = home.helper('111_supervisor');
  const [one, two] = [await home.child(), await home.child(DANGER)];
  const contacts = [await seen(one.contact), await seen(two.contact)];
  const raised = must(await steerContacts(home.at(supervisor), { contacts, act: 'raise' }));
  expect(raised).toMatchObject({
    done: [one.contact],
    refused: [{ contact: two.contact, code: 'contact.act-not-open' }],
  });
  expect(await home.contact(one.contact)).toMatchObject({ band: 3, band_reason: 'supervisor' });
});

describe('the note from one shift to the next', () => {
  it('is sealed, read by supervisors, and confirmed by one who did not write it', async () => {
    const [author, next] = [home.helper('111_supervisor'), home.helper('111_supervisor')];
    const { id } = must(await leaveHandover(home.at(author), { text: 'Một em hẹn gọi lại lúc 15 giờ.' }));
    const { rows } = await home.owner.query<{ sealed: Buffer }>(
      'select sealed from counselling.shift_handover where id = $1',
      [id],
    );
    expect(rows[0]?.sealed.toString('utf8')).not.toContain('15 giờ');
    expect(code(await confirmHandover(home.at(author), { handover: id }))).toBe('access.not-permitted');
    expect(code(await confirmHandover(home.at(home.helper('111_agent')), { handover: id }))).toBe('record.not-found');
    expect((await board(next)).handovers[0]).toMatchObject({
      id,
      author: author.person,
      text: 'Một em hẹn gọi lại lúc 15 giờ.',
      confirmedBy: null,
    });
    must(await confirmHandover(home.at(next), { handover: id }));
    must(await confirmHandover(home.at(home.helper('111_supervisor')), { handover: id }));
    expect((await board(author)).handovers[0]).toMatchObject({ id, confirmedBy: next.person });
  });

  it('stays on the board until it is confirmed, also behind a newer one', async () => {
    const [author, next] = [home.helper('111_supervisor'), home.helper('111_supervisor')];
    const first = must(await leaveHandover(home.at(author), { text: 'Ca sáng.' }));
    home.clock.set(new Date(home.clock.now().getTime() + 1_000));
    const second = must(await leaveHandover(home.at(author), { text: 'Ca chiều.' }));
    expect((await board(next)).handovers.map(({ id }) => id).slice(0, 2)).toEqual([second.id, first.id]);
    must(await confirmHandover(home.at(next), { handover: first.id }));
    expect((await board(next)).handovers.map(({ id }) => id)).not.toContain(first.id);
  });

  it('refuses what is no text, and anybody but a supervisor', async () => {
    const supervisor = home.helper('111_supervisor');
    expect(code(await leaveHandover(home.at(supervisor), { text: '  ' }))).toBe('text.empty');
    expect(code(await leaveHandover(home.at(supervisor), { text: 'a'.repeat(4_001) }))).toBe('text.too-long');
    expect(code(await leaveHandover(home.at(home.helper('111_counsellor')), { text: 'a' }))).toBe(
      'access.not-permitted',
    );
  });
});

describe('the wallboard', () => {
  it('has numbers and no name, code or id of a child or a helper', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await accept(helper, contact));
    await home.child();
    await home.child(DANGER);
    await home.after(61, [helper]);
    const wall = must(await showWall(home.at(home.helper('111_agent'))));
    const text = JSON.stringify(wall);
    const { reference } = await home.contact(contact);
    for (const secret of [contact, reference, helper.person, helper.name]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(wall).toMatchObject({ waiting: 2, oldestMinutes: 2, talking: 1, danger: true });
    expect(wall.tiers).toMatchObject([
      { tier: 'front', waiting: 2, onShift: 1 },
      { tier: 'counsellor', waiting: 0, onShift: 0, free: 0 },
    ]);
    // One child that was answered today might be known again.
    expect(wall.today.answered).toBeNull();
  });

  it('is told to a screen of the agency as to its people, and to no other machine', async () => {
    await home.child();
    const screen = (agency: string, ...scopes: string[]) =>
      showWall(home.at({ kind: 'machine', client: 'screen', agency, scopes }));
    const wall = must(await screen('C111', 'wall.read'));
    const { at: _, ...figures } = must(await showWall(home.at(home.helper('111_agent'))));
    expect(wall).toMatchObject(figures);
    expect(code(await screen('MPS-A05', 'wall.read'))).toBe('access.not-permitted');
    expect(code(await screen('C111', 'hash.read'))).toBe('access.not-permitted');
    expect(code(await screen('C111'))).toBe('access.not-permitted');
    // It asks every few seconds: the desk is counted once for all that ask in the same three.
    await home.child();
    expect(must(await screen('C111', 'wall.read'))).toEqual(wall);
    await home.after(4, []);
    expect(must(await screen('C111', 'wall.read')).waiting).toBe(wall.waiting + 1);
  });
});
