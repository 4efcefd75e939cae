import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import {
  answerReferral,
  answerReferralQuestion,
  askAboutReferral,
  declareConflict,
  listReferrals,
  revokeReferral,
  sendReferral,
  viewReferral,
} from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());
const QUESTION = 'Câu hỏi trung tính số một';
const ANSWER = 'Lời đáp trung tính số hai';

async function sent() {
  const one = drive(home, (await openOwnCase(home)).id);
  const referral = await one.refer();
  must(await sendReferral(await one.officer(), { referral, version: 1 }));
  return { one, referral };
}
const ask = async (referral: string, version: number, text = QUESTION, who = home.facility) =>
  askAboutReferral(await home.as(who), { referral, version, text });
const reply = async (referral: string, version: number, question: string, text = ANSWER, who = home.officer) =>
  answerReferralQuestion(await home.as(who), { referral, version, question, text });
const view = async (who: PersonActor, referral: string, read: 'narrative'[] = ['narrative']) =>
  must(await viewReferral(await home.as(who), { referral, read }));
const duties = async (who: PersonActor, referral: string) =>
  must(await listWork(await home.as(who))).rows.filter((row) => row.object.id === referral);
const notices = async (person: string, referral: string) =>
  (
    await home.owner.query<{ kind: string }>(
      'select kind from work.notice where person = $1 and object_id = $2 order by created_at, kind',
      [person, referral],
    )
  ).rows.map((row) => row.kind);

describe('a question about a referral', () => {
  it('goes to the sender and comes back answered; both see the thread, and the state and the time to answer stay', async () => {
    const { one, referral } = await sent();
    const before = await view(home.facility, referral);
    const asked = must(await ask(referral, 2));
    expect(asked.version).toBe(3);
    const open = await view(home.officer, referral);
    expect(open).toMatchObject({ status: 'SENT', answerDue: before.answerDue, version: 3 });
    expect(open.questions).toEqual([
      { id: asked.question, askedAt: home.clock.now(), answeredAt: null, question: QUESTION, answer: null },
    ]);
    expect(open.texts).toEqual(before.texts);
    home.clock.advance(60_000);
    must(await reply(referral, 3, asked.question));
    for (const who of [home.officer, home.chair, home.facility])
      expect((await view(who, referral)).questions).toMatchObject([
        { question: QUESTION, answer: ANSWER, answeredAt: home.clock.now() },
      ]);
    // Words are told to who asks for them, as every text of a referral.
    expect((await view(home.facility, referral, [])).questions).toMatchObject([{ question: null, answer: null }]);
    const events = (await view(home.officer, referral)).events.filter((event) => /ask|question/.test(event.code));
    expect(events).toMatchObject([
      { code: 'ask', agency: 'FACILITY_A', person: null },
      { code: 'answer-question', agency: `UBND-00004`, person: home.officer.person },
    ]);
    // The next one follows; and who has asked can accept all the same.
    const again = must(await ask(referral, 4, 'Câu hỏi nữa'));
    must(await answerReferral(await home.as(home.facility), { referral, version: again.version, act: 'accept' }));
    must(await reply(referral, again.version + 1, again.question));
    expect((await view(home.facility, referral)).questions).toHaveLength(2);
    expect(await notices(home.officer.person, referral)).toEqual([
      'referral.asked',
      'referral.answered',
      'referral.asked',
    ]);
    expect(await notices(home.facility.person, referral)).toEqual([
      'referral.received',
      'referral.question-answered',
      'referral.question-answered',
    ]);
    expect(one.on.case).toBe((await view(home.officer, referral)).case);
  });

  it('is the turn of the sender until it is answered, in the time that the receiver owes', async () => {
    const { referral } = await sent();
    expect(await duties(home.officer, referral)).toEqual([]);
    const { question } = must(await ask(referral, 2));
    // The chair sees that the officer has to answer.
    for (const who of [home.officer, home.chair])
      expect(await duties(who, referral)).toMatchObject([
        {
          kind: 'referral-question',
          act: 'answer-question',
          mine: who === home.officer,
          facts: { agency: 'FACILITY_A' },
          clock: { rule: 'DL-REF-ANSWER' },
        },
      ]);
    expect(await duties(home.facility, referral)).toMatchObject([
      { kind: 'referral', act: 'answer', mine: true, facts: { asked: true } },
    ]);
    expect(await duties(home.neighbourOfficer, referral)).toEqual([]);
    must(await reply(referral, 3, question));
    expect(await duties(home.officer, referral)).toEqual([]);
    expect(await duties(home.facility, referral)).toMatchObject([{ facts: { asked: false } }]);
  });

  it('ends with the referral: nobody owes an answer any more, and none is taken', async () => {
    for (const end of ['reject', 'revoke'] as const) {
      const { one, referral } = await sent();
      const { question } = must(await ask(referral, 2));
      must(
        end === 'reject'
          ? await answerReferral(await home.as(home.facility), {
              referral,
              version: 3,
              act: 'reject',
              reason: 'NOT_ENOUGH_FACTS',
            })
          : await revokeReferral(await one.officer(), { referral, version: 3 }),
      );
      expect(await duties(home.officer, referral)).toEqual([]);
      expect(code(await reply(referral, 4, question))).toBe('referral.act-not-open');
      expect(code(await ask(referral, 4))).toBe(end === 'reject' ? 'referral.act-not-open' : 'record.not-found');
      expect(
        must(await listReferrals(await one.officer(), { side: 'out', asked: true })).map((row) => row.id),
      ).not.toContain(referral);
    }
  });

  it('is asked by the receiver and answered by the sender, by nobody else, in words that can be read', async () => {
    const { one, referral } = await sent();
    const none = '0197f000-0000-7000-8000-0000000000aa';
    expect(code(await ask(referral, 2, QUESTION, home.officer))).toBe('access.not-permitted');
    for (const who of [home.otherFacility, home.neighbourOfficer, home.police, home.auditor])
      expect(code(await ask(referral, 2, QUESTION, who)), who.agency).toBe('record.not-found');
    expect(code(await ask(referral, 2, ' \n '))).toBe('text.empty');
    expect(code(await ask(referral, 2, 'x'.repeat(8_001)))).toBe('form.answer-invalid');
    expect(code(await ask(referral, 1))).toBe('record.changed-meanwhile');
    expect(code(await reply(referral, 2, none))).toBe('referral.no-open-question');
    const { question } = must(await ask(referral, 2));
    expect(code(await ask(referral, 3))).toBe('referral.question-open');
    expect(code(await reply(referral, 3, question, ANSWER, home.facility))).toBe('access.not-permitted');
    expect(code(await reply(referral, 3, question, ANSWER, home.neighbourOfficer))).toBe('record.not-found');
    expect(code(await reply(referral, 3, none))).toBe('referral.no-open-question');
    expect(code(await reply(referral, 3, question, ''))).toBe('text.empty');
    // A draft is the sender's own: there is nobody to ask about it.
    expect(code(await ask(await one.refer(), 1))).toBe('record.not-found');
    // Who is kept from the case is kept from what is asked about it.
    must(await declareConflict(await one.chair(), { ...one.on, implicated: { kind: 'agency', agency: 'FACILITY_A' } }));
    expect(code(await ask(referral, 3))).toBe('record.not-found');
    expect(
      (
        await home.owner.query('select count(*)::int as n from cases.referral_question where referral_id = $1', [
          referral,
        ])
      ).rows[0].n,
    ).toBe(1);
  });

  it('stands nowhere in the clear', async () => {
    const { referral } = await sent();
    const { question } = must(await ask(referral, 2));
    must(await reply(referral, 3, question));
    const { rows: tables } = await home.owner.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    );
    for (const { name } of tables)
      for (const word of [QUESTION, ANSWER]) {
        const { rows } = await home.owner.query(
          `select count(*)::int as n from ${name} as t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0`,
          [word],
        );
        expect([name, rows[0].n]).toEqual([name, 0]);
      }
    expect(home.log.join('\n')).not.toMatch(/trung tính số/);
  });
});

