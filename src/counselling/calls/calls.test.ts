import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { concerns, type LiveEvent, type PersonActor } from '../../kernel/index.ts';
import { ownCare } from '../care/own-care.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { answerTransfer } from '../contacts/answer-transfer.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { holdContact, resumeContact } from '../contacts/hold-contact.ts';
import { listContacts } from '../contacts/list-contacts.ts';
import { steerContact } from '../contacts/steer-contact.ts';
import { transferContact } from '../contacts/transfer-contact.ts';
import { callBack, listCallBacks, settleCallBack } from './call-back.ts';
import { openCallHome } from './calls.testing.ts';
import { steerOwnCall } from './command-call.ts';
import { ownTelephone, setOwnExtension } from './own-extension.ts';
import { readCall } from './read-call.ts';
import { tendCalls } from './tend-calls.ts';

const home = fileFixture(() => openCallHome());
beforeEach(async () => home.clear());

const NUMBER = '0912345678';
/** Calls as they are kept, with what is sealed as it is. */
const KEPT = `select row_to_json(c)::text || encode(sealed, 'escape') as kept from counselling.phone_call c`;
let next = 0;
/** A caller waits, and is offered to who is there. */
async function caller(from: string | null = NUMBER) {
  next += 1;
  const call = `call-${next}`;
  await home.tell(call, 'incoming', { from });
  return { call, contact: await home.contactOf(call) };
}
/** Somebody has the call and talks. */
async function talking(extension: string) {
  const helper = await home.withPhone(extension);
  const { call, contact } = await caller();
  must(await acceptContact(home.at(helper), { contact }));
  await home.tell(call, 'answered', { extension });
  return { helper, call, contact };
}
const acts = () => home.commands.map(({ type }) => type);
async function later(seconds: number, alive: readonly PersonActor[] = []) {
  await home.after(seconds, alive);
  await tendCalls(home.platform());
}

