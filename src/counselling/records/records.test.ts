import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openReport } from '../../intake/index.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { answerTransfer } from '../contacts/answer-transfer.ts';
import type { ContactBegun } from '../contacts/begin-contact.ts';
import { sayItGotWorse, waitAgain } from '../contacts/child-presence.ts';
import { contactDuties } from '../contacts/contact-duties.ts';
import { type EndReason, endContact } from '../contacts/end-contact.ts';
import { transferContact } from '../contacts/transfer-contact.ts';
import { readAsChild } from '../lines/read-thread.ts';
import { writeAsChild } from '../lines/write-as-child.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { COMMUNE, inDanger } from '../officers/officers.testing.ts';
import { openCall } from '../officers/open-call.ts';
import { openCounsellingHome } from '../testing.ts';
import { contactOfReport, fileFromContact } from './file-from-contact.ts';
import { openRecord } from './open-record.ts';
import { insafeOf } from './record-list.ts';
import { suggestReasons } from './suggest-reasons.ts';
import { answerSurvey } from './survey.ts';
import { recordContact, saveRecordDraft } from './write-record.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

const record = {
  callType: 'COUNSELLING',
  informant: 'CHILD',
  ageBand: 'A12_13',
  sex: 'F',
  province: '01',
  reasons: ['VIOL', 'ONLINE'],
  main: 'VIOL',
  chi: ['VIOLENCE.CYBERBULLYING'],
  places: ['FACEBOOK'],
  incidents: ['OI-BULLY'],
  actions: ['ADVISED'],
  suggested: ['VIOL'],
  words: 'Em sẽ kể với cô chủ nhiệm.',
};
const writes = (by: PersonActor, contact: string, said: object = {}) =>
  recordContact(home.at(by), { contact, record: { ...record, ...said } });
const opens = async (by: PersonActor, contact: string) => must(await openRecord(home.at(by), { contact }));

interface Talk {
  readonly child: ContactBegun;
  readonly helper: PersonActor;
  readonly contact: string;
}

/** A child that told something, and the helper who has it. */
async function talk(first = 'Các bạn bắt nạt em trên Facebook.', said: object = {}): Promise<Talk> {
  const helper = await home.onShift('counsellor');
  const child = await home.child({ firstLine: first, ...said });
  await home.owner.query(`update counselling.contact set tier = 'counsellor' where id = $1`, [child.contact]);
  await home.owner.query(
    `update counselling.contact set state = 'offered', offered_to = $2, offer_until = $3 where id = $1`,
    [child.contact, helper.person, new Date(home.clock.now().getTime() + 30_000)],
  );
  must(await acceptContact(home.at(helper), { contact: child.contact }));
  return { child, helper, contact: child.contact };
}

async function ended(reason: EndReason = 'helped', first?: string, said: object = {}): Promise<Talk> {
  const one = await talk(first, said);
  must(await endContact(home.at(one.helper), { contact: one.contact, reason }));
  return one;
}

