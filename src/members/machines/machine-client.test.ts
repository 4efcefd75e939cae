import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous } from '../../kernel/index.ts';
import { openTestMembers } from '../members.testing.ts';
import { identifyMachine, identifyRequest } from '../sign-in/identify.ts';
import { createMachineClient } from './create-machine-client.ts';
import { listMachineClients } from './list-machine-clients.ts';
import { revokeMachineClient } from './revoke-machine-client.ts';

const house = fileFixture(() => openTestMembers());

test('a key names its machine; a forged, changed, expired or revoked one is nobody', async () => {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  const validTo = new Date(house.clock.now().getTime() + 600_000);
  const { client, key } = must(
    await createMachineClient(sysadmin, {
      agency: 'NCMEC',
      name: 'CyberTipline',
      scopes: ['report.file', 'report.file'],
      validTo,
    }),
  );
  expect(key).toMatch(/^lachan_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  const actor = { kind: 'machine', client: client.id, agency: 'NCMEC', scopes: ['report.file'] };
  expect(await identifyMachine(house.kernel, `Bearer ${key}`)).toEqual(actor);
  // Tools of hash exchanges can only send a name and a password, or a header of their own.
  const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  expect(await identifyMachine(house.kernel, basic(client.id, key))).toEqual(actor);
  expect(await identifyMachine(house.kernel, basic('other', key))).toEqual(anonymous);
  expect(await identifyMachine(house.kernel, basic(client.id, key.slice(0, -1)))).toEqual(anonymous);
  const { key: otherKey, client: other } = must(
    await createMachineClient(sysadmin, { agency: 'INHOPE', name: 'ICCAM', scopes: ['report.file'] }),
  );
  const swapped = `lachan_${client.id}_${otherKey.slice(-43)}`;
  const changed = `${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`;
  for (const wrong of [
    null,
    '',
    'Bearer',
    `Basic ${key}`,
    key,
    `Bearer ${swapped}`,
    `Bearer ${changed}`,
    `Bearer lachan_000000000000_${'A'.repeat(43)}`,
    `Bearer ${key} x`,
    `Bearer ${key}'`,
  ]) {
    expect(await identifyMachine(house.kernel, wrong), String(wrong)).toEqual(anonymous);
  }
  // A bad key is nobody also where a good session stands beside it: the caller meant the key.
  const cookie = await house.cookie(await house.person('C111', ['111_agent']));
  const ask = (headers: Record<string, string>) =>
    identifyRequest(house.kernel)(new Request('http://localhost/api/v1/x', { headers }), 'desk', { address: '' });
  expect(await ask({ cookie, authorization: `Bearer ${changed}` })).toEqual(anonymous);
  expect(await ask({ cookie, authorization: `Bearer ${key}` })).toEqual(actor);
  expect(await ask({ cookie, 'x-functions-key': key })).toEqual(actor);
  expect(await ask({ cookie, 'x-functions-key': changed })).toEqual(anonymous);
  expect((await ask({ cookie })).kind).toBe('person');

  must(await revokeMachineClient(sysadmin, { client: other.id }));
  expect(await identifyMachine(house.kernel, `Bearer ${otherKey}`)).toEqual(anonymous);
  expect(code(await revokeMachineClient(sysadmin, { client: other.id }))).toBe('machine-client.unknown');
  // Of a machine that has just been believed too: by notice at once, by the clock at the latest.
  expect(await ask({ authorization: `Bearer ${key}` })).toEqual(actor);
  house.clock.advance(600_000);
  expect(await ask({ authorization: `Bearer ${key}` })).toEqual(anonymous);
  expect(await identifyMachine(house.kernel, `Bearer ${key}`)).toEqual(anonymous);
  const { rows } = await house.owner.query(
    'select string_agg(row_to_json(machine_client)::text, $1) as text from members.machine_client',
    [''],
  );
  expect(rows[0].text).not.toContain(key.slice(-43));
});

test('a revoked key is forgotten as soon as the notice comes, though it was believed a moment ago', async () => {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  const { client, key } = must(
    await createMachineClient(sysadmin, { agency: 'NCMEC', name: 'Busy', scopes: ['hash.match'] }),
  );
  const known = identifyRequest(house.kernel);
  const ask = () =>
    known(new Request('http://localhost/', { headers: { authorization: `Bearer ${key}` } }), 'desk', { address: '' });
  expect((await ask()).kind).toBe('machine');
  must(await revokeMachineClient(sysadmin, { client: client.id }));
  // Less than what a proof is believed for.
  await expect.poll(async () => (await ask()).kind, { timeout: 900, interval: 10 }).toBe('anonymous');
});

test('only a system administrator makes keys, and only sound ones', async () => {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  const admin = await house.as(await house.person('C111', ['agency_admin']));
  const input = { agency: 'C111', name: 'Tổng đài thoại', scopes: ['call.record'] };
  expect(code(await createMachineClient(admin, input))).toBe('members.not-permitted');
  expect(code(await revokeMachineClient(admin, { client: 'x' }))).toBe('members.not-permitted');
  expect(must(await listMachineClients(admin))).toEqual([]);
  expect(code(await createMachineClient(sysadmin, { ...input, scopes: [] }))).toBe('machine-client.scope-invalid');
  expect(code(await createMachineClient(sysadmin, { ...input, scopes: ['*'] }))).toBe('machine-client.scope-invalid');
  expect(code(await createMachineClient(sysadmin, { ...input, name: ' ' }))).toBe('machine-client.name-invalid');
  expect(code(await createMachineClient(sysadmin, { ...input, agency: 'NOWHERE' }))).toBe('agency.unknown');
  expect(code(await createMachineClient(sysadmin, { ...input, validTo: house.clock.now() }))).toBe(
    'role.dates-invalid',
  );
});
