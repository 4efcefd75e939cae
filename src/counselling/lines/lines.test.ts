import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { leaveReceipt } from '../../intake/index.ts';
import { ok, type PersonActor, systemActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import type { ContactBegun } from '../contacts/begin-contact.ts';
import { blankContact, returnToContact } from '../contacts/child-presence.ts';
import { raiseHelperSeen } from '../contacts/contact-store.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { holdContact } from '../contacts/hold-contact.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openCounsellingHome } from '../testing.ts';
import { stopTriage } from '../triage/steer-triage.ts';
import { notebookKey } from './notebook-key.ts';
import { readAsChild, readAsHelper } from './read-thread.ts';
import { seeAsChild, writeAsChild } from './write-as-child.ts';
import { writeAsHelper } from './write-as-helper.ts';
import { saveDraft, writeNote } from './write-note.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

const says = (child: ContactBegun, text: string, lineKey: string = randomUUID()) =>
  writeAsChild(home.public(), { session: child.session }, { text, lineKey });
const answers = (by: PersonActor, contact: string, text: string, afterSeq: number, lineKey: string = randomUUID()) =>
  writeAsHelper(home.at(by), { contact, text, afterSeq, lineKey });
const childReads = async (child: ContactBegun, after = 0) =>
  must(await readAsChild(home.public(), { session: child.session }, { after }));
const helperReads = async (by: PersonActor, contact: string, after = 0) =>
  must(await readAsHelper(home.at(by), { contact, after }));
const texts = (thread: { readonly lines: readonly { readonly text: string }[] }) =>
  thread.lines.map(({ text }) => text);

/** A child and the helper who has it. */
async function talk(first = 'Em chào chị.'): Promise<{ child: ContactBegun; helper: PersonActor; contact: string }> {
  const helper = await home.onShift();
  const child = await home.child({ firstLine: first });
  must(await acceptContact(home.at(helper), { contact: child.contact }));
  return { child, helper, contact: child.contact };
}

async function auditOf(contact: string, action: string) {
  const { rows } = await home.owner.query<{ outcome: string; codes: Record<string, string> }>(
    `select outcome, body::jsonb -> 'codes' as codes from kernel.audit_entry where object_id = $1 and action = $2 order by at`,
    [contact, action],
  );
  return rows;
}

describe('what the helper has read', () => {
  const seen = async (contact: string) => (await home.contact(contact)).helper_seen_seq;

  it('is told once more where the mark was lost with its process, and changes nothing that an act is compared with', async () => {
    const { helper, contact } = await talk();
    await helperReads(helper, contact);
    await expect.poll(() => seen(contact)).toBe(1);
    await home.owner.query('update counselling.contact set helper_seen_seq = 0 where id = $1', [contact]);
    const { version } = await home.contact(contact);
    // The page has the line, and reads on from it; of a line that is not there it has read nothing.
    await helperReads(helper, contact, 1);
    await expect.poll(() => seen(contact)).toBe(1);
    await helperReads(helper, contact, 99);
    expect((await home.contact(contact)).version).toBe(version);
    expect(await seen(contact)).toBe(1);
  });

  it('is what somebody read who has the contact, and no more than was written', async () => {
    const { helper, contact } = await talk();
    const other = home.helper();
    const platform = home.context(systemActor('test'));
    const raise = async (by: string, seq: number) =>
      must(await platform.transaction(async (tx) => ok(await raiseHelperSeen(tx, [{ contact, helper: by, seq }]))));
    expect(await raise(other.person, 1)).toEqual([]);
    expect(await raise(helper.person, 99)).toEqual([{ id: contact, seq: 1 }]);
    expect(await raise(helper.person, 1)).toEqual([]);
    expect(await seen(contact)).toBe(1);
  });

  it('read again is in the audit, also while the mark is on its way', async () => {
    const { child, helper, contact } = await talk();
    await helperReads(helper, contact);
    must(await says(child, 'Em buồn lắm.'));
    await helperReads(helper, contact, 1);
    expect(await auditOf(contact, 'contact.read')).toHaveLength(1);
    await helperReads(helper, contact, 1);
    expect(await auditOf(contact, 'contact.read')).toHaveLength(2);
  });
});

