import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { leaveReceipt, openReceipt } from '../../intake/index.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { ownReaders } from '../lines/own-readers.ts';
import { readAsChild, readAsHelper } from '../lines/read-thread.ts';
import { writeAsChild } from '../lines/write-as-child.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { openCounsellingHome } from '../testing.ts';
import { acceptContact } from './accept-contact.ts';
import { blankContact, leaveContact, leaveWord, signOfChild, waitAgain } from './child-presence.ts';
import { contactDuties } from './contact-duties.ts';
import { contactJobs } from './contact-jobs.ts';
import { endContact } from './end-contact.ts';
import { listContacts, ownContacts } from './list-contacts.ts';
import { answerWatch, endWatch, watchContact } from './watch-contact.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

const everyChannel = async () => {
  const actor = home.helper();
  const channels = ['CHAT', 'MESSAGE'] as const;
  must(await beginShift(home.at(actor), { tier: 'front', channels, heardRing: true, notifies: true }));
  return actor;
};

describe('word that a child leaves', () => {
  it('is answered without the child being there, and read by its words', async () => {
    const { contact, session, receipt } = await home.child({ firstLine: 'Em cần hỏi một chuyện.' });
    must(await leaveWord(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ channel: 'MESSAGE', state: 'waiting', place_until: null });
    await home.after(3_600);
    expect((await home.contact(contact)).state).toBe('waiting');
    const helper = await everyChannel();
    must(await acceptContact(home.at(helper), { contact }));
    const line = { contact, text: 'Chị đọc rồi. Em hỏi đi.', afterSeq: 1, lineKey: randomUUID() };
    expect(must(await writeAsHelper(home.at(helper), line))).toMatchObject({ outcome: 'sent' });
    const opened = must(await openReceipt(home.public(), receipt));
    const read = must(await readAsChild(home.public(), { session: opened.session }, { after: 1 }));
    expect(read.lines).toMatchObject([{ from: 'helper', text: 'Chị đọc rồi. Em hỏi đi.' }]);
  });

  it('needs a word, and is no way out of a talk', async () => {
    const { contact, session } = await home.child();
    expect(code(await leaveWord(home.public(), { session }))).toBe('contact.word-needed');
    must(await writeAsChild(home.public(), { session }, { text: 'Em chào.', lineKey: randomUUID() }));
    const helper = await home.onShift();
    must(await acceptContact(home.at(helper), { contact }));
    expect(code(await leaveWord(home.public(), { session }))).toBe('contact.not-waiting');
  });

  it('is kept by the house where the page was closed with something written', async () => {
    const { contact, session } = await home.child({ firstLine: 'Em chờ không được.' });
    must(await leaveContact(home.public(), { session }));
    await home.after(600);
    expect(await home.contact(contact)).toMatchObject({ state: 'waiting', channel: 'MESSAGE', place_until: null });
    expect(await home.events(contact)).toContain('left-word');
    expect(await home.events(contact)).not.toContain('abandoned');
  });

  it('becomes a chat again when the child comes back to wait, with its age', async () => {
    const { contact, session } = await home.child({ firstLine: 'Em cần hỏi.' });
    const { waiting_since } = await home.contact(contact);
    must(await leaveWord(home.public(), { session }));
    await home.after(120);
    must(await waitAgain(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ channel: 'CHAT', waiting_since, child_away_since: null });
    expect(code(await waitAgain(home.public(), { session }))).toBe('contact.not-over');
  });
});