describe('a call', () => {
  it('becomes one contact, rings at one helper, and at their telephone once they take it; its end is theirs to write down', async () => {
    const helper = await home.withPhone('1001');
    const { call, contact } = await caller();
    await home.tell(call, 'incoming', { from: NUMBER });
    await home.tell(call, 'ringing');
    expect(await home.contact(contact)).toMatchObject({
      channel: 'PHONE',
      state: 'offered',
      offered_to: helper.person,
    });
    must(await acceptContact(home.at(helper), { contact }));
    expect(home.commands).toMatchObject([{ type: 'call.connect', call, extension: '1001' }]);
    await home.tell(call, 'answered', { extension: '1001' }, 3);
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({
      state: 'answered',
      number: '+84912345678',
      extension: '1001',
      failure: null,
    });
    await home.tell(call, 'ended', { cause: 16 }, 60);
    expect(await home.contact(contact)).toMatchObject({ state: 'wrapping', end_reason: 'call-over' });
    expect((await home.events(contact)).filter((event) => event === 'began')).toHaveLength(1);
  });

  it('and a chat exclude each other: who talks is offered nothing, and who chats no call', async () => {
    const { helper } = await talking('1001');
    const { contact } = await home.child();
    await home.after(5, [helper]);
    expect((await home.contact(contact)).state).toBe('waiting');
    const other = await home.withPhone('1002');
    await home.after(1, [helper, other]);
    must(await acceptContact(home.at(other), { contact }));
    expect(must(await readCall(home.at(other), { contact }))).toBeNull();
    const second = await caller();
    await home.after(1, [helper, other]);
    expect((await home.contact(second.contact)).state).toBe('waiting');
  });

  it('that the exchange itself gave to somebody is theirs, without an offer', async () => {
    const { call, contact } = await caller();
    const helper = await home.withPhone('1001');
    await home.tell(call, 'answered', { extension: '1001' }, 2);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person, offered_to: null });
    await home.tell(call, 'answered', { extension: '9999' }, 3);
    expect((await home.contact(contact)).helper).toBe(helper.person);
  });

  it('rings once at a helper who presses twice', async () => {
    const helper = await home.withPhone('1001');
    const { contact } = await caller();
    for (let press = 0; press < 2; press += 1) must(await acceptContact(home.at(helper), { contact }));
    await Promise.all([1, 2].map(async () => must(await acceptContact(home.at(helper), { contact }))));
    expect(acts()).toEqual(['call.connect']);
  });

  it('is not given back to whoever handed it on by a step that the exchange tells late or again', async () => {
    const { helper, call, contact } = await talking('1001');
    await home.tell(call, 'held', { extension: '1001' }, 2);
    must(await transferContact(home.at(helper), { contact, to: { tier: 'counsellor' } }));
    await home.tell(call, 'resumed', { extension: '1001' }, 3);
    await home.tell(call, 'answered', { extension: '1001' }, 4);
    await home.tell(call, 'recording-stopped', {}, 5);
    expect(await home.contact(contact)).toMatchObject({ state: 'returned', tier: 'counsellor' });
  });

  it('counts for whoever had it, also where the exchange itself gave it to them, and as soon as they call back', async () => {
    const helper = await home.withPhone('1001');
    const contacts = async () => must(await ownCare(home.at(helper))).days.reduce((sum, day) => sum + day.contacts, 0);
    await home.owner.query('update counselling.helper_shift set channels = $1', [['CHAT']]);
    const { call, contact } = await caller();
    await home.tell(call, 'answered', { extension: '1001' }, 1);
    await later(300, [helper]);
    await home.tell(call, 'ended', {}, 1);
    must(await finishContact(home.at(helper), { contact }));
    expect(await contacts()).toBe(1);
    const missed = await caller();
    await home.tell(missed.call, 'ended', {}, 5);
    must(await callBack(home.at(helper), { contact: missed.contact }));
    await later(300, [helper]);
    must(await settleCallBack(home.at(helper), { contact: missed.contact, reached: true }));
    must(await endContact(home.at(helper), { contact: missed.contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact: missed.contact }));
    expect(await contacts()).toBe(2);
    expect(await home.events(missed.contact)).not.toContain('accepted');
  });

  it('hears a step once by call, kind and instant, also where the exchange tells it again after others', async () => {
    const { call, contact } = await talking('1001');
    for (let time = 0; time < 3; time += 1) {
      // Brought anew, as by another process that took the same connection over.
      await home.owner.query('delete from channels.inbound_event');
      await home.tell(call, 'recording-started', { recording: 'rec/1' }, 5);
      await home.tell(call, 'recording-stopped', { recording: 'rec/1' }, 6);
      await home.tell(call, 'parked', { extension: '1001' }, 7);
      await home.tell(call, 'answered', { extension: '1001' }, 7);
    }
    expect(await home.row(contact)).toMatchObject({ state: 'answered', recording_since: null, parked_until: null });
    expect((await home.events(contact)).filter((event) => event === 'call-parked')).toHaveLength(1);
    const left = await caller();
    for (let time = 0; time < 2; time += 1) {
      await home.owner.query('delete from channels.inbound_event');
      await home.tell(left.call, 'voicemail', { recording: 'vm/1' }, 9);
    }
    expect((await home.events(left.contact)).filter((event) => event === 'call-left-words')).toHaveLength(1);
  });

  it('does what a supervisor says of its contact: over ends it and frees the helper, given back lets it wait', async () => {
    const supervisor = home.helper('111_supervisor');
    const steer = async (contact: string, act: 'finish' | 'give-back') =>
      must(await steerContact(home.at(supervisor), { contact, act, version: (await home.contact(contact)).version }));
    const { helper, contact } = await talking('1001');
    await later(5, [helper]);
    await steer(contact, 'finish');
    expect(acts().at(-1)).toBe('call.hang-up');
    expect(await home.contact(contact)).toMatchObject({ state: 'done', end_reason: 'by-supervisor' });
    expect((await home.shift(helper)).idle_since).toEqual(home.clock.now());
    const second = await talking('1002');
    await steer(second.contact, 'give-back');
    expect(acts().at(-1)).toBe('call.park');
  });

  it('waits and goes on at the exchange as the helper says, and ends there when the helper ends it', async () => {
    const { helper, contact } = await talking('1001');
    const { version } = await home.contact(contact);
    must(await holdContact(home.at(helper), { contact, version }));
    must(await resumeContact(home.at(helper), { contact }));
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    expect(acts()).toEqual(['call.connect', 'call.hold', 'call.resume', 'call.hang-up']);
  });

  it('goes to a colleague warm, who hears it at their own telephone, and cold back to the queue, where the caller is kept', async () => {
    const { helper, call, contact } = await talking('1001');
    const colleague = await home.withPhone('1002');
    must(await transferContact(home.at(helper), { contact, to: { person: colleague.person } }));
    must(await answerTransfer(home.at(colleague), { contact, take: true }));
    expect(home.commands.at(-1)).toMatchObject({ type: 'call.connect', extension: '1002' });
    await home.tell(call, 'answered', { extension: '1002' }, 3);
    // The first one's end goes: nobody is lost by it.
    await home.tell(call, 'parked', { extension: '1001' }, 4);
    expect(await home.row(contact)).toMatchObject({ state: 'answered', extension: '1002', parked_until: null });
    must(await transferContact(home.at(colleague), { contact, to: { tier: 'counsellor' } }));
    expect(acts().at(-1)).toBe('call.park');
    expect(await home.contact(contact)).toMatchObject({ channel: 'PHONE', tier: 'counsellor' });
  });

  it('whose end was lost is closed when the exchange does not name it any more; one that it names is not', async () => {
    const { contact } = await talking('1001');
    const { call, contact: waits } = await caller('0987654321');
    home.clock.advance(20_000);
    await home.tellOpen([call]);
    expect(await home.contact(contact)).toMatchObject({ state: 'wrapping' });
    expect((await home.contact(waits)).state).not.toBe('abandoned');
    home.clock.advance(20_000);
    await home.tellOpen([]);
    expect(await home.contact(waits)).toMatchObject({ state: 'abandoned' });
  });

  it('whose exchange dies in the middle stays with its helper, who sees it and can write it down, until the exchange is back', async () => {
    const { helper, call, contact } = await talking('1001');
    await later(30, [helper]);
    expect(must(await ownTelephone(home.at(helper))).exchanges).toMatchObject([{ silent: true }]);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person });
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({ state: 'answered' });
    // It has forgotten all of its calls.
    await home.tellOpen([]);
    await home.tellOpen([]);
    expect(await home.contact(contact)).toMatchObject({ state: 'wrapping', helper: helper.person });
    expect((await home.events(contact)).filter((event) => event === 'ended')).toHaveLength(1);
    await home.tell(call, 'ended', { cause: 41 }, 31);
    expect((await home.events(contact)).filter((event) => event === 'ended')).toHaveLength(1);
    expect(must(await ownTelephone(home.at(helper))).exchanges).toMatchObject([{ silent: false }]);
  });

  it('is the same contact when its end is heard first, and its number last', async () => {
    next += 1;
    const call = `call-${next}`;
    await home.tell(call, 'ended', { cause: 16 }, 5);
    await home.tell(call, 'incoming', { from: NUMBER }, 1);
    const contact = await home.contactOf(call);
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'child-left' });
    const supervisor = home.helper('111_supervisor');
    expect(must(await listCallBacks(home.at(supervisor)))).toMatchObject([{ contact, attempts: 0 }]);
  });

  it('says in a code what the exchange did not do, and that a telephone is not known', async () => {
    const helper = await home.onShift();
    const { contact } = await caller();
    must(await acceptContact(home.at(helper), { contact }));
    expect(home.commands).toEqual([]);
    expect(code(await steerOwnCall(home.at(helper), { contact, act: 'connect' }))).toBe('call.no-extension');
    must(await setOwnExtension(home.at(helper), { extension: '1001' }));
    home.obey(false);
    must(await steerOwnCall(home.at(helper), { contact, act: 'connect' }));
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({ failure: 'status-500' });
    home.obey(true);
    must(await steerOwnCall(home.at(helper), { contact, act: 'connect' }));
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({ failure: null });
  });
});

