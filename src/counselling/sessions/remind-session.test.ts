import { afterEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  BOT,
  called,
  calledBot,
  openPayload,
  plantAccount,
  plantAdapter,
  receiveCall,
  registerTestTemplate,
  sendDue,
  update,
  useAccount,
  workAllLanes,
} from '../../channels/testing.ts';
import { anonymous, DAY, HOUR, MINUTE, newId, type PersonActor } from '../../kernel/index.ts';
import { phraseFinder } from '../../vocabulary/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { setWishes } from '../networks/contact-wishes.ts';
import { openCounsellingHome } from '../testing.ts';
import { beginSeries } from './begin-series.ts';
import { endSeries } from './end-series.ts';
import { cancelSession, moveSession, planSession } from './plan-session.ts';
import { recordAgreement } from './record-agreement.ts';
import { remindSession } from './remind-session.ts';
import { REMINDER_TEMPLATE, reminderLeads, reminderText } from './session-reminder.ts';

// Nine in the morning in Viet Nam.
const home = fileFixture(() => openCounsellingHome('2026-11-24T02:00:00Z'));
fileFixture(async () => plantAdapter(calledBot));
afterEach(() => home.clear());

const kernelOf = () => home as unknown as TestKernel;
const at = (person: PersonActor) => home.at(person);
const later = (ms: number) => new Date(home.clock.now().getTime() + ms);

let children = 100;
/** A child that writes by a network, its contact with a counsellor, and a series for it. */
async function written() {
  children += 1;
  const account = await plantAccount(kernelOf(), { adapter: 'telegram', secrets: BOT });
  const seconds = Math.floor(home.clock.now().getTime() / 1_000);
  must(
    await receiveCall(home.context(anonymous), {
      account,
      request: called(update(children, children, 'MẪU: em cần hỏi một việc', seconds)),
    }),
  );
  await workAllLanes(kernelOf(), 1);
  const { rows } = await home.owner.query(
    'select contact_id as id from counselling.contact_conversation where account_id = $1',
    [account],
  );
  const contact = rows[0].id as string;
  const counsellor = home.helper('111_counsellor');
  must(await beginShift(at(counsellor), { tier: 'front', channels: ['MESSAGE'], heardRing: true, notifies: true }));
  await offerContacts(home.platform());
  must(await acceptContact(at(counsellor), { contact }));
  const { series } = must(await beginSeries(at(counsellor), { from: { contact }, ageBand: 'A16_17' }));
  for (const giver of ['child', 'guardian'])
    must(await recordAgreement(at(counsellor), { series, giver, answer: 'given' }));
  return { account, contact, counsellor, series };
}
type Written = Awaited<ReturnType<typeof written>>;

const plan = async ({ counsellor, series }: Written, starts: Date, childReminder = 'network') =>
  must(await planSession(at(counsellor), { series, at: starts, minutes: 50, mode: 'PHONE', childReminder })).session;

/** What the database keeps for later, by session. */
async function asked(session: string): Promise<{ run_at: Date; payload: Record<string, unknown> }[]> {
  const { rows } = await home.owner.query(
    `select job.run_at, job.payload from graphile_worker._private_jobs as job
     join graphile_worker._private_tasks as task on task.id = job.task_id
     where task.identifier = 'counselling.remind-session' and job.payload->>'session' = $1 order by job.run_at`,
    [session],
  );
  return rows;
}
const remind = (session: string, lead = 'DAY_BEFORE') => remindSession(home.platform(), { session, lead });
async function outbound({ account }: Written) {
  const { rows } = await home.owner.query(
    'select purpose, state, reason, object_id, sealed is not null as words, conversation_id, not_after from channels.outbound_message where account_id = $1 order by queued_at, id',
    [account],
  );
  return rows;
}