describe('the record of a contact', () => {
  it('closes the contact, gives the helper room, and is read by who had it', async () => {
    const { helper, contact } = await ended();
    expect(must(await writes(helper, contact))).toEqual({ version: 1 });
    expect(await home.contact(contact)).toMatchObject({ state: 'done', age_band: 'A12_13', province_code: '01' });
    expect((await home.shift(helper)).idle_since).toEqual(home.clock.now());
    const opened = await opens(helper, contact);
    const { words, ...codes } = record;
    expect(opened).toMatchObject({ recorded: true, draft: '', records: [{ ...codes, version: 1, words }] });
    const colleague = await home.onShift();
    expect(code(await openRecord(home.at(colleague), { contact }))).toMatch(/^access\./);
    // Who reads along finds no more once their quarter of an hour is over, though the house has not looked yet.
    await home.owner.query(
      `update counselling.contact set watched_by = $2, watch_until = $3, watch_purpose = 'sample' where id = $1`,
      [contact, home.supervisor.person, home.clock.now()],
    );
    expect(code(await openRecord(home.at(home.supervisor), { contact }))).toBe('access.not-permitted');
    expect(code(await writes(colleague, contact))).toMatch(/^access\./);
  });

  it('is not written while somebody talks still, nor by halves', async () => {
    const { helper, contact } = await talk();
    expect(code(await writes(helper, contact))).toBe('contact.act-not-open');
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    const refused: [object, string][] = [
      [{ reasons: [], main: null }, 'contact-record.reason-needed'],
      [{ main: null }, 'contact-record.main-reason-needed'],
      [{ main: 'LAW' }, 'contact-record.main-reason-needed'],
      [{ reasons: ['VIOL', 'SEXA', 'EXPL', 'NEGL', 'TRAF', 'LAW'] }, 'contact-record.too-many-reasons'],
      [{ reasons: ['VIOL', 'VIOL'] }, 'request.invalid'],
      [{ callType: 'NONE' }, 'request.invalid'],
      [{ actions: [] }, 'request.invalid'],
      [{ province: '1' }, 'request.invalid'],
      [{ words: 'a'.repeat(2_001) }, 'text.too-long'],
      [{ more: 1 }, 'request.invalid'],
    ];
    for (const [said, refusal] of refused)
      expect([said, code(await writes(helper, contact, said))]).toEqual([said, refusal]);
    expect((await home.contact(contact)).state).toBe('wrapping');
    // A prank has no reason.
    must(
      await writes(helper, contact, { callType: 'TESTING', reasons: [], main: null, chi: [], actions: ['NOTHING'] }),
    );
  });

  it('is corrected by another version that says why, and the earlier one stands beside it', async () => {
    const { helper, contact } = await ended();
    must(await writes(helper, contact));
    expect(code(await writes(helper, contact, { main: 'ONLINE' }))).toBe('contact-record.correction-needed');
    expect(must(await writes(helper, contact, { main: 'ONLINE', correction: 'MISTAKE', words: 'Sửa.' })).version).toBe(
      2,
    );
    const { records } = await opens(helper, contact);
    expect(records.map(({ version, main, correction, words }) => [version, main, correction, words])).toEqual([
      [2, 'ONLINE', 'MISTAKE', 'Sửa.'],
      [1, 'VIOL', null, record.words],
    ]);
    expect(await home.events(contact)).toEqual(expect.arrayContaining(['recorded', 'record-corrected']));
    const app = `set role lachan_app; update counselling.contact_record set main_reason = 'LAW'`;
    await expect(home.owner.query(app)).rejects.toThrow(/permission denied/);
    await home.owner.query('reset role');
  });

  it('is asked for again where the contact goes on after it', async () => {
    const { child, helper, contact } = await ended();
    must(await writes(helper, contact));
    must(await waitAgain(home.public(), { session: child.session }));
    expect((await home.contact(contact)).recorded_at).toBeNull();
  });

  it('stays a duty of who had it when the ten minutes ran out, until it is written', async () => {
    const { helper, contact } = await ended();
    await home.after(11 * 60);
    expect((await home.contact(contact)).state).toBe('done');
    const acts = async () =>
      must(await contactDuties.list(home.at(helper))).duties.map(({ act, object }) => `${act} ${object.id}`);
    expect(await acts()).toEqual([`write-up ${contact}`]);
    must(await writes(helper, contact));
    expect(await acts()).toEqual([]);
  });

  it('is a draft before, which goes with the contact to a colleague', async () => {
    const { helper, contact } = await talk();
    must(await saveRecordDraft(home.at(helper), { contact, draft: '{"callType":"COUNSELLING"}' }));
    const colleague = await home.onShift();
    must(await transferContact(home.at(helper), { contact, to: { person: colleague.person } }));
    must(await answerTransfer(home.at(colleague), { contact, take: true }));
    expect((await opens(colleague, contact)).draft).toBe('{"callType":"COUNSELLING"}');
    expect(code(await saveRecordDraft(home.at(helper), { contact, draft: '{}' }))).toMatch(/^access\./);
    for (const draft of ['[]', '{', `{"a":"${'a'.repeat(20_001)}"}`])
      expect(code(await saveRecordDraft(home.at(colleague), { contact, draft }))).toBe('request.invalid');
  });

  it('leaves no word of it in the clear, nor in what the child reads', async () => {
    const { child, helper, contact } = await ended();
    must(await saveRecordDraft(home.at(helper), { contact, draft: '{"words":"chim bói cá"}' }));
    must(await writes(helper, contact, { words: 'cây phượng vĩ' }));
    const { rows } = await home.owner.query<{ text: string }>(
      `select (select string_agg(to_jsonb(r)::text, '') from counselling.contact_record r) ||
         (select string_agg(to_jsonb(s)::text, '') from counselling.sealed_part s) ||
         (select string_agg(to_jsonb(a)::text, '') from kernel.audit_entry a) as text`,
    );
    const thread = must(await readAsChild(home.public(), { session: child.session }, { after: 0 }));
    for (const word of ['chim bói cá', 'cây phượng vĩ']) {
      expect(rows[0]?.text).not.toContain(word);
      expect(rows[0]?.text).not.toContain(Buffer.from(word).toString('hex'));
      expect(JSON.stringify(thread)).not.toContain(word);
    }
  });
});

