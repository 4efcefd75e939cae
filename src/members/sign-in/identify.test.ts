import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, newId, type PersonActor } from '../../kernel/index.ts';
import { createMachineClient } from '../machines/create-machine-client.ts';
import { restrictMachineClient } from '../machines/restrict-machine-client.ts';
import { openTestMembers } from '../members.testing.ts';
import { identify, identifyMachine, identifyRequest } from './identify.ts';

const house = fileFixture(() => openTestMembers());
const later = (ms: number) => new Date(house.clock.now().getTime() + ms);

describe('a person', () => {
  const give = async (kind: string, subject: string, until: Date) => {
    const object = newId();
    await house.owner.query(
      `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
       values ($1, 'case', $2, $3, $4, '{triage,narrative}', 'protection', 'x', 'referral', 'x', $5, $6)`,
      [newId(), object, kind, subject, later(-1_000), until],
    );
    return object;
  };
  const granted = (objectId: string, until: Date) => ({
    objectKind: 'case',
    objectId,
    fieldClasses: ['triage', 'narrative'],
    purpose: 'protection',
    origin: 'referral',
    until,
  });
  const grantsOf = async (cookie: string) =>
    ((await identify(house.kernel, cookie, 'desk')) as PersonActor).grants.toSorted((a, b) =>
      a.objectId < b.objectId ? -1 : 1,
    );

  test('comes with the grants that reach them, through a desk too, each until its moment', async () => {
    const until = later(60_000);
    const person = await house.person('C111', [{ role: '111_counsellor', desk: '111-intake' }]);
    const other = await house.person('C111', ['111_agent']);
    const [own, ofDesk] = [await give('person', person.id, until), await give('desk', '111-intake', until)];
    await give('person', other.id, until);
    await give('desk', 'another-desk', until);
    const cookie = await house.cookie(person);
    expect(await grantsOf(cookie)).toEqual([own, ofDesk].toSorted().map((object) => granted(object, until)));
    house.clock.advance(60_000);
    expect(await grantsOf(cookie)).toEqual([]);
  });

  test('without a role has none, and one to the agency reaches only who works on cases there', async () => {
    const until = later(60_000);
    const [administrator, nobody] = [await house.person('SYT-01', ['agency_admin']), await house.person('SYT-01', [])];
    await give('person', nobody.id, until);
    const ofAgency = await give('agency', 'SYT-01', until);
    expect(await grantsOf(await house.cookie(nobody))).toEqual([]);
    expect(await grantsOf(await house.cookie(administrator))).toEqual([]);
    const officer = await house.person('SYT-01', [{ role: 'province_child_officer', province: '01' }]);
    expect(await grantsOf(await house.cookie(officer))).toEqual([granted(ofAgency, until)]);
  });

  test('whose browser shows a certificate of another purpose is still that person', async () => {
    const cookie = await house.cookie(await house.person('C111', ['111_agent']));
    const ask = (headers: Record<string, string>, certificate?: string) =>
      identifyRequest(house.kernel)(new Request('http://localhost/', { headers }), 'desk', {
        address: '203.0.113.1',
        ...(certificate === undefined ? {} : { certificate }),
      });
    expect((await ask({ cookie }, 'ab'.repeat(32))).kind).toBe('person');
    expect(await ask({}, 'ab'.repeat(32))).toEqual(anonymous);
    expect(await ask({})).toEqual(anonymous);
    // Who shows a key means the key.
    expect(await ask({ cookie, authorization: 'Bearer x' }, 'ab'.repeat(32))).toEqual(anonymous);
  });
});

test('a machine with what is registered for it is that machine, and with anything wrong beside it is nobody', async () => {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  const made = async (name: string) =>
    must(await createMachineClient(sysadmin, { agency: 'NCMEC', name, scopes: ['hash.match'] }));
  const [ofCertificate, ofAddress] = [await made('certificate'), await made('address')];
  const certificate = 'cd'.repeat(32);
  must(
    await restrictMachineClient(sysadmin, {
      client: ofCertificate.client.id,
      certificates: [certificate],
      addresses: [],
    }),
  );
  must(
    await restrictMachineClient(sysadmin, {
      client: ofAddress.client.id,
      certificates: [],
      addresses: ['203.0.113.0/24'],
    }),
  );
  const kind = async (...asked: Parameters<typeof identifyMachine> extends [unknown, ...infer Rest] ? Rest : never) =>
    (await identifyMachine(house.kernel, ...asked)).kind;
  const address = '203.0.113.1';
  const shown = { address, certificate };
  expect(await kind(null, shown)).toBe('machine');
  expect(await kind(`Bearer ${ofCertificate.key}`, shown)).toBe('machine');
  const { key } = ofCertificate;
  const other = `${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`;
  for (const wrong of ['Bearer x', 'x', `Bearer ${other}`, `Bearer ${ofAddress.key}x`])
    expect([wrong, await kind(wrong, shown)]).toEqual([wrong, 'anonymous']);
  expect(await kind(`Bearer ${ofCertificate.key}`)).toBe('anonymous');
  expect(await kind(null)).toBe('anonymous');
  // Where an address is asked for, none is not enough.
  expect(await kind(`Bearer ${ofAddress.key}`, { address })).toBe('machine');
  expect(await kind(`Bearer ${ofAddress.key}`, { address: '198.51.100.1' })).toBe('anonymous');
  expect(await kind(`Bearer ${ofAddress.key}`)).toBe('anonymous');
  // Through the API, where a proof that held is believed for a moment: for what was shown, all of it, and nothing else.
  const known = identifyRequest(house.kernel);
  const client = async (key: string | undefined, connection: { address: string; certificate?: string }) => {
    const headers = key === undefined ? undefined : { authorization: `Bearer ${key}` };
    const actor = await known(new Request('http://localhost/', headers && { headers }), 'desk', connection);
    return actor.kind === 'machine' ? actor.client : actor.kind;
  };
  const [first, second] = [ofCertificate.client.id, ofAddress.client.id];
  expect(await client(undefined, shown)).toBe(first);
  expect(await client(ofAddress.key, { address })).toBe(second);
  expect(await client(ofAddress.key, { address: '198.51.100.1' })).toBe('anonymous');
  expect(await client(ofCertificate.key, shown)).toBe(first);
  expect(await client(ofCertificate.key, { address })).toBe('anonymous');
  expect(await client(undefined, { address })).toBe('anonymous');
});