describe('a session whose child wished to be reminded where it writes', () => {
  test('is reminded of at the times of the data, by what was asked for when it was planned', async () => {
    const one = await written();
    const starts = later(3 * DAY);
    const session = await plan(one, starts);
    const jobs = await asked(session);
    expect(jobs.map(({ run_at }) => starts.getTime() - run_at.getTime())).toEqual(
      reminderLeads.map(({ before }) => before),
    );
    // Ids and codes alone lie in the queue.
    for (const { payload } of jobs) expect(Object.keys(payload).sort()).toEqual(['lead', 'session']);
    // Come too early, it says nothing, and is asked for again.
    await remind(session);
    expect(await outbound(one)).toEqual([]);
    home.clock.advance(2 * DAY);
    await remind(session);
    await remind(session);
    const [message, ...more] = await outbound(one);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ purpose: 'reminder', state: 'waiting', object_id: null, not_after: starts });
    home.clock.advance(22 * HOUR);
    await remind(session, 'SAME_DAY');
    expect(await outbound(one)).toHaveLength(2);
  });

  test('planned for soon is reminded of once, and one that has begun not at all', async () => {
    const one = await written();
    const soon = await plan(one, later(5 * HOUR));
    expect((await asked(soon)).map(({ payload }) => payload.lead)).toEqual(['SAME_DAY']);
    home.clock.advance(5 * HOUR);
    await remind(soon, 'SAME_DAY');
    expect(await outbound(one)).toEqual([]);
  });

  test('nothing is asked for where the transaction that plans it does not commit', async () => {
    const one = await written();
    const starts = later(40 * DAY);
    const session = await plan(one, starts);
    expect(await asked(session)).toHaveLength(2);
    const { counsellor, series } = one;
    const taken = { series, at: starts, minutes: 50, mode: 'PHONE', childReminder: 'network' };
    expect(code(await planSession(at(counsellor), taken))).toBe('session.time-taken');
    const { rows } = await home.owner.query(
      `select count(*)::int as n from graphile_worker._private_jobs as job
       join graphile_worker._private_tasks as task on task.id = job.task_id
       where task.identifier = 'counselling.remind-session' and job.run_at > $1`,
      [new Date(starts.getTime() - 2 * DAY)],
    );
    expect(rows[0].n).toBe(2);
  });

  test('moved or cancelled takes back what waits, and what it was asked for says nothing any more', async () => {
    const one = await written();
    const { counsellor, series } = one;
    const first = await plan(one, later(DAY + HOUR));
    home.clock.advance(2 * HOUR);
    await remind(first);
    expect(await outbound(one)).toMatchObject([{ state: 'waiting', words: true }]);
    const second = must(
      await moveSession(at(counsellor), {
        series,
        session: first,
        at: later(2 * DAY),
        minutes: 50,
        reason: 'CHILD_ASKED',
      }),
    ).session;
    expect(await outbound(one)).toMatchObject([{ state: 'cancelled', reason: 'taken-back', words: false }]);
    await remind(first);
    await remind(first, 'SAME_DAY');
    expect(await outbound(one)).toHaveLength(1);
    // The new time is reminded of in its place.
    home.clock.advance(DAY);
    await remind(second);
    expect((await outbound(one)).slice(1)).toMatchObject([{ state: 'waiting' }]);
    must(await cancelSession(at(counsellor), { series, session: second, reason: 'CHILD_ASKED' }));
    expect((await outbound(one)).slice(1)).toMatchObject([{ state: 'cancelled', reason: 'taken-back', words: false }]);
    await sendDue(kernelOf());
    expect((await outbound(one)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  test('of a series that ended is not reminded of', async () => {
    const one = await written();
    const session = await plan(one, later(DAY + HOUR));
    home.clock.advance(2 * HOUR);
    await remind(session);
    must(await endSeries(at(one.counsellor), { series: one.series, outcome: 'GOALS_REACHED' }));
    await remind(session, 'SAME_DAY');
    expect(await outbound(one)).toMatchObject([{ state: 'cancelled', reason: 'taken-back' }]);
  });

  test.each(['withdrawn', 'refused'])('is not reminded of once the child or a guardian has %s', async (answer) => {
    for (const giver of ['child', 'guardian']) {
      const one = await written();
      const session = await plan(one, later(DAY + HOUR));
      home.clock.advance(2 * HOUR);
      await remind(session);
      must(await recordAgreement(at(one.counsellor), { series: one.series, giver, answer }));
      expect(await outbound(one)).toMatchObject([{ state: 'cancelled', reason: 'taken-back' }]);
      home.clock.advance(21 * HOUR);
      await remind(session, 'SAME_DAY');
      expect(await outbound(one)).toHaveLength(1);
    }
  });

  test('is reminded of as the child wished to be written to, and not where it wished for nothing', async () => {
    for (const [wishes, sent] of [
      [['NO_CONTACT'], 0],
      [['REPLY_HERE'], 0],
      [['SAY_OTHER'], 1],
      [[], 1],
    ] as const) {
      const one = await written();
      must(await setWishes(at(one.counsellor), { contact: one.contact, wishes, hours: null }));
      const session = await plan(one, later(DAY + HOUR));
      home.clock.advance(2 * HOUR);
      await remind(session);
      expect([wishes, (await outbound(one)).length]).toEqual([wishes, sent]);
      // Said later, it takes back what waits.
      must(await setWishes(at(one.counsellor), { contact: one.contact, wishes: ['NO_CONTACT'], hours: null }));
      expect((await outbound(one)).every(({ state }) => state === 'cancelled')).toBe(true);
    }
  });

  test('waits for the hours that the child said are safe, and for the end of the night', async () => {
    const states = async (one: Written) => {
      await sendDue(kernelOf());
      const { rows } = await home.owner.query(
        'select held from channels.outbound_message where account_id = $1 and state = $2',
        [one.account, 'waiting'],
      );
      return rows.map(({ held }) => held);
    };
    const one = await written();
    // Three to five in the afternoon; it is not that yet or any more.
    const hours = { from: 15 * 60, to: 17 * 60 };
    must(await setWishes(at(one.counsellor), { contact: one.contact, wishes: [], hours }));
    const other = await written();
    const midnight = new Date('2026-12-20T17:00:00Z');
    home.clock.advance(midnight.getTime() - 2 * DAY - home.clock.now().getTime());
    const sessions = [await plan(one, new Date(midnight.getTime() + DAY)), await plan(other, later(3 * DAY))];
    home.clock.advance(2 * DAY);
    for (const session of sessions) await remind(session);
    expect(await states(one)).toEqual(['safe-hours']);
    expect(await states(other)).toEqual(['quiet-hours']);
  });

  test('is reminded of by the template that its agency registered, and in our own words where the child asked for neutral ones', async () => {
    await registerTestTemplate(kernelOf(), {
      writer: testPerson('agency_admin', 'C111'),
      second: testPerson('111_supervisor', 'C111'),
      channel: 'telegram',
      ...REMINDER_TEMPLATE,
    });
    const words = async (one: Written) => {
      const session = await plan(one, later(DAY + HOUR));
      home.clock.advance(2 * HOUR);
      await remind(session);
      const account = await useAccount(home.platform(), one.account);
      const { rows } = await home.owner.query(
        'select id, sealed from channels.outbound_message where account_id = $1',
        [one.account],
      );
      return account && rows.map(({ id, sealed }) => openPayload(account.key, id, sealed));
    };
    const one = await written();
    expect(await words(one)).toMatchObject([
      { template: { id: 'T1' }, text: expect.stringMatching(/^Nhắc bạn: hẹn lúc \d\d:\d\d ngày/) },
    ]);
    const other = await written();
    must(await setWishes(at(other.counsellor), { contact: other.contact, wishes: ['SAY_OTHER'], hours: null }));
    const [plain] = (await words(other)) ?? [];
    expect(plain).not.toHaveProperty('template');
    expect(plain?.text).toMatch(/^Nhắc bạn: hẹn lúc/);
    await home.owner.query("delete from channels.message_template where code = 'nhac-hen'");
  });

  test('whose child goes on at our own page is reminded of there alone', async () => {
    const one = await written();
    const session = await plan(one, later(DAY + HOUR));
    await home.owner.query('update counselling.contact set answers_by = null where id = $1', [one.contact]);
    home.clock.advance(2 * HOUR);
    await remind(session);
    expect(await outbound(one)).toEqual([]);
    const again = { series: one.series, at: later(5 * DAY), minutes: 50, mode: 'PHONE' };
    const planAgain = async (childReminder: string) =>
      code(await planSession(at(one.counsellor), { ...again, childReminder }));
    expect(await planAgain('network')).toBe('session.no-network');
    expect(await planAgain('pigeon')).toBe('session.reminder-unknown');
    const own = await plan(one, later(5 * DAY), 'own-page');
    expect(await asked(own)).toEqual([]);
  });

  test('is not reminded of by what is no session, or no lead', async () => {
    for (const payload of [
      {},
      { session: 'x', lead: 'DAY_BEFORE' },
      { session: newId<'session'>(), lead: 'DAY_BEFORE' },
      { session: 7 },
    ])
      await remindSession(home.platform(), payload);
    const one = await written();
    const session = await plan(one, later(10 * MINUTE));
    await remind(session, 'YEAR_BEFORE');
    expect(await outbound(one)).toEqual([]);
  });
});

test('the words of a reminder say when and nothing else, in the free form as in the template', () => {
  const text = reminderText(new Date('2026-12-01T08:30:00Z'));
  expect(text).toBe('Nhắc bạn: hẹn lúc 15:30 ngày 01/12. Bạn không cần trả lời ở đây.');
  const telling = phraseFinder(
    ['WHO', 'WHAT'],
    [
      { code: 'WHO', words: '111|tổng đài|trẻ em|lá chắn|cán bộ|tư vấn|tham vấn|công an|chị|anh|em' },
      { code: 'WHAT', words: 'tâm lý|xâm hại|bạo lực|hồ sơ|báo cáo|giúp đỡ|buổi|nói chuyện' },
    ],
  );
  for (const words of [text, REMINDER_TEMPLATE.text]) expect(telling(words)).toEqual([]);
  expect(
    REMINDER_TEMPLATE.text
      .replaceAll(/\{(\w+):[A-Z]+\}/g, '{$1}')
      .replace('{gio}', '15:30')
      .replace('{ngay}', '01/12'),
  ).toBe(text);
});