describe('suggested reasons', () => {
  it('are three at most, each with the phrases that were found, with and without diacritics, and tick nothing', async () => {
    const lines = [
      'Ba đánh em, mẹ cũng đánh em bằng roi',
      'nó nhắn tin trên Zalo dọa tung ảnh',
      'em buồn quá, không có tiền, bị ốm',
    ];
    const found = suggestReasons(lines);
    expect(found.map(({ reason }) => reason)).toEqual(['ONLINE', 'VIOL', 'FIN']);
    expect(found[0]?.because).toEqual(['zalo', 'nhắn tin', 'tung ảnh']);
    expect(suggestReasons(['bo danh em, em bi bat nat'])[0]?.reason).toBe('VIOL');
    expect(suggestReasons(['Chào chị.'])).toEqual([]);
    const { helper, contact } = await ended();
    expect(await opens(helper, contact)).toMatchObject({
      suggestions: [{ reason: 'VIOL' }, { reason: 'ONLINE' }],
      draft: '',
      records: [],
    });
  });

  it('are read from the child’s lines alone', async () => {
    const { helper, contact } = await talk('Em chào chị.');
    must(
      await writeAsHelper(home.at(helper), {
        contact,
        text: 'Có ai đánh em không?',
        lineKey: randomUUID(),
        afterSeq: 1,
      }),
    );
    expect((await opens(helper, contact)).suggestions).toEqual([]);
  });
});

it('what happened online is counted in the categories of Insafe, each once', () => {
  expect(insafeOf(['OI-BULLY', 'OI-HUMIL', 'OI-SEXT'])).toEqual(['CYBERBULLYING', 'EXTORTION']);
  expect(insafeOf([])).toEqual([]);
});

describe('a report of a contact', () => {
  const asked = {
    lines: [1],
    reporter: 'child',
    ageBand: 'A12_13',
    sex: 'F',
    province: '01',
    commune: null,
    places: ['FACEBOOK'],
    danger: 'no',
  };
  const files = (by: PersonActor, contact: string, said: object = {}) =>
    fileFromContact(home.at(by), { contact, report: { ...asked, ...said } });

  it('takes the child’s own words and what is known, and the link is seen from both sides', async () => {
    const { child, helper, contact } = await talk();
    must(
      await writeAsChild(
        home.public(),
        { session: child.session },
        { text: 'Em sợ đến trường.', lineKey: randomUUID() },
      ),
    );
    const filed = must(await files(helper, contact, { lines: [2, 1], added: 'Em học lớp 7.' }));
    expect((await home.contact(contact)).report_id).toBe(filed.report);
    expect(must(await contactOfReport(home.at(helper), { report: filed.report }))).toMatchObject({
      id: contact,
      mine: true,
    });
    expect(must(await contactOfReport(home.at(home.stranger), { report: filed.report }))).toBeNull();
    expect((await opens(helper, contact)).report).toEqual({ id: filed.report, reference: filed.reference });
    // The report is named beside the record and not opened by it.
    const { rows } = await home.owner.query<{ action: string }>(
      "select distinct action from kernel.audit_entry where object_id = $1 and action like 'report.read%'",
      [filed.report],
    );
    expect(rows).toEqual([]);
    const opened = must(await openReport(home.at(home.counsellor), { report: filed.report, read: ['narrative'] }));
    expect(opened.triage).toMatchObject({ channel: 'WEB', ageBand: 'A12_13', sex: 'F', province: '01' });
    expect(JSON.stringify(opened)).toContain('Các bạn bắt nạt em trên Facebook.\\nEm sợ đến trường.\\nEm học lớp 7.');
  });

  it('is one, however often it is pressed', async () => {
    const { helper, contact } = await talk();
    const all = await Promise.all([files(helper, contact), files(helper, contact)]);
    // Whoever comes after the first was linked is told of it; whoever comes beside it gets the same.
    const made = new Set(all.map((one) => (one.ok ? one.value.report : one.refusal.facts?.report)));
    expect([...made]).toEqual([(await home.contact(contact)).report_id]);
    expect(code(await files(helper, contact, { added: 'Khác.' }))).toBe('contact-record.report-exists');
  });

  it('is told what the dialogue of danger and the call for an officer know already', async () => {
    const { contact, helper } = await inDanger(home);
    expect((await opens(helper, contact)).danger).toEqual({ now: true, province: null, commune: null });
    must(await openCall(home.at(helper), { contact, commune: COMMUNE }));
    expect((await opens(helper, contact)).danger).toEqual({ now: true, province: '01', commune: COMMUNE });
    const calm = await talk();
    expect((await opens(calm.helper, calm.contact)).danger).toEqual({ now: false, province: null, commune: null });
  });

  it('of danger goes the way of every emergency', async () => {
    const { helper, contact } = await talk();
    const filed = must(await files(helper, contact, { danger: 'yes' }));
    expect(filed.imminentDanger).toBe(true);
    const { triage } = must(await openReport(home.at(helper), { report: filed.report }));
    expect(triage).toMatchObject({ urgency: 'U1', dangerNow: 'yes' });
  });

  it('takes no line that is not the child’s, and is no report without words', async () => {
    const { helper, contact } = await talk();
    must(await writeAsHelper(home.at(helper), { contact, text: 'Chị nghe em.', lineKey: randomUUID(), afterSeq: 1 }));
    for (const lines of [[2], [1, 2], [99]])
      expect(code(await files(helper, contact, { lines }))).toBe('contact-record.line-unknown');
    expect(code(await files(helper, contact, { lines: [] }))).toBe('contact-record.words-needed');
    expect(code(await files(await home.onShift(), contact))).toMatch(/^access\./);
    expect((await home.contact(contact)).report_id).toBeNull();
  });
});