describe('the page of a child', () => {
  it('that is left takes its session along, and its place is kept', async () => {
    const { contact, session } = await home.child();
    must(await leaveReceipt(home.public(), session));
    expect((await home.contact(contact)).place_until).not.toBeNull();
    expect(code(await signOfChild(home.public(), { session }))).toBe('receipt.session-ended');
  });

  it('holds nothing open after its session ended: session and wrap are swept', async () => {
    const { contact } = await home.child();
    const left = async () => {
      const { rows } = await home.owner.query(
        `select (select count(*) from counselling.contact_session where contact_id = $1)::integer as sessions,
           (select count(*) from kernel.wrapped_key w join kernel.data_key k on k.id = w.data_key_id where k.object_id = $1 and w.holder_kind = 'session')::integer as wraps`,
        [contact],
      );
      return rows[0];
    };
    const sweep = contactJobs[0] as (typeof contactJobs)[number];
    await sweep.run(home.platform(), {});
    expect(await left()).toEqual({ sessions: 1, wraps: 1 });
    home.clock.advance(6 * 3_600_000 + 1);
    await sweep.run(home.platform(), {});
    expect(await left()).toEqual({ sessions: 0, wraps: 0 });
  });

  it('that shows signs is there, and one that was counted as closed stands in its place again', async () => {
    const { contact, session } = await home.child();
    for (let beat = 0; beat < 4; beat += 1) {
      await home.after(60);
      must(await signOfChild(home.public(), { session }));
    }
    expect(await home.contact(contact)).toMatchObject({ child_away_since: null, place_until: null });
    await home.after(91);
    expect((await home.contact(contact)).place_until).not.toBeNull();
    must(await signOfChild(home.public(), { session }));
    expect(await home.contact(contact)).toMatchObject({ child_away_since: null, place_until: null });
  });

  it('stays blank however many signs it shows', async () => {
    const { contact, session } = await home.child();
    must(await blankContact(home.public(), { session }));
    await home.after(60);
    must(await signOfChild(home.public(), { session }));
    expect((await home.contact(contact)).child_blanked).toBe(true);
  });
});

describe('a supervisor who reads along', () => {
  const talk = async () => {
    const helper = await home.onShift();
    const child = await home.child({ firstLine: 'Em chào chị.' });
    must(await acceptContact(home.at(helper), { contact: child.contact }));
    return { helper, child, contact: child.contact };
  };
  const read = (by: Parameters<typeof home.at>[0], contact: string) => readAsHelper(home.at(by), { contact, after: 0 });

  it('reads for a purpose and a quarter of an hour, seen by helper and child, and never without a trace (trap 20)', async () => {
    const { helper, child, contact } = await talk();
    const supervisor = home.helper('111_supervisor');
    expect(code(await read(supervisor, contact))).toBe('access.not-permitted');
    must(await watchContact(home.at(supervisor), { contact, purpose: 'safety' }));
    expect(must(await read(supervisor, contact)).lines).toHaveLength(1);
    // What a supervisor reads is not seen by the helper.
    expect((await home.contact(contact)).helper_seen_seq).toBe(0);
    const own = must(await ownContacts(home.at(helper)));
    expect(own.carried[0]?.watch).toMatchObject({ by: supervisor.person, purpose: 'safety' });
    expect(must(await readAsChild(home.public(), { session: child.session }, { after: 0 })).watched).toBe(true);
    const line = { contact, text: 'Chào em.', afterSeq: 1, lineKey: randomUUID() };
    expect(code(await writeAsHelper(home.at(supervisor), line))).toBe('access.not-permitted');
    await home.after(900, [helper]);
    expect(code(await read(supervisor, contact))).toBe('access.not-permitted');
    expect(await home.contact(contact)).toMatchObject({ watched_by: null });
    const { rows } = await home.owner.query(
      `select action from kernel.audit_entry where object_id = $1 and actor = $2 and outcome = 'allowed' order by sequence`,
      [contact, supervisor.person],
    );
    expect(rows.map(({ action }) => action)).toEqual(['contact.watch', 'contact.read']);
    // What was refused before and after is there too.
    const { rows: refused } = await home.owner.query(
      `select 1 from kernel.audit_entry where object_id = $1 and actor = $2 and outcome = 'refused'`,
      [contact, supervisor.person],
    );
    expect(refused.length).toBeGreaterThan(0);
  });

  it('for training reads nothing before the child has said yes, and a no ends it without a question', async () => {
    const { helper, child, contact } = await talk();
    const supervisor = home.helper('111_supervisor');
    const proof = { session: child.session };
    const view = async () => must(await readAsChild(home.public(), proof, { after: 0 }));
    must(await watchContact(home.at(supervisor), { contact, purpose: 'training' }));
    expect(code(await read(supervisor, contact))).toBe('contact.watch-not-agreed');
    expect(await view()).toMatchObject({ watched: false, watchAsked: true });
    must(await answerWatch(home.public(), proof, false));
    expect(await home.contact(contact)).toMatchObject({ watched_by: null, watch_asked: false });
    expect(code(await read(supervisor, contact))).toBe('access.not-permitted');
    expect(must(await ownReaders(home.public(), proof)).map(({ who }) => who)).toEqual(['helper']);
    must(await watchContact(home.at(supervisor), { contact, purpose: 'training' }));
    await home.after(60, [helper]);
    must(await answerWatch(home.public(), proof, true));
    must(await read(supervisor, contact));
    expect(await view()).toMatchObject({ watched: true, watchAsked: false });
    // A quarter of an hour from the child's yes on.
    const until = (await home.contact(contact)).watch_until;
    expect(until?.getTime()).toBe(home.clock.now().getTime() + 900_000);
  });

  it('stands in the list of who has read it, which the child reads, without a name', async () => {
    const { helper, child, contact } = await talk();
    const supervisor = home.helper('111_supervisor');
    await home.after(1, [helper]);
    must(await watchContact(home.at(supervisor), { contact, purpose: 'safety' }));
    const readers = must(await ownReaders(home.public(), { session: child.session }));
    expect(readers.map(({ who }) => who)).toEqual(['helper', 'supervisor']);
    expect(JSON.stringify(readers)).not.toContain(supervisor.person);
  });

  it('is one at a time, no helper, and ends it', async () => {
    const { helper, contact } = await talk();
    const [one, other] = [home.helper('111_supervisor'), home.helper('111_supervisor')];
    expect(code(await watchContact(home.at(helper), { contact, purpose: 'safety' }))).toBe('access.not-permitted');
    must(await watchContact(home.at(one), { contact, purpose: 'sample' }));
    expect(code(await watchContact(home.at(other), { contact, purpose: 'sample' }))).toBe('contact.watched-already');
    must(await endWatch(home.at(other), { contact }));
    expect((await home.contact(contact)).watched_by).toBe(one.person);
    must(await endWatch(home.at(one), { contact }));
    must(await watchContact(home.at(other), { contact, purpose: 'training' }));
    expect(code(await watchContact(home.at(one), { contact, purpose: 'curiosity' as 'sample' }))).toBe(
      'contact.reason-unknown',
    );
  });
});