describe('an exchange that does not do what it is asked', () => {
  it('is told to the page of whoever took the call, and takes back nothing', async () => {
    const heard: LiveEvent[] = [];
    const helper = await home.withPhone('1001');
    const { contact } = await caller();
    const stop = home.kernel.live.listen((event) => heard.push(event));
    home.obey(false);
    must(await acceptContact(home.at(helper), { contact }));
    await expect.poll(() => heard.some(({ topic, id }) => topic === 'call.changed' && id === contact)).toBe(true);
    stop();
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({ failure: 'status-500' });
  });

  it('nor could be asked at all leaves a code', async () => {
    const helper = await home.withPhone('1001');
    const { contact } = await caller();
    await home.owner.query('update counselling.phone_call set sealed = $1', [Buffer.from('unreadable')]);
    must(await acceptContact(home.at(helper), { contact }));
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person });
    expect((await home.row(contact)).failure).toBe('not-asked');
  });
});

describe('a page that is loaded anew', () => {
  it('finds its call again: the exchange keeps the caller for thirty seconds (trap 11)', async () => {
    const { helper, call, contact } = await talking('1001');
    await home.tell(call, 'parked', { extension: '1001' }, 4);
    expect(must(await readCall(home.at(helper), { contact }))?.keptUntil).toEqual(expect.any(String));
    await later(20, [helper]);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person });
    must(await steerOwnCall(home.at(helper), { contact, act: 'connect' }));
    await home.tell(call, 'answered', { extension: '1001' }, 1);
    await later(30, [helper]);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person });
    expect(await home.row(contact)).toMatchObject({ state: 'answered', parked_until: null });
  });

  it('and does not come back: the caller goes to whoever is there, before everybody else', async () => {
    const { helper, call, contact } = await talking('1001');
    const other = await home.withPhone('1002');
    await home.tell(call, 'parked', { extension: '1001' }, 4);
    await later(31, [helper, other]);
    expect(await home.contact(contact)).toMatchObject({ band: 4, band_reason: 'dropped-by-us' });
    await home.after(1, [helper, other]);
    must(await acceptContact(home.at(other), { contact }));
    expect(home.commands.at(-1)).toMatchObject({ type: 'call.connect', call, extension: '1002' });
  });
});

