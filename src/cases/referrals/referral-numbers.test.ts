import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import {
  answerReferral,
  askAboutReferral,
  caseView,
  countReferrals,
  listReferrals,
  type ReferralStage,
  referralStages,
  revokeReferral,
  sendReferral,
} from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());
const stages = Object.keys(referralStages) as ReferralStage[];

/** What each place tells somebody of the referrals of one side, by where they stand. */
async function told(who: PersonActor, side: 'in' | 'out') {
  const ctx = await home.as(who);
  const rows = must(await listReferrals(ctx, { side }));
  const { rows: work } = must(await listWork(ctx, { kind: side === 'in' ? 'referral' : 'referral-question' }));
  const filtered: Partial<Record<ReferralStage, number>> = {};
  for (const stage of stages)
    filtered[stage] = must(await listReferrals(ctx, { side, statuses: referralStages[stage] })).length;
  return { rows, filtered, work, counts: must(await countReferrals(ctx, { side })) };
}

test('referrals are counted alike by the chips, the lists, the list of work and the case', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const facility = () => home.as(home.facility);
  const sent = async () => {
    const referral = await one.refer();
    return { referral, version: must(await sendReferral(await one.officer(), { referral, version: 1 })).version };
  };
  const answered = async (...acts: ('accept' | 'reject' | 'start-service' | 'finish')[]) => {
    let on = await sent();
    for (const act of acts)
      on = {
        ...on,
        version: must(
          await answerReferral(await facility(), {
            ...on,
            act,
            ...(act === 'reject' ? { reason: 'NO_CAPACITY' } : {}),
            ...(act === 'finish' ? { outcome: 'SAFE_STABLE' } : {}),
          }),
        ).version,
      };
    return on;
  };
  await one.refer();
  await sent();
  const asked = await sent();
  must(await askAboutReferral(await facility(), { ...asked, text: 'Câu hỏi giữ chỗ.' }));
  await answered('accept');
  await answered('accept', 'start-service');
  await answered('accept', 'start-service', 'finish');
  await answered('reject');
  must(await revokeReferral(await one.officer(), await sent()));

  const out = await told(home.officer, 'out');
  expect(out.counts).toEqual({
    stages: { draft: 1, waiting: 2, running: 2, done: 1, unserved: 1, revoked: 1 },
    asked: 1,
  });
  // The receiver is told of no draft and of nothing that was taken back.
  const came = await told(home.facility, 'in');
  expect(came.counts.stages).toEqual({ ...out.counts.stages, draft: 0, revoked: 0 });
  for (const { filtered, counts, rows } of [out, came]) {
    expect(filtered).toEqual(counts.stages);
    expect(rows).toHaveLength(Object.values(counts.stages).reduce((sum, count) => sum + count, 0));
  }
  expect(came.work.filter(({ act }) => act === 'answer')).toHaveLength(came.counts.stages.waiting);
  expect(came.work).toHaveLength(came.counts.stages.waiting + came.counts.stages.running);
  expect(out.work).toHaveLength(out.counts.asked);

  // The case names as many, each in the state that the list gives it, for whoever may read it.
  for (const who of [home.officer, home.chair]) {
    const ctx = await home.as(who);
    const listed = must(await listReferrals(ctx, { case: one.on.case }));
    const { file } = must(await caseView(ctx, one.on));
    const states = (rows: readonly { readonly id: string; readonly status: string }[]) =>
      rows.map(({ id, status }) => `${id} ${status}`).toSorted();
    expect(states(file?.referrals ?? [])).toEqual(states(listed));
    expect(listed).toHaveLength(8);
  }
});

test('the clock of an answer is one in the list and in the list of work', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const referral = await one.refer();
  must(await sendReferral(await one.officer(), { referral, version: 1 }));
  const { work, rows } = await told(home.facility, 'in');
  const row = rows.find(({ id }) => id === referral);
  expect(work.find(({ object }) => object.id === referral)?.clock).toMatchObject({
    startedAt: row?.sent_at,
    dueAt: row?.answer_due_at,
  });
});
