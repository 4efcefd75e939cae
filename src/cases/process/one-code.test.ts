import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import {
  caseView,
  listCases,
  listOwnTracks,
  listReferrals,
  openTrack,
  sendReferral,
  transferCase,
  viewReferral,
} from '../index.ts';
import { drive, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());

it('one code stands on the case, on what was referred and on the tracks, and each is found by it', async () => {
  const opened = await openOwnCase(home);
  const one = drive(home, opened.id);
  const { reference } = opened;
  const referral = await one.refer();
  const police = await one.refer({
    purpose: 'POLICE',
    to: { agency: 'CAX-00004' },
    facts: { REASON: 'a', EVENTS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' },
  });
  for (const id of [referral, police]) must(await sendReferral(await one.officer(), { referral: id, version: 1 }));
  must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }));
  for (const [who, id] of [
    [home.facility, referral],
    [home.police, police],
    [home.officer, referral],
  ] as const) {
    expect(must(await viewReferral(await home.as(who), { referral: id })).reference).toBe(reference);
    const side = who === home.officer ? 'out' : 'in';
    expect(must(await listReferrals(await home.as(who), { side, reference })).map((row) => row.id)).toContain(id);
    expect(must(await listReferrals(await home.as(who), { side, reference: '0000-0000' }))).toEqual([]);
  }
  // It names the matter and opens nothing of it: the receiver of one part finds no other.
  expect(must(await listReferrals(await home.as(home.otherFacility), { side: 'in', reference }))).toEqual([]);
  expect(must(await listReferrals(await home.as(home.facility), { side: 'in', reference }))).toHaveLength(1);
  expect(must(await listOwnTracks(await home.as(home.police)))).toMatchObject([
    { kind: 'offence', reference, from: 'UBND-00004' },
  ]);
});

it('a child who moves keeps the code: the old case and the new one are one matter', async () => {
  const opened = await openOwnCase(home);
  const one = drive(home, opened.id);
  const moved = must(
    await transferCase(await one.chair(), {
      ...one.on,
      version: await one.version(),
      commune: NEIGHBOUR,
      reason: 'Nội dung.',
    }),
  );
  await home.work();
  expect(moved.reference).toBe(opened.reference);
  const fresh = must(await caseView(await home.as(home.neighbourOfficer), { case: moved.case }));
  expect(fresh.overview).toMatchObject({ reference: opened.reference, transferredFrom: opened.id });
  const found = must(await listCases(await home.as(home.province), { reference: opened.reference, scope: 'all' }));
  expect(found.cases.map((row) => row.id).sort()).toEqual([opened.id, moved.case].sort());
});