describe('a thread', () => {
  it('is numbered without gaps, and read by both from a number on', async () => {
    const { child, helper, contact } = await talk();
    must(await answers(helper, contact, 'Chào em. Chị nghe đây.', 1));
    must(await says(child, 'Em buồn lắm.'));
    expect((await childReads(child)).lines).toMatchObject([
      { seq: 1, from: 'child', text: 'Em chào chị.' },
      { seq: 2, from: 'helper', text: 'Chào em. Chị nghe đây.' },
      { seq: 3, from: 'child', text: 'Em buồn lắm.' },
    ]);
    expect(texts(await childReads(child, 2))).toEqual(['Em buồn lắm.']);
    expect(texts(await helperReads(helper, contact, 1))).toEqual(['Chào em. Chị nghe đây.', 'Em buồn lắm.']);
  });

  it('holds a line once, however often it is sent, and refuses another under its key', async () => {
    const { child, helper, contact } = await talk();
    const key = randomUUID();
    const both = await Promise.all([says(child, 'Một lần thôi.', key), says(child, 'Một lần thôi.', key)]);
    expect(both.map((one) => must(one).seq)).toEqual([2, 2]);
    expect(code(await says(child, 'Câu khác.', key))).toBe('line.key-taken');
    const sent = randomUUID();
    expect(must(await answers(helper, contact, 'Chị đây.', 2, sent))).toMatchObject({
      outcome: 'sent',
      line: { seq: 3, text: 'Chị đây.' },
    });
    // Sent again after the answer was lost: it is the same line, whatever came meanwhile.
    must(await says(child, 'Dạ.'));
    expect(must(await answers(helper, contact, 'Chị đây.', 2, sent))).toMatchObject({
      outcome: 'sent',
      line: { seq: 3, text: 'Chị đây.' },
    });
    expect(code(await answers(helper, contact, 'Câu khác.', 4, key))).toBe('line.key-taken');
    expect((await home.contact(contact)).last_seq).toBe(4);
  });

  it('tells what was seen; only an answer ends that one is owed', async () => {
    const { child, helper, contact } = await talk();
    const owed = (await home.contact(contact)).owed_since;
    expect(owed).not.toBeNull();
    await helperReads(helper, contact);
    // Marks are gathered for a moment.
    await expect.poll(async () => (await home.contact(contact)).helper_seen_seq).toBe(1);
    expect((await home.contact(contact)).owed_since).toEqual(owed);
    expect((await childReads(child)).helperSeenSeq).toBe(1);
    must(await answers(helper, contact, 'Chị nghe.', 1));
    expect((await home.contact(contact)).owed_since).toBeNull();
    must(await seeAsChild(home.public(), { session: child.session }, 2));
    expect((await home.contact(contact)).child_seen_seq).toBe(2);
    must(await seeAsChild(home.public(), { session: child.session }, 99));
    expect((await home.contact(contact)).child_seen_seq).toBe(2);
  });

  it('is read and written by who has it, and by nobody else at the desk', async () => {
    const { helper, contact } = await talk();
    const colleague = await home.onShift();
    const supervisor = home.helper('111_supervisor');
    for (const other of [colleague, supervisor, home.stranger]) {
      expect(code(await readAsHelper(home.at(other), { contact, after: 0 }))).toMatch(/^(access|record)\./);
      expect(code(await answers(other, contact, 'Chào em.', 1))).toMatch(/^(access|record)\./);
      expect(code(await writeNote(home.at(other), { contact, text: 'Ghi chú.' }))).toMatch(/^(access|record)\./);
    }
    expect(texts(await helperReads(helper, contact))).toEqual(['Em chào chị.']);
    expect(await auditOf(contact, 'contact.read')).toContainEqual(expect.objectContaining({ outcome: 'refused' }));
  });

  it('gives nothing while the page of the child is blank', async () => {
    const { child } = await talk();
    must(await blankContact(home.public(), { session: child.session }));
    expect(await childReads(child)).toMatchObject({ blanked: true, lines: [] });
    must(await returnToContact(home.public(), { session: child.session }));
    expect(texts(await childReads(child))).toEqual(['Em chào chị.']);
  });

  it('stands in no table as it was written', async () => {
    const { child, helper, contact } = await talk('chim bói cá');
    must(await answers(helper, contact, 'cây phượng vĩ', 1));
    must(await writeNote(home.at(helper), { contact, text: 'hoa bằng lăng' }));
    must(await saveDraft(home.at(helper), { contact, text: 'con chuồn chuồn' }));
    expect(texts(await childReads(child))).toHaveLength(2);
    const { rows } = await home.owner.query<{ line: string }>(
      `select to_jsonb(c)::text || coalesce((select string_agg(to_jsonb(l)::text, '') from counselling.contact_line l), '')
         || coalesce((select string_agg(to_jsonb(n)::text, '') from counselling.contact_note n), '')
         || coalesce((select string_agg(to_jsonb(s)::text, '') from counselling.sealed_part s), '')
         || coalesce((select string_agg(to_jsonb(a)::text, '') from kernel.audit_entry a), '') as line
       from counselling.contact c where c.id = $1`,
      [contact],
    );
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const words of ['chim bói cá', 'cây phượng vĩ', 'hoa bằng lăng', 'con chuồn chuồn']) {
      expect(rows[0]?.line).not.toContain(words);
      expect(rows[0]?.line).not.toContain(hex(words));
    }
  });
});

