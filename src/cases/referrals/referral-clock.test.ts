import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { overseenClocks, sweepClocks } from '../../clocks/index.ts';
import { answerReferral, revokeReferral, sendReferral, viewReferral } from '../index.ts';
import { drive, openCasesHome, openOwnCase, triedAndChanged } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

async function sent(urgency: 'U2' | 'U3') {
  const one = drive(home, (await openOwnCase(home, { urgency, informationAt: home.clock.now() })).id);
  await one.to('PLAN_APPROVED');
  const referral = await one.refer();
  const { answerDue } = must(await sendReferral(await one.officer(), { referral, version: 1 }));
  return { one, referral, answerDue };
}

const clock = async (referral: string) =>
  (
    await home.owner.query(
      "select rule_id, owner_agency, due_at, status, escalated_agency from clocks.clock where object_kind = 'referral' and object_id = $1",
      [referral],
    )
  ).rows[0];
const holders = async (referral: string) =>
  (
    await home.owner.query<{ holder: string }>(
      `select distinct wrap.holder from kernel.wrapped_key as wrap join kernel.data_key as key on key.id = wrap.data_key_id
       where key.object_kind = 'referral' and key.object_id = $1 order by 1`,
      [referral],
    )
  ).rows.map((row) => row.holder);
const status = async (one: ReturnType<typeof drive>, referral: string) =>
  must(await viewReferral(await one.officer(), { referral, read: [] })).status;

it('runs from the sending by the rule of the case’s urgency, and is owed by the receiver', async () => {
  const { referral, answerDue } = await sent('U2');
  expect(await clock(referral)).toEqual({
    rule_id: 'DL-REF-ANSWER.U2.2025',
    owner_agency: 'FACILITY_A',
    due_at: answerDue,
    status: 'running',
    escalated_agency: null,
  });
  expect(answerDue.getTime() - home.clock.now().getTime()).toBe(24 * 3_600_000);
  const version = 2;
  must(await answerReferral(await home.as(home.facility), { referral, version, act: 'accept' }));
  expect((await clock(referral)).status).toBe('met');
});

it('runs on the working calendar, over a holiday and a corrected rule, on the referral’s own row too', async () => {
  const { one, referral, answerDue } = await sent('U3');
  // Three working days after 22 April: the 23rd, the 24th and, after the Kings’ day off, the 28th.
  expect(answerDue.toISOString()).toBe('2026-04-28T16:59:59.999Z');
  const change = { kind: 'correct', id: 'DL-REF-ANSWER.2025', to: { amount: 4 } } as const;
  must(await triedAndChanged(await home.as(home.ministry), change, 'Thử.'));
  const moved = new Date('2026-04-29T16:59:59.999Z');
  expect((await clock(referral)).due_at).toEqual(moved);
  expect(must(await viewReferral(await one.officer(), { referral, read: [] })).answerDue).toEqual(moved);
});

it('that ran out is raised to the province, and the referral ends so that another receiver is sought', async () => {
  const { one, referral } = await sent('U2');
  home.clock.advance(25 * 3_600_000);
  must(await sweepClocks(home.platform()));
  expect(await clock(referral)).toMatchObject({ status: 'breached', escalated_agency: 'SYT-01' });
  const province = await home.as(home.province);
  const late = must(await overseenClocks(province, { from: '2026-04-20', to: '2026-05-20', kind: 'referral' }));
  // The province oversees the clock; the referral is between its two agencies.
  expect(late.clocks.find((row) => row.subject.id === referral)).toMatchObject({
    breached: true,
    owner: 'FACILITY_A',
    subject: { kind: 'referral', reference: null, page: null },
  });
  expect(await holders(referral)).toEqual(['FACILITY_A', 'UBND-00004']);
  await home.work();
  expect(await status(one, referral)).toBe('EXPIRED');
  expect(await holders(referral)).toEqual(['UBND-00004']);
  expect((await clock(referral)).status).toBe('missed');
});

it('of a referral that is refused leaves its receiver no key to the copy', async () => {
  const { one, referral } = await sent('U2');
  const facility = await home.as(home.facility);
  must(await answerReferral(facility, { referral, version: 2, act: 'reject', reason: 'NO_CAPACITY' }));
  expect(await holders(referral)).toEqual(['UBND-00004']);
  expect(must(await viewReferral(await one.officer(), { referral, read: ['narrative'] })).texts).not.toEqual({});
});

it('falls away with a referral that its sender takes back, though the clock is another agency’s', async () => {
  const { one, referral } = await sent('U2');
  must(await revokeReferral(await one.officer(), { referral, version: 2 }));
  expect((await clock(referral)).status).toBe('cancelled');
});