describe('the list of a desk', () => {
  it('tells who waits and who has what, and no word of it', async () => {
    const helper = await home.onShift();
    const first = await home.child({ firstLine: 'chim bói cá' });
    must(await acceptContact(home.at(helper), { contact: first.contact }));
    home.clock.advance(1_000);
    await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' });
    const listed = must(await listContacts(home.at(home.helper('111_supervisor'))));
    expect(listed.contacts.map(({ state }) => state)).toEqual(['live', 'waiting']);
    expect(listed.waiting).toMatchObject({ count: 1, danger: 1 });
    expect(JSON.stringify(listed)).not.toContain('bói cá');
    expect(must(await ownContacts(home.at(helper)))).toMatchObject({ shift: { state: 'available' }, offer: null });
    expect(code(await listContacts(home.at(home.stranger)))).toBe('accepted');
    expect(must(await listContacts(home.at(home.stranger))).contacts).toEqual([]);
  });
});

describe('the list of what waits', () => {
  it('has the own contacts that are owed an answer or to be written down, and danger that nobody has', async () => {
    const helper = await home.onShift();
    const child = await home.child({ firstLine: 'Em chào chị.' });
    must(await acceptContact(home.at(helper), { contact: child.contact }));
    const duties = async (by: Parameters<typeof home.at>[0]) =>
      must(await contactDuties.list(home.at(by))).duties.map(({ act, object, danger, mine }) => ({
        act,
        id: object.id,
        danger,
        mine,
      }));
    expect(await duties(helper)).toEqual([{ act: 'answer-contact', id: child.contact, danger: false, mine: true }]);
    expect(await duties(home.helper())).toEqual([]);
    const line = { contact: child.contact, text: 'Chị đây.', afterSeq: 1, lineKey: randomUUID() };
    must(await writeAsHelper(home.at(helper), line));
    expect(await duties(helper)).toEqual([]);
    must(await endContact(home.at(helper), { contact: child.contact, reason: 'helped' }));
    expect((await duties(helper)).map(({ act }) => act)).toEqual(['write-up']);
    const danger = await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' });
    const seen = { act: 'take-contact', id: danger.contact, danger: true, mine: false };
    expect(await duties(home.helper('111_supervisor'))).toEqual([seen]);
    expect(await duties(home.stranger)).toEqual([]);
  });
});