describe('the survey', () => {
  const asks = async ({ child }: Talk) =>
    must(await readAsChild(home.public(), { session: child.session }, { after: 0 })).asksSurvey;
  const answers = ({ child }: Talk, said: object) => answerSurvey(home.public(), { session: child.session }, said);

  it('is answered once, with the child’s own faces, and the helper reads them with the record (trap 17)', async () => {
    const one = await ended();
    expect(await asks(one)).toBe(true);
    must(await answers(one, { before: 'BAD', after: 'GOOD', helped: 4 }));
    expect(await asks(one)).toBe(false);
    expect(code(await answers(one, { after: 'BAD' }))).toBe('survey.not-asked');
    expect((await opens(one.helper, one.contact)).feelings).toEqual({ before: 2, after: 4 });
  });

  it('may be skipped, and is not asked again', async () => {
    const one = await ended();
    must(await answers(one, {}));
    expect(await asks(one)).toBe(false);
    expect((await opens(one.helper, one.contact)).feelings).toBeNull();
  });

  it('is never asked before the end, after danger, after it got worse, after a report, or of who left', async () => {
    expect(await asks(await talk())).toBe(false);
    const dangerous = await ended('helped', 'Bố đang cầm dao đuổi em.');
    expect((await home.contact(dangerous.contact)).band).toBe(3);
    expect(await asks(dangerous)).toBe(false);
    expect(code(await answers(dangerous, { after: 'BAD' }))).toBe('survey.not-asked');
    expect(await asks(await ended('child-left'))).toBe(false);
    for (const event of ['risk-raised', 'handed-over', 'plan-shared']) {
      const inDanger = await ended();
      await home.owner.query(
        `insert into counselling.contact_event (id, contact_id, code, at, actor_kind) values ($1, $2, $3, $4, 'system')`,
        [randomUUID(), inDanger.contact, event, home.clock.now()],
      );
      expect([event, await asks(inDanger)]).toEqual([event, false]);
    }
    const reported = await talk();
    must(
      await fileFromContact(home.at(reported.helper), {
        contact: reported.contact,
        report: {
          lines: [1],
          reporter: 'child',
          ageBand: 'UNK',
          sex: 'F',
          province: null,
          commune: null,
          places: [],
          danger: 'no',
        },
      }),
    );
    must(await endContact(home.at(reported.helper), { contact: reported.contact, reason: 'helped' }));
    expect(await asks(reported)).toBe(false);
    const worse = await home.child({ firstLine: 'Em chờ.' });
    must(await sayItGotWorse(home.public(), { session: worse.session }));
    await home.owner.query(
      `update counselling.contact set state = 'wrapping', helper = $2, end_reason = 'helped', wrap_until = $3,
         offered_to = null, offer_until = null where id = $1`,
      [worse.contact, randomUUID(), home.clock.now()],
    );
    expect(must(await readAsChild(home.public(), { session: worse.session }, { after: 0 })).asksSurvey).toBe(false);
  });

  it('holds nobody back: who has not answered waits again (trap 18)', async () => {
    const one = await ended();
    must(await writes(one.helper, one.contact));
    must(await waitAgain(home.public(), { session: one.child.session }));
    expect((await home.contact(one.contact)).state).toMatch(/^(returned|offered)$/);
  });
});
