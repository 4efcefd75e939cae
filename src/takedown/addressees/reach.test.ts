import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { changeMembership, enterAgreement, enterMembership } from '../../members/index.ts';
import { MEMBER, openOrdersHome } from '../orders/orders.testing.ts';
import { reachOverlaps, readReach } from './addressee.ts';
import { claimReach, decideReach, endReach, listReachClaims } from './claim-reach.ts';
import { listAddressees } from './list-addressees.ts';

const OTHER = 'MAU-NHA-MANG';
const home = fileFixture(() => openOrdersHome());
const coordinator = testPerson('vncop_coordinator', 'MPS-A05', { functions: ['COORDINATE_VNCOP'] });
const as = (actor: typeof coordinator) => home.context(actor);

async function member(agency: string, until?: string): Promise<void> {
  const ctx = as(coordinator);
  const { id } = must(await enterMembership(ctx, { agency, kind: 'PLATFORM', joinedOn: '2026-01-05' }));
  must(await changeMembership(ctx, { membership: id, state: 'ACTIVE' }));
  must(
    await enterAgreement(ctx, {
      agency,
      reference: 'MAU-1',
      covers: ['ORDERS', 'DRILLS'],
      validFrom: '2026-01-05',
      validTo: until,
    }),
  );
}

describe('what an organisation can act on', () => {
  it('is claimed by itself, holds when somebody else says so, and is nobody’s own word', async () => {
    await member(MEMBER);
    await member(OTHER, '2026-11-01');
    const { id } = await home.addressee({ agency: MEMBER, reach: [{ kind: 'DOMAIN', value: 'mau.example' }] });
    const { member: person, stranger, orderer } = home.officers;
    expect(code(await claimReach(as(person), { addressee: id, kind: 'NETBLOCK', value: '203.0.113.5/24' }))).toBe(
      'addressee-reach.unusable',
    );
    expect(code(await claimReach(as(person), { addressee: id, kind: 'DOMAIN', value: 'mau.example' }))).toBe(
      'addressee-reach.there-already',
    );
    expect(code(await claimReach(as(stranger), { addressee: id, kind: 'ASN', value: 'AS64500' }))).toBe(
      'addressee.not-found',
    );
    const claim = must(await claimReach(as(person), { addressee: id, kind: 'ASN', value: ' AS64500 ' }));
    expect(claim.state).toBe('CLAIMED');
    const seen = must(await listAddressees(as(person))).find((one) => one.id === id);
    expect(seen?.reach.map(({ value, state }) => [value, state])).toEqual([
      ['64500', 'CLAIMED'],
      ['mau.example', 'HOLDS'],
    ]);
    expect(code(await decideReach(as(person), { addressee: id, reach: claim.id, decision: 'HOLDS' }))).toBe(
      'access.not-permitted',
    );
    must(await decideReach(as(orderer), { addressee: id, reach: claim.id, decision: 'HOLDS' }));
    expect(code(await decideReach(as(orderer), { addressee: id, reach: claim.id, decision: 'REFUSED' }))).toBe(
      'addressee-reach.not-found',
    );
    // By no statement either.
    const forged = must(await claimReach(as(person), { addressee: id, kind: 'DOMAIN', value: 'ngan-hang.example' }));
    await expect(
      as(person).transaction(async (tx) => {
        await tx.rows(
          "update takedown.addressee_reach set state = 'HOLDS', decided_by = $2, decided_at = now() where id = $1",
          [forged.id, orderer.person],
        );
        return { ok: true, value: undefined } as const;
      }),
    ).rejects.toThrow(/decided by others/);
  });

  it('shows the coordinator what a forged claim overlaps, and ends the other only where that is said', async () => {
    const { id: bank } = await home.addressee(
      { name: 'Ngân hàng mẫu', reach: [{ kind: 'DOMAIN', value: 'ngan-hang.example' }] },
      [],
    );
    const { stranger, orderer } = home.officers;
    const claims = must(await listReachClaims(as(coordinator)));
    const [forged] = claims;
    expect(claims).toHaveLength(1);
    expect(forged).toMatchObject({
      value: 'ngan-hang.example',
      mayDecide: true,
      overlaps: [{ addressee: bank, holds: true }],
    });
    // A member sees its own claims, and nothing of whose they are besides.
    expect(must(await listReachClaims(as(home.officers.member)))[0]?.overlaps).toEqual([]);
    expect(must(await listReachClaims(as(stranger)))).toEqual([]);
    must(
      await decideReach(as(coordinator), {
        addressee: forged?.addressee.id ?? '',
        reach: forged?.id ?? '',
        decision: 'REFUSED',
      }),
    );
    const of = async (id: string) =>
      must(await listAddressees(as(orderer)))
        .find((one) => one.id === id)
        ?.reach.map(({ value }) => value);
    expect(await of(bank)).toEqual(['ngan-hang.example']);
    // A claim on the name below it, this time true.
    const { id: heir } = await home.addressee({ name: 'Nền tảng mẫu hai' }, []);
    const { id: reach } = must(
      await claimReach(as(orderer), { addressee: heir, kind: 'DOMAIN', value: 'vi.ngan-hang.example' }),
    );
    expect(must(await listReachClaims(as(coordinator)))).toEqual([]);
    must(await endReach(as(orderer), { addressee: heir, reach }));
    expect(code(await endReach(as(orderer), { addressee: heir, reach }))).toBe('addressee-reach.not-found');
  });

  it('is claimed by nobody whose agreement has ended', async () => {
    const { id } = await home.addressee({ agency: OTHER, kind: 'ISP' });
    expect(code(await claimReach(as(home.officers.stranger), { addressee: id, kind: 'ASN', value: '64501' }))).toBe(
      'addressee-reach.no-agreement',
    );
  });
});

it('what is given is read as one thing: no block with bits behind its prefix, no private or whole world', () => {
  const net = (value: string) => readReach('NETBLOCK', value);
  expect(net('8.8.8.0/24')).toBe('8.8.8.0/24');
  expect(net('2001:0DB8:0::/32')).toBe('2001:db8::/32');
  for (const wrong of [
    '8.8.8.8/24',
    '10.0.0.0/8',
    '127.0.0.0/8',
    '0.0.0.0/0',
    '8.0.0.0/4',
    '8.8.8.0',
    '8.8.8.0/33',
    '010.8.8.0/24',
    'fe80::/10',
    '::/0',
    'fc00::/7',
    ' /8',
    '1/8',
  ])
    expect([wrong, net(wrong)]).toEqual([wrong, undefined]);
  const overlaps = (kind: 'DOMAIN' | 'NETBLOCK' | 'ASN', one: string, other: string) =>
    reachOverlaps({ kind, value: one }, { kind, value: other });
  expect(overlaps('DOMAIN', 'a.mau.example', 'mau.example')).toBe(true);
  expect(overlaps('DOMAIN', 'khacmau.example', 'mau.example')).toBe(false);
  expect(overlaps('NETBLOCK', '203.0.113.0/24', '203.0.113.128/25')).toBe(true);
  expect(overlaps('NETBLOCK', '203.0.113.0/25', '203.0.113.128/25')).toBe(false);
  expect(overlaps('NETBLOCK', '203.0.113.0/24', '2001:db8::/32')).toBe(false);
  expect(overlaps('ASN', '64500', '6450')).toBe(false);
});