describe('the line of a helper', () => {
  it('waits where the thread moved on: it is kept as a draft and shown beside what came', async () => {
    const { child, helper, contact } = await talk();
    must(await says(child, 'Đừng nói với ai nhé.'));
    const held = must(await answers(helper, contact, 'Em kể tiếp đi.', 1));
    expect(held).toMatchObject({ outcome: 'thread-moved', newer: [{ seq: 2, text: 'Đừng nói với ai nhé.' }] });
    expect(texts(await childReads(child))).toHaveLength(2);
    expect(await helperReads(helper, contact)).toMatchObject({ draft: 'Em kể tiếp đi.' });
    // The own last line is no news to the writer.
    must(await answers(helper, contact, 'Chị hiểu.', 2));
    expect(must(await answers(helper, contact, 'Em kể tiếp đi.', 2))).toMatchObject({ outcome: 'sent' });
    expect(await helperReads(helper, contact)).toMatchObject({ draft: '' });
  });

  it('that would lead the child elsewhere is held back with its part, its reason and a count, and the words are nowhere', async () => {
    const { child, helper, contact } = await talk();
    const text = 'Em gọi cho chị số 0912 345 678 nhé.';
    const held = must(await answers(helper, contact, text, 1));
    if (held.outcome !== 'held-back') throw new Error(held.outcome);
    expect(held.reason).toBe('PHONE');
    expect(text.slice(held.from, held.to)).toBe('0912 345 678');
    expect(texts(await childReads(child))).toEqual(['Em chào chị.']);
    expect(await helperReads(helper, contact)).toMatchObject({ draft: text });
    expect(await auditOf(contact, 'contact.reply')).toEqual([{ outcome: 'refused', codes: { reason: 'PHONE' } }]);
    expect(await home.events(contact)).toContain('held-back');
    // The way on: written another way, it goes.
    expect(must(await answers(helper, contact, 'Em gọi 111 bất cứ lúc nào.', 1))).toMatchObject({ outcome: 'sent' });
  });

  it('is read together with those before it, so that nothing goes out in parts', async () => {
    const { helper, contact } = await talk();
    must(await answers(helper, contact, 'số của chị: 0912', 1));
    must(await answers(helper, contact, '345', 2));
    expect(must(await answers(helper, contact, '678', 3))).toMatchObject({ outcome: 'held-back', reason: 'PHONE' });
  });

  it('is refused after the end', async () => {
    const { helper, contact } = await talk();
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    expect(code(await answers(helper, contact, 'Còn nữa…', 1))).toBe('contact.not-live');
  });

  it('is neither empty nor longer than a line, nor a picture', async () => {
    const { child, helper, contact } = await talk();
    for (const [text, refused] of [
      ['   ', 'line.empty'],
      ['a'.repeat(2_001), 'line.too-long'],
      ['data:image/png;base64,AAAA', 'line.unreadable'],
    ] as const) {
      expect(code(await answers(helper, contact, text, 1))).toBe(refused);
      expect(code(await says(child, text))).toBe(refused);
    }
    expect(code(await says(child, 'Dạ.', 'no-uuid'))).toBe('request.invalid');
    // A million marks on one letter are one letter to the eye, and no line.
    expect(code(await says(child, `e${'\u0301'.repeat(1_000_000)}`))).toMatch(/^line\.(too-long|unreadable)$/);
  });
});

describe('the note of a helper', () => {
  it('is between colleagues: no line, no number, nothing of it in what the child reads', async () => {
    const { child, helper, contact } = await talk();
    must(await writeNote(home.at(helper), { contact, text: 'hoa bằng lăng' }));
    expect(await helperReads(helper, contact)).toMatchObject({
      notes: [{ author: helper.person, text: 'hoa bằng lăng' }],
    });
    expect(JSON.stringify(await childReads(child))).not.toContain('bằng lăng');
    expect((await home.contact(contact)).last_seq).toBe(1);
  });
});