describe('recording', () => {
  it('at an exchange whose settings cannot be read holds up no caller who is kept', async () => {
    const { helper, call, contact } = await talking('1001');
    await home.tell(call, 'recording-started', { recording: 'r-4' }, 2);
    await home.tell(call, 'parked', { extension: '1001' }, 4);
    await home.setRecording('unreadable');
    await later(31, [helper]);
    await home.setRecording('off');
    expect(await home.contact(contact)).toMatchObject({ band_reason: 'dropped-by-us' });
  });

  it('is never asked for, and one that runs unwanted is stopped, and asked to again until it has (trap 10)', async () => {
    const { helper, call, contact } = await talking('1001');
    await home.tell(call, 'recording-started', { recording: 'r-1' }, 2);
    await later(1, [helper]);
    expect(home.commands.at(-1)).toMatchObject({ type: 'call.stop-recording', call, recording: 'r-1' });
    const asked = home.commands.length;
    await later(1, [helper]);
    expect(home.commands).toHaveLength(asked);
    await later(5, [helper]);
    expect(home.commands).toHaveLength(asked + 1);
    await home.tell(call, 'recording-stopped', { recording: 'r-1' }, 2);
    await later(10, [helper]);
    expect(home.commands).toHaveLength(asked + 1);
    expect((await home.row(contact)).recording_since).toBeNull();
    expect(acts()).not.toContain('call.record');
  });

  it('whose end is never told is asked about for some minutes after its call, and no longer', async () => {
    const { helper, call } = await talking('1001');
    await home.tell(call, 'recording-started', { recording: 'r-3' }, 2);
    await home.tell(call, 'ended', {}, 3);
    await later(1, [helper]);
    await later(300, [helper]);
    expect(acts().filter((act) => act === 'call.stop-recording')).toHaveLength(2);
    await later(300, [helper]);
    expect(acts().filter((act) => act === 'call.stop-recording')).toHaveLength(2);
  });

  it('that a law asks for ends when the helper leaves, and not before (trap 10)', async () => {
    await home.setRecording('by-law');
    const { helper, call } = await talking('1001');
    await home.tell(call, 'recording-started', { recording: 'r-2' }, 2);
    await later(6, [helper]);
    expect(acts()).not.toContain('call.stop-recording');
    await home.tell(call, 'parked', { extension: '1001' }, 1);
    await later(1, [helper]);
    expect(home.commands.at(-1)).toMatchObject({ type: 'call.stop-recording', recording: 'r-2' });
    await home.setRecording('off');
  });
});