describe('two people at once', () => {
  const both = async <A, B>(first: Promise<A>, second: Promise<B>) => Promise.all([first, second]);
  const codes = (results: readonly { readonly ok: boolean }[]) =>
    results.map((one) => (one.ok ? 'ok' : code(one as never))).sort();

  it('ask: one question is kept, and the other person hears that the referral has changed', async () => {
    const { referral } = await sent();
    const colleague = await home.person('facility_worker', 'FACILITY_A');
    expect(codes(await both(ask(referral, 2), ask(referral, 2, 'Câu khác', colleague)))).toEqual([
      'ok',
      'record.changed-meanwhile',
    ]);
    expect((await view(home.facility, referral)).questions).toHaveLength(1);
  });

  it('answer: one answer is kept', async () => {
    const { referral } = await sent();
    const { question } = must(await ask(referral, 2));
    expect(
      codes(await both(reply(referral, 3, question), reply(referral, 3, question, 'Lời khác', home.chair))),
    ).toEqual(['ok', 'record.changed-meanwhile']);
    expect((await view(home.facility, referral)).questions[0]?.answer).toMatch(/Lời/);
  });

  it('ask and take back, answer and accept: one after the other, none lost', async () => {
    const { one, referral } = await sent();
    const [asked, revoked] = await both(
      ask(referral, 2),
      revokeReferral(await one.officer(), { referral, version: 2 }),
    );
    expect([asked.ok, revoked.ok].filter(Boolean)).toHaveLength(1);
    const other = (await sent()).referral;
    const { question } = must(await ask(other, 2));
    const results = await both(
      reply(other, 3, question),
      answerReferral(await home.as(home.facility), { referral: other, version: 3, act: 'accept' }),
    );
    expect(codes(results)).toEqual(['ok', 'record.changed-meanwhile']);
  });
});
