import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, HOUR } from '../../kernel/index.ts';
import { createMachineClient } from '../machines/create-machine-client.ts';
import { listOwnMachines } from '../machines/list-own-machines.ts';
import { renewMachineKey } from '../machines/renew-machine-key.ts';
import { openTestMembers } from '../members.testing.ts';
import { identifyMachine } from '../sign-in/identify.ts';
import { changeMembership } from './change-membership.ts';
import { endAgreement, enterAgreement } from './enter-agreement.ts';
import { enterMembership } from './enter-membership.ts';
import { addNetworkDuty, endNetworkDuty, replaceRoster } from './keep-duty.ts';
import { listMemberships, memberDetail } from './list-memberships.ts';
import { agreementHolds, gapsOfMember, nightAfter } from './membership.ts';

const ONE = 'MAU-NEN-TANG';
const OTHER = 'MAU-NHA-MANG';
const house = fileFixture(async () => {
  const home = await openTestMembers();
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified)
     values ($1, 'Nền tảng mẫu', 'Sample platform', 'PLATFORM', 'PRIVATE', 'test', false), ($2, 'Nhà mạng mẫu', 'Sample provider', 'ISP', 'PRIVATE', 'test', false)`,
    [ONE, OTHER],
  );
  return home;
});
const coordinator = testPerson('vncop_coordinator', 'MPS-A05', { functions: ['COORDINATE_VNCOP'] });
const former = testPerson('vncop_coordinator', 'MPS-A05', { functions: [] });
const member = testPerson('platform_contact', ONE);
const stranger = testPerson('isp_contact', OTHER);
const as = (actor: typeof member) => house.context(actor);
const today = '2026-11-24';
const always = { name: 'Bàn trực mẫu', phone: '0900 000 111', days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_440 };

/** A member that was taken in. */
async function taken(agency: string, kind = 'PLATFORM'): Promise<string> {
  const { id } = must(await enterMembership(as(coordinator), { agency, kind, joinedOn: '2026-01-05' }));
  must(await changeMembership(as(coordinator), { membership: id, state: 'ACTIVE' }));
  return id;
}

describe('members of the network', () => {
  it('are entered by the coordinator while its agency holds the function, once, and move between their states', async () => {
    const input = { agency: ONE, kind: 'PLATFORM', joinedOn: '2026-01-05' };
    for (const nobody of [former, member, testPerson('takedown_officer', 'MPS-A05')])
      expect(code(await enterMembership(as(nobody), input))).toBe('members.not-permitted');
    expect(code(await enterMembership(as(coordinator), { ...input, kind: 'FRIEND' }))).toBe('membership.unusable');
    expect(code(await enterMembership(as(coordinator), { ...input, joinedOn: '2026-02-30' }))).toBe(
      'membership.unusable',
    );
    expect(code(await enterMembership(as(coordinator), { ...input, agency: 'KHONG-CO' }))).toBe('agency.unknown');
    const { id } = must(await enterMembership(as(coordinator), input));
    expect(code(await enterMembership(as(coordinator), input))).toBe('membership.there-already');
    expect(code(await changeMembership(as(coordinator), { membership: id, state: 'SUSPENDED' }))).toBe(
      'membership.wrong-state',
    );
    must(await changeMembership(as(coordinator), { membership: id, version: 1, state: 'ACTIVE' }));
    expect(code(await changeMembership(as(coordinator), { membership: id, version: 1, state: 'ENDED' }))).toBe(
      'record.changed-meanwhile',
    );
    expect(code(await changeMembership(as(member), { membership: id, state: 'ENDED' }))).toBe('access.not-permitted');
    must(await changeMembership(as(coordinator), { membership: id, state: 'ENDED' }));
    expect(code(await changeMembership(as(coordinator), { membership: id, state: 'ACTIVE' }))).toBe(
      'access.not-permitted',
    );
    // What has ended can begin anew.
    await taken(ONE);
    await taken(OTHER, 'TELCO_ISP');
  });

  it('see themselves and no other, by no door', async () => {
    expect(must(await listMemberships(as(member))).map(({ agency }) => agency)).toEqual([ONE, ONE]);
    expect(code(await memberDetail(as(member), { agency: OTHER }))).toBe('membership.not-found');
    expect(code(await memberDetail(as(stranger), { agency: ONE }))).toBe('membership.not-found');
    expect(code(await addNetworkDuty(as(stranger), { agency: ONE, ...always }))).toBe('members.not-permitted');
    expect(code(await listMemberships(as(testPerson('111_counsellor', 'C111'))))).toBe('members.not-permitted');
    const { id } = must(await addNetworkDuty(as(member), { agency: ONE, ...always }));
    expect(code(await endNetworkDuty(as(stranger), { duty: id }))).toBe('network-duty.not-found');
    must(await endNetworkDuty(as(member), { duty: id }));
    must(await endNetworkDuty(as(member), { duty: id }));
    expect(must(await memberDetail(as(member), { agency: ONE })).duty).toEqual([]);
  });

  it('have agreements that hold from their first day to their last, and are told when none does', async () => {
    const first = { agency: ONE, reference: '12/TT-MAU', covers: ['ORDERS', 'DRILLS'], validFrom: '2026-01-05' };
    for (const [wrong, at] of [
      [{ ...first, reference: ' ' }, 'reference'],
      [{ ...first, covers: [] }, 'covers'],
      [{ ...first, covers: ['EVERYTHING'] }, 'covers'],
      [{ ...first, validTo: '2026-01-04' }, 'validTo'],
    ] as const) {
      const refused = await enterAgreement(as(coordinator), wrong);
      expect([code(refused), refused.ok ? undefined : refused.refusal.field]).toEqual(['agreement.unusable', at]);
    }
    expect(code(await enterAgreement(as(member), first))).toBe('members.not-permitted');
    must(await enterAgreement(as(coordinator), { ...first, validTo: '2026-11-23' }));
    const gaps = async () => must(await memberDetail(as(member), { agency: ONE })).gaps;
    expect(await gaps()).toContain('NO_AGREEMENT');
    const { id } = must(await enterAgreement(as(coordinator), { ...first, validTo: '2026-12-10' }));
    expect(await gaps()).toContain('AGREEMENT_ENDS_SOON');
    must(await endAgreement(as(coordinator), { agreement: id }));
    expect(code(await endAgreement(as(coordinator), { agreement: id }))).toBe('access.not-permitted');
    // The day on which it is ended is its last.
    expect(await gaps()).not.toContain('NO_AGREEMENT');
  });

  it('renew their own key while an agreement holds; the one before works for a day more', async () => {
    const admin = house.context(testPerson('sysadmin', 'MOH'));
    const { client, key } = must(
      await createMachineClient(admin, { agency: ONE, name: 'Máy mẫu', scopes: ['order.answer'] }),
    );
    const shows = (shown: string) => identifyMachine(house.kernel, `Bearer ${shown}`).then(({ kind }) => kind);
    expect(code(await renewMachineKey(as(stranger), { client: client.id }))).toBe('machine-client.unknown');
    expect(must(await listOwnMachines(as(stranger)))).toEqual([]);
    const renewed = must(await renewMachineKey(as(member), { client: client.id }));
    expect(renewed.key).not.toBe(key);
    expect([await shows(key), await shows(renewed.key)]).toEqual(['machine', 'machine']);
    expect(must(await listOwnMachines(as(member)))[0]?.lastSeenAt).toEqual(house.clock.now());
    house.clock.set(new Date(house.clock.now().getTime() + DAY + HOUR));
    expect([await shows(key), await shows(renewed.key)]).toEqual(['anonymous', 'machine']);
    // Its agreement ended yesterday: no new key, and the present one works on.
    expect(code(await renewMachineKey(as(member), { client: client.id }))).toBe('membership.no-agreement');
    expect(await shows(renewed.key)).toBe('machine');
  });

  it('say who is on duty, and the coordinator finds who is missing what', async () => {
    for (const [field, wrong] of Object.entries({
      name: { name: '' },
      phone: { phone: 'gọi tôi' },
      days: { days: [8] },
      from: { from: 1_440 },
      to: { to: -1 },
      validTo: { validFrom: '2026-12-02', validTo: '2026-12-01' },
    })) {
      const refused = await addNetworkDuty(as(member), { agency: ONE, ...always, ...wrong });
      expect([code(refused), refused.ok ? undefined : refused.refusal.field]).toEqual(['network-duty.unusable', field]);
    }
    must(await addNetworkDuty(as(member), { agency: ONE, ...always, from: 420, to: 1_380 }));
    const seen = must(await memberDetail(as(coordinator), { agency: ONE }));
    expect(seen.duty[0]).toMatchObject({ phone: '0900000111', now: true });
    expect(seen.hours).toBe(112);
    expect(must(await listMemberships(as(coordinator), { gap: 'GAP_TONIGHT' })).map(({ agency }) => agency)).toEqual([
      ONE,
    ]);
    expect(must(await listMemberships(as(coordinator), { gap: 'NOBODY_ON_DUTY' })).map(({ agency }) => agency)).toEqual(
      [OTHER],
    );
    must(await addNetworkDuty(as(coordinator), { agency: ONE, ...always, from: 1_380, to: 420 }));
    expect(must(await memberDetail(as(member), { agency: ONE })).dutyGaps).toEqual([]);
  });

  it('have a roster that their own system brings whole: what stood already stays, what is gone ends, nobody at all is refused', async () => {
    const machine = (agency: string, ...scopes: string[]) =>
      house.context({ kind: 'machine', client: 'may-lich-truc', agency, scopes });
    const plan = machine(ONE, 'roster.keep');
    const night = { ...always, name: 'Ca đêm mẫu', from: 1_380, to: 420 };
    const first = must(
      await replaceRoster(plan, { agency: ONE, roster: [{ ...always, from: 420, to: 1_380 }, night] }),
    );
    expect(first).toEqual({ entered: 1, ended: 1 });
    const before = must(await memberDetail(plan, { agency: ONE })).duty.map(({ id }) => id);
    // A day later the same plan is the same roster.
    house.clock.advance(DAY);
    const again = machine(ONE, 'roster.keep');
    expect(
      must(await replaceRoster(again, { agency: ONE, roster: [night, { ...always, from: 420, to: 1_380 }] })),
    ).toEqual({ entered: 0, ended: 0 });
    expect(must(await memberDetail(again, { agency: ONE })).duty.map(({ id }) => id)).toEqual(before);
    for (const roster of [[], Array.from({ length: 61 }, () => always)])
      expect(code(await replaceRoster(again, { agency: ONE, roster }))).toBe('network-duty.unusable');
    // One line that cannot be read leaves the whole roster as it was.
    expect(code(await replaceRoster(again, { agency: ONE, roster: [always, { ...night, days: [8] }] }))).toBe(
      'network-duty.unusable',
    );
    expect(must(await memberDetail(again, { agency: ONE })).duty).toHaveLength(2);
    for (const nobody of [machine(OTHER, 'roster.keep'), machine(ONE, 'membership.fetch'), as(stranger)])
      expect(code(await replaceRoster(nobody, { agency: ONE, roster: [always] }))).toBe('members.not-permitted');
    expect(must(await memberDetail(machine(ONE, 'membership.fetch'), { agency: ONE })).agency).toBe(ONE);
    expect(code(await memberDetail(machine(OTHER, 'membership.fetch'), { agency: ONE }))).toBe('membership.not-found');
    const listed = must(await listMemberships(machine(ONE, 'membership.fetch')));
    expect(new Set(listed.map(({ agency }) => agency))).toEqual(new Set([ONE]));
    must(await replaceRoster(as(member), { agency: ONE, roster: [always] }));
    expect(must(await memberDetail(as(member), { agency: ONE })).duty).toHaveLength(1);
  });
});

it('the night of a roster begins in the evening, is the rest of it where it has begun, and goes past Sunday', () => {
  const at = (text: string) => nightAfter(new Date(`${text}+07:00`));
  expect(at('2026-11-24T09:00:00')).toEqual({ from: 1_440 + 18 * 60, to: 2 * 1_440 + 7 * 60 });
  expect(at('2026-11-24T22:30:00')).toEqual({ from: 1_440 + 22 * 60 + 30, to: 2 * 1_440 + 7 * 60 });
  expect(at('2026-11-24T03:00:00')).toEqual({ from: 1_440 + 3 * 60, to: 1_440 + 7 * 60 });
  expect(at('2026-11-29T20:00:00')).toEqual({ from: 6 * 1_440 + 20 * 60, to: 7 * 1_440 + 7 * 60 });
});

it('an agreement holds on its first and its last day, and what is missing is named in its order', () => {
  const days = { validFrom: '2026-11-24', validTo: '2026-11-24', endedOn: null };
  expect(['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => agreementHolds(days, day))).toEqual([
    false,
    true,
    false,
  ]);
  expect(agreementHolds({ ...days, validTo: null, endedOn: '2026-11-24' }, '2026-11-25')).toBe(false);
  const now = new Date(`${today}T02:00:00Z`);
  expect(gapsOfMember({ agreements: [], duty: [], people: 0, keysUnused: true }, now, today)).toEqual([
    'NO_AGREEMENT',
    'NOBODY_ON_DUTY',
    'NOBODY_SIGNS_IN',
    'KEY_UNUSED',
  ]);
});