describe('what others of the desk learn', () => {
  it('is that a call waits, and nothing of who calls: each step goes to whoever has it alone (trap 13)', async () => {
    const heard: LiveEvent[] = [];
    const stop = home.kernel.live.listen((event) => heard.push(event));
    const { helper, call, contact } = await talking('1001');
    const other = await home.withPhone('1002');
    await home.tell(call, 'held', { extension: '1001' }, 4);
    await expect.poll(() => heard.some(({ topic }) => topic === 'call.changed')).toBe(true);
    stop();
    for (const event of heard.filter(({ topic }) => topic === 'call.changed')) {
      expect(concerns(event, helper)).toBe(true);
      expect(concerns(event, other)).toBe(false);
    }
    expect(JSON.stringify(heard)).not.toContain('912345678');
    expect(code(await readCall(home.at(other), { contact }))).toBe('access.not-permitted');
    const board = JSON.stringify(must(await listContacts(home.at(other))));
    expect(board).toContain(contact);
    expect(board).not.toContain('912345678');
  });

  it('is never what the exchange is reached by, nor its own events, nor its name of the call (trap 21)', async () => {
    const { helper, call, contact } = await talking('1001');
    const shown = JSON.stringify([
      must(await readCall(home.at(helper), { contact })),
      must(await listContacts(home.at(helper))),
      must(await listCallBacks(home.at(helper))),
    ]);
    for (const secret of ['whsec_', home.exchange.url, `"${call}"`]) expect(shown).not.toContain(secret);
    const { rows } = await home.owner.query(KEPT);
    for (const { kept } of rows) {
      expect(kept).not.toContain('912345678');
      expect(kept).not.toContain(call);
    }
  });
});