describe('the line of a child', () => {
  it('after the end stands in the queue again, so that somebody reads it (trap 14)', async () => {
    const { child, helper, contact } = await talk();
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    expect((await childReads(child)).phase).toBe('over');
    must(await says(child, 'Em nhớ ra một chuyện.'));
    expect((await home.contact(contact)).state).toBe('offered');
    expect((await childReads(child)).phase).toBe('waiting');
  });

  it('while it is written down goes on with the same helper, who can answer (trap 14)', async () => {
    const { child, helper, contact } = await talk();
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await says(child, 'Em còn một chuyện.'));
    expect(await home.contact(contact)).toMatchObject({
      state: 'live',
      helper: helper.person,
      wrap_until: null,
      end_reason: null,
    });
    expect(await home.events(contact)).toContain('child-returned');
    expect((await childReads(child)).phase).toBe('talking');
    expect(must(await answers(helper, contact, 'Chị nghe đây.', 2))).toMatchObject({ outcome: 'sent' });
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    expect(await home.contact(contact)).toMatchObject({ state: 'done', end_reason: 'helped' });
  });

  it('is refused once its session has ended or rested too long, however often it wrote before; its use is noted', async () => {
    const { child } = await talk();
    const [left, rested] = [child, await home.child({ firstLine: 'chim sẻ' })];
    const usedAt = async (contact: string) => {
      const { rows } = await home.owner.query<{ at: Date }>(
        'select last_used_at as at from counselling.contact_session where contact_id = $1',
        [contact],
      );
      return rows[0]?.at;
    };
    for (const text of ['Một.', 'Hai.']) for (const one of [left, rested]) must(await says(one, text));
    home.clock.advance(60_000);
    must(await says(rested, 'Ba.'));
    expect(await usedAt(rested.contact)).toEqual(home.clock.now());
    must(await says(rested, 'Bốn.'));
    must(await says(left, 'Ba.'));
    must(await leaveReceipt(home.public(), left.session));
    expect(code(await says(left, 'Bốn.'))).toBe('receipt.session-ended');
    home.clock.advance(30 * 60_000);
    expect(code(await says(rested, 'Năm.'))).toBe('receipt.session-ended');
    expect((await home.contact(rested.contact))?.last_seq).toBe(5);
  });

  it('may be written down before: the key of the notebook is the same at each session of the six words, and nobody else’s', async () => {
    const { child } = await talk();
    const other = await home.child({ firstLine: 'chim sẻ' });
    const keyOf = async (session: string) => must(await notebookKey(home.public(), { session }));
    const key = await keyOf(child.session);
    expect(Buffer.from(key ?? '', 'base64url')).toHaveLength(32);
    expect(await keyOf(child.session)).toBe(key);
    const { locator, words } = child.receipt;
    expect(must(await notebookKey(home.public(), { locator, words }))).toBe(key);
    expect(await keyOf(other.session)).not.toBe(key);
    must(await blankContact(home.public(), { session: child.session }));
    expect(await keyOf(child.session)).toBeNull();
    must(await leaveReceipt(home.public(), child.session));
    expect(code(await notebookKey(home.public(), { session: child.session }))).toBe('receipt.session-ended');
  });

  it('ends that it was held', async () => {
    const { child, helper, contact } = await talk();
    must(await holdContact(home.at(helper), { contact }));
    must(await says(child, 'Em đây.'));
    expect((await home.contact(contact)).state).toBe('live');
  });
});

describe('triage of the first line', () => {
  const danger = 'Bố đang cầm dao đuổi em.';

  it('raises the band by a rule, with the reason on the card; words of sadness alone raise nothing', async () => {
    const begun = await home.child({ firstLine: danger });
    expect(await home.contact(begun.contact)).toMatchObject({ band: 3, band_reason: 'ACT_IN_PROGRESS' });
    const sad = await home.child({ firstLine: 'Em buồn, em muốn chết cho xong.' });
    const { band, band_reason } = await home.contact(sad.contact);
    const { rows } = await home.owner.query<{ given_band: number; reasons: string[] }>(
      'select given_band, reasons from counselling.triage_score where contact_id = $1',
      [sad.contact],
    );
    expect(rows).toHaveLength(1);
    expect(band).toBe(rows[0]?.given_band);
    expect(band === 1 ? 'arrived' : rows[0]?.reasons[0]).toBe(band_reason);
  });

  it('reads the first line wherever it is written, once, and lowers nobody', async () => {
    const begun = await home.child({ urgent: true });
    must(await says(begun, 'Em chào chị.'));
    expect(await home.contact(begun.contact)).toMatchObject({ band: 2, band_reason: 'said-urgent' });
    must(await says(begun, danger));
    expect(await home.contact(begun.contact)).toMatchObject({ band: 2, band_reason: 'said-urgent' });
  });

  it('reads nothing once a supervisor has stopped it', async () => {
    must(await stopTriage(home.at(home.supervisor), { desk: HELPLINE.desk, organisation: HELPLINE.agency }));
    const begun = await home.child({ firstLine: danger });
    expect(await home.contact(begun.contact)).toMatchObject({ band: 1, band_reason: 'arrived' });
  });
});
