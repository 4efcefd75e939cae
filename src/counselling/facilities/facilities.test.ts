import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openCasesHome } from '../../cases/testing.ts';
import { HOUR, type PersonActor } from '../../kernel/index.ts';
import { type DescribeFacility, describeFacility, sayRoom } from './describe-facility.ts';
import { facilityRule, nearnessOf, roomOf } from './facility.ts';
import { type FacilityQuery, listFacilities, ownFacility } from './list-facilities.ts';

const home = fileFixture(() => openCasesHome());

/** Ba Đình in Hà Nội. */
const described: DescribeFacility = {
  services: ['PSYCHOSOCIAL', 'SHELTER'],
  commune: '00004',
  address: 'Số 1 đường Mẫu',
  phone: '024 0000 0000',
  hours: 'Thứ hai đến thứ sáu, 8 giờ đến 17 giờ',
  agesFrom: 6,
  agesTo: 17,
};
const describe_ = async (who: PersonActor, more: Partial<DescribeFacility> = {}) =>
  describeFacility(await home.as(who), { ...described, ...more });
const room = async (who: PersonActor, said: Parameters<typeof sayRoom>[1]) => sayRoom(await home.as(who), said);
const list = async (query: FacilityQuery = {}, who = home.officer) =>
  must(await listFacilities(await home.as(who), query)).facilities;
const codes = async (query: FacilityQuery) => (await list(query)).map(({ agency }) => agency);

it('stands in the directory before it describes itself, and says so', async () => {
  expect(await list()).toMatchObject([
    { agency: 'FACILITY_A', described: false, room: 'unknown', stale: false },
    { agency: 'FACILITY_B', described: false },
  ]);
  expect(must(await ownFacility(await home.as(home.facility))).facility).toBeNull();
  expect(code(await room(home.facility, { taking: true }))).toBe('facility.not-described');
});

it('is described by its own people alone', async () => {
  must(await describe_(home.facility));
  must(await describe_(home.otherFacility, { commune: '20242', services: ['MEDICAL'], address: 'Số 2 đường Mẫu' }));
  expect(must(await ownFacility(await home.as(home.facility))).facility).toMatchObject({
    agency: 'FACILITY_A',
    province: '01',
    commune: '00004',
    services: ['PSYCHOSOCIAL', 'SHELTER'],
  });
  const administrator = await home.person('agency_admin', 'FACILITY_A');
  for (const who of [home.officer, home.province, home.counsellor, administrator]) {
    expect(code(await describe_(who))).toBe('access.not-permitted');
    expect(code(await room(who, { taking: true }))).toBe('access.not-permitted');
  }
  for (const who of [home.police, administrator])
    expect(code(await listFacilities(await home.as(who), {}))).toBe('access.not-permitted');
});

it('refuses services, places and ages that are none', async () => {
  const wrong: readonly [Partial<DescribeFacility>, string][] = [
    [{ services: [] }, 'facility.service-unknown'],
    [{ services: ['MAGIC'] }, 'facility.service-unknown'],
    [{ commune: '01' }, 'facility.commune-unknown'],
    [{ commune: '99999' }, 'facility.commune-unknown'],
    [{ agesFrom: 12, agesTo: 6 }, 'facility.ages-unusable'],
    [{ agesTo: 19 }, 'facility.ages-unusable'],
    [{ agesFrom: 0.5 }, 'facility.ages-unusable'],
    [{ address: ' ' }, 'text.empty'],
    [{ hours: 'a'.repeat(201) }, 'text.too-long'],
  ];
  for (const [more, refusal] of wrong)
    expect([more, code(await describe_(home.facility, more))]).toEqual([more, refusal]);
  for (const said of [{ freePlaces: -1 }, { freePlaces: 1_000 }, { waitDays: 2.5 }, { waitDays: 366 }])
    expect(code(await room(home.facility, { taking: true, ...said }))).toBe('facility.room-unusable');
});

it('tells its room in one press, which grows old until it is confirmed', async () => {
  must(await room(home.facility, { taking: true, freePlaces: 3, waitDays: 0 }));
  const own = async () => (await list()).find(({ agency }) => agency === 'FACILITY_A');
  expect(await own()).toMatchObject({ room: 'free', freePlaces: 3, stale: false, saidAt: home.clock.now() });
  home.clock.advance(facilityRule.get('CAPACITY_FRESH').hours * HOUR);
  expect((await own())?.stale).toBe(false);
  home.clock.advance(1);
  expect(await own()).toMatchObject({ room: 'free', freePlaces: 3, stale: true });
  must(await room(home.facility, { taking: true, freePlaces: 3, waitDays: 0 }));
  expect((await own())?.stale).toBe(false);
  expect(
    [
      { taking: null, free_places: null, wait_days: null },
      { taking: false, free_places: 4, wait_days: null },
      { taking: true, free_places: 0, wait_days: null },
      { taking: true, free_places: 1, wait_days: 14 },
      { taking: true, free_places: null, wait_days: null },
    ].map(roomOf),
  ).toEqual(['unknown', 'full', 'full', 'waiting', 'free']);
});

it('is found by name and place without diacritics, and by its service', async () => {
  expect(await codes({ text: 'ba dinh' })).toEqual(['FACILITY_A']);
  expect(await codes({ text: 'Ba Đình' })).toEqual(['FACILITY_A']);
  expect(await codes({ text: 'ha noi' })).toEqual(['FACILITY_A']);
  expect(await codes({ text: 'da nang duong mau' })).toEqual(['FACILITY_B']);
  expect(await codes({ text: 'khong dau ca' })).toEqual([]);
  expect(await codes({ service: 'SHELTER' })).toEqual(['FACILITY_A']);
  expect(await codes({ service: 'MEDICAL', text: 'ba dinh' })).toEqual([]);
});

it('stands nearest first, and among those as near the one that has room by what it said lately', async () => {
  expect((await list({ near: '20242' })).map(({ agency, nearness }) => [agency, nearness])).toEqual([
    ['FACILITY_B', 0],
    ['FACILITY_A', 3],
  ]);
  expect((await codes({ near: '00008' }))[0]).toBe('FACILITY_A');
  const from = { commune: '00004', province: '01' };
  expect(nearnessOf({ commune_code: '00008', province_code: '01' }, from)).toBe(1);
  expect(nearnessOf({ commune_code: '00000', province_code: '24' }, from)).toBe(2);
  // Both in one province now: room that was said long ago counts for nothing.
  must(await describe_(home.otherFacility, { commune: '00008' }));
  must(await room(home.otherFacility, { taking: true, waitDays: 30 }));
  expect((await codes({ near: '00010' })).slice(0, 2)).toEqual(['FACILITY_A', 'FACILITY_B']);
  home.clock.advance(73 * HOUR);
  must(await room(home.otherFacility, { taking: true, waitDays: 30 }));
  expect((await codes({ near: '00010' })).slice(0, 2)).toEqual(['FACILITY_B', 'FACILITY_A']);
});