describe('a number', () => {
  it('hints at earlier contacts to whoever has the new one, joins nothing, and is no hint where it is hidden', async () => {
    const first = await caller();
    await home.tell(first.call, 'ended', {}, 5);
    home.clock.advance(60_000);
    const { helper, contact } = await talking('1001');
    const { reference } = await home.contact(first.contact);
    expect(must(await readCall(home.at(helper), { contact }))?.earlier).toMatchObject([{ reference }]);
    expect(contact).not.toBe(first.contact);
    expect(code(await readCall(home.at(helper), { contact: first.contact }))).toBe('access.not-permitted');
    await home.clear();
    const other = await home.withPhone('1002');
    const hidden = await caller(null);
    must(await acceptContact(home.at(other), { contact: hidden.contact }));
    expect(must(await readCall(home.at(other), { contact: hidden.contact }))).toMatchObject({
      number: null,
      earlier: [],
    });
  });

  it('that nobody took is called back, three times, by whoever has room; of two who press one has it', async () => {
    const { call, contact } = await caller();
    await home.tell(call, 'ended', {}, 5);
    const [first, second] = [await home.withPhone('1001'), await home.withPhone('1002')];
    const listed = async () => must(await listCallBacks(home.at(first)));
    expect(await listed()).toMatchObject([{ contact, state: 'open', attempts: 0 }]);
    expect(JSON.stringify(await listed())).not.toContain('912345678');
    const both = await Promise.all([first, second].map((one) => callBack(home.at(one), { contact })));
    expect(both.map(({ ok: done }) => done).sort()).toEqual([false, true]);
    expect(both.map((one) => (one.ok ? '' : code(one))).join('')).toBe('call-back.none-open');
    const caller1 = both[0]?.ok ? first : second;
    expect(home.commands.at(-1)).toMatchObject({ type: 'call.dial', number: '+84912345678' });
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: caller1.person });
    must(await settleCallBack(home.at(caller1), { contact, reached: false }));
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned' });
    for (const attempt of [2, 3]) {
      must(await callBack(home.at(caller1), { contact }));
      expect(await listed()).toMatchObject([{ attempts: attempt, state: 'trying' }]);
      // The exchange tells that nobody answered.
      const { call: dialled } = home.commands.at(-1) as { call: string };
      await home.tell(dialled, 'ended', { direction: 'out', cause: 19 }, 30);
    }
    expect(await listed()).toEqual([]);
    expect(code(await callBack(home.at(caller1), { contact }))).toBe('call-back.none-open');
  });

  it('that the exchange cannot ring just now stays due, and no try counts however often', async () => {
    const { call, contact } = await caller();
    await home.tell(call, 'ended', {}, 5);
    const helper = await home.withPhone('1001');
    const listed = async () => must(await listCallBacks(home.at(helper)));
    const due = { contact, state: 'open', attempts: 0, dueAt: home.clock.now().toISOString() };
    home.obey(false);
    for (let time = 0; time < 5; time += 1) {
      expect(code(await callBack(home.at(helper), { contact }))).toBe('call-back.not-rung');
      expect(await listed()).toMatchObject([due]);
      expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'child-left' });
    }
    home.obey(true);
    must(await callBack(home.at(helper), { contact }));
    expect(await listed()).toMatchObject([{ contact, state: 'trying', attempts: 1 }]);
    // It took the command, and then has no line to the outside, or forgets the call as at a restart.
    const dialled = () => (home.commands.findLast(({ type }) => type === 'call.dial') as { call: string }).call;
    await home.tell(dialled(), 'failed', { direction: 'out', cause: 34 }, 2);
    expect(await listed()).toMatchObject([due]);
    home.clock.advance(10_000);
    must(await callBack(home.at(helper), { contact }));
    await home.tellOpen([]);
    expect(await listed()).toMatchObject([{ contact, state: 'open', attempts: 0 }]);
    // Whom it did ring and who did not answer counts, as before.
    must(await callBack(home.at(helper), { contact }));
    await home.tell(dialled(), 'ended', { direction: 'out', cause: 19 }, 30);
    expect(await listed()).toMatchObject([{ contact, state: 'open', attempts: 1 }]);
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'no-answer' });
    home.obey(false);
    expect(code(await callBack(home.at(helper), { contact }))).toBe('call-back.not-rung');
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'no-answer' });
  });

  it('that is being called back is not let go by what an earlier try still tells', async () => {
    const { call, contact } = await caller();
    await home.tell(call, 'ended', {}, 5);
    const helper = await home.withPhone('1001');
    const dialled = () => (home.commands.findLast(({ type }) => type === 'call.dial') as { call: string }).call;
    must(await callBack(home.at(helper), { contact }));
    const first = dialled();
    must(await settleCallBack(home.at(helper), { contact, reached: false }));
    home.clock.advance(60_000);
    must(await callBack(home.at(helper), { contact }));
    for (const cause of [19, 34]) await home.tell(first, 'ended', { direction: 'out', cause }, cause);
    await home.tell(first, 'answered', { direction: 'out', extension: '1001' }, 40);
    expect(await home.contact(contact)).toMatchObject({ state: 'live', helper: helper.person });
    expect(must(await listCallBacks(home.at(helper)))).toMatchObject([{ state: 'trying', attempts: 2 }]);
    await home.tell(dialled(), 'ended', { direction: 'out', cause: 19 }, 50);
    expect(await home.contact(contact)).toMatchObject({ state: 'abandoned', end_reason: 'no-answer' });
  });

  it('that was reached is an ordinary talk from then on', async () => {
    const { call, contact } = await caller();
    await home.tell(call, 'ended', {}, 5);
    const helper = await home.withPhone('1001');
    must(await callBack(home.at(helper), { contact }));
    must(await settleCallBack(home.at(helper), { contact, reached: true }));
    expect(must(await listCallBacks(home.at(helper)))).toEqual([]);
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    expect(acts().at(-1)).toBe('call.hang-up');
  });

  it('leaves the list of those to be called back once it was reached, left words, or the days for it are over', async () => {
    const helper = await home.withPhone('1001');
    const listed = async () =>
      must(await listCallBacks(home.at(helper))).map(({ state, attempts }) => [state, attempts]);
    const kept = async () => (await home.owner.query('select state from counselling.call_back')).rows;
    const missed = async () => {
      await home.owner.query('delete from counselling.call_back');
      const one = await caller(`09${String(next).padStart(8, '1')}`);
      await home.tell(one.call, 'ended', {}, 5);
      expect(await listed()).toEqual([['open', 0]]);
      return one;
    };
    // While it rings there the helper lets it wait, and nobody answers.
    const held = await missed();
    must(await callBack(home.at(helper), { contact: held.contact }));
    must(await holdContact(home.at(helper), { contact: held.contact }));
    const dialled = () => (home.commands.findLast(({ type }) => type === 'call.dial') as { call: string }).call;
    await home.tell(dialled(), 'ended', { direction: 'out', cause: 19 }, 30);
    expect(await home.contact(held.contact)).toMatchObject({ state: 'abandoned', end_reason: 'no-answer' });
    expect(await listed()).toEqual([['open', 1]]);
    // Somebody answers, and the exchange tells the end of the call.
    must(await callBack(home.at(helper), { contact: held.contact }));
    await home.tell(dialled(), 'answered', { direction: 'out', extension: '1001' }, 31);
    await home.tell(dialled(), 'ended', { direction: 'out', cause: 16 }, 60);
    expect(await home.contact(held.contact)).toMatchObject({ state: 'wrapping' });
    expect([await kept(), await listed()]).toEqual([[{ state: 'reached' }], []]);
    must(await finishContact(home.at(helper), { contact: held.contact }));
    const words = await missed();
    await home.tell(words.call, 'voicemail', { recording: 'vm/8' }, 6);
    expect(await home.contact(words.contact)).toMatchObject({ channel: 'MESSAGE' });
    expect(await listed()).toEqual([]);
    const late = await missed();
    home.clock.advance(7 * 24 * 3_600_000 + 60_000);
    expect(await listed()).toEqual([]);
    expect(code(await callBack(home.at(helper), { contact: late.contact }))).toBe('call-back.none-open');
  });

  it('that left words stands in the queue for them, and its words stay at the exchange under a name that is sealed', async () => {
    const { call, contact } = await caller();
    await home.tell(call, 'voicemail', { recording: 'vm/7' }, 5);
    await home.tell(call, 'ended', {}, 6);
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', channel: 'MESSAGE' });
    const helper = await home.withPhone('1001');
    await home.after(61, [helper]);
    // `onShift` takes calls and chats; one who takes messages hears of it.
    await home.owner.query(`update counselling.helper_shift set channels = '{PHONE,MESSAGE}' where person = $1`, [
      helper.person,
    ]);
    await home.after(1, [helper]);
    must(await acceptContact(home.at(helper), { contact }));
    expect(must(await readCall(home.at(helper), { contact }))).toMatchObject({ voicemail: 'vm/7', state: 'ended' });
    const { rows } = await home.owner.query(KEPT);
    expect(JSON.stringify(rows)).not.toContain('vm/7');
  });
});

it('an extension is one person’s, and no more than an extension', async () => {
  const [one, other] = [await home.withPhone('1001'), await home.onShift()];
  const set = (actor: PersonActor, extension: string) => setOwnExtension(home.at(actor), { extension });
  expect(code(await set(other, '1001'))).toBe('call.extension-taken');
  for (const bad of ['', '1001&1002', 'a b', 'x'.repeat(33)])
    expect(code(await set(other, bad))).toBe('call.extension-unreadable');
  must(await set(one, '1003'));
  must(await set(other, '1001'));
});

it('an exchange that gives no sign is shown as gone, with nothing by which it is reached (traps 12 and 21)', async () => {
  const helper = await home.withPhone('1001');
  const seen = async (lastEvent: Date) => {
    await home.owner.query('update channels.channel_account set last_event_at = $1', [lastEvent]);
    return must(await ownTelephone(home.at(helper)));
  };
  const now = home.clock.now().getTime();
  expect(await seen(new Date(now - 19_000))).toEqual({
    extension: '1001',
    isSoftphone: false,
    exchanges: [{ name: '111', number: '111', silent: false }],
  });
  expect((await seen(new Date(now - 21_000))).exchanges).toMatchObject([{ silent: true }]);
});
