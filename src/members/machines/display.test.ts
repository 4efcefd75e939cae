import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, createContext, DAY, MINUTE, newId } from '../../kernel/index.ts';
import { openTestMembers } from '../members.testing.ts';
import { identify, identifyDisplay, identifyMachine } from '../sign-in/identify.ts';
import { connectDisplay } from './connect-display.ts';
import { createDisplay } from './create-display.ts';
import { displayCookieName, newDisplayCode, readDisplayCode } from './display.ts';
import { listDisplays } from './list-displays.ts';
import { renewDisplayCode } from './renew-display-code.ts';
import { revokeDisplay } from './revoke-display.ts';
import { revokeMachineClient } from './revoke-machine-client.ts';

const house = fileFixture(() => openTestMembers());
const later = (ms: number) => new Date(house.clock.now().getTime() + ms);
const supervisor = async () => house.as(await house.person('C111', [{ role: '111_supervisor', desk: '111-intake' }]));
/** Whoever stands before the screen, on a network of their own. */
let networks = 0;
function nextNetwork(): string {
  networks += 1;
  return `198.51.100.${networks}`;
}
const atScreen = (address = nextNetwork()) =>
  createContext(house.kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi', address });
const cookie = (key: string) => `${displayCookieName(house.kernel.config)}=${key}`;
const seenBy = (key: string) => identifyDisplay(house.kernel, cookie(key));
const screen = async (name = 'Phòng trực') => {
  const ctx = await supervisor();
  const made = must(await createDisplay(ctx, { agency: 'C111', name, validTo: later(30 * DAY) }));
  return { ctx, ...made };
};

describe('a screen on a wall', () => {
  test('gets a key by a code that works once, and is a machine of its agency with one permission', async () => {
    const { ctx, display, code: given } = await screen();
    expect(given).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
    // As somebody types it.
    const { key, until } = must(
      await connectDisplay(atScreen(), { code: ` ${given.toLowerCase().replace('-', ' ')} ` }),
    );
    expect(until).toEqual(later(30 * DAY));
    const actor = { kind: 'machine', client: display, agency: 'C111', scopes: ['wall.read'] };
    expect(await seenBy(key)).toEqual(actor);
    expect(await identifyMachine(house.kernel, `Bearer ${key}`)).toEqual(actor);
    expect(code(await connectDisplay(atScreen(), { code: given }))).toBe('display.code-wrong');
    // It is nobody's session, on either surface.
    for (const surface of ['desk', 'portal'] as const)
      expect(await identify(house.kernel, cookie(key), surface)).toEqual(anonymous);
    // Listed with when it was seen, and without anything by which it could be seen with.
    const [listed] = must(await listDisplays(ctx)).filter(({ id }) => id === display);
    expect(listed).toMatchObject({ name: 'Phòng trực', lastSeenAt: house.clock.now(), codeUntil: null });
    const { rows } = await house.owner.query(
      'select row_to_json(machine_client)::text as text from members.machine_client',
    );
    const kept = rows.map(({ text }) => text).join();
    for (const secret of [key.slice(-43), given, given.replace('-', '')]) {
      expect(JSON.stringify(listed)).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
    const audit = await house.owner.query(
      `select body::jsonb -> 'codes' ->> 'act' as act from kernel.audit_entry where action = 'display.manage' and object_id = $1 order by at, sequence`,
      [display],
    );
    expect(audit.rows.map(({ act }) => act)).toEqual(['created', 'connected']);
  });

  test('with another code has another key, and the one before is no more from that moment on', async () => {
    const { ctx, display, code: first } = await screen();
    const { key } = must(await connectDisplay(atScreen(), { code: first }));
    const { code: second } = must(await renewDisplayCode(ctx, { display }));
    expect((await seenBy(key)).kind).toBe('machine');
    const renewed = must(await connectDisplay(atScreen(), { code: second }));
    expect(await seenBy(key)).toEqual(anonymous);
    expect((await seenBy(renewed.key)).kind).toBe('machine');
  });

  test('is nobody once it was revoked, has run out, or shows anything else', async () => {
    const { ctx, display, code: given } = await screen();
    const { key } = must(await connectDisplay(atScreen(), { code: given }));
    const changed = `${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`;
    for (const wrong of ['', changed, `${key}; ${cookie(key)}`, 'x'.repeat(10_000)])
      expect([wrong.length, await seenBy(wrong)]).toEqual([wrong.length, anonymous]);
    const { code: waiting } = must(await renewDisplayCode(ctx, { display }));
    must(await revokeDisplay(ctx, { display }));
    expect(await seenBy(key)).toEqual(anonymous);
    // Its code went with it.
    expect(code(await connectDisplay(atScreen(), { code: waiting }))).toBe('display.code-wrong');
    expect(code(await revokeDisplay(ctx, { display }))).toBe('machine-client.unknown');
    expect(code(await renewDisplayCode(ctx, { display }))).toBe('machine-client.unknown');

    const short = must(await createDisplay(ctx, { agency: 'C111', name: 'Hết hạn', validTo: later(10 * MINUTE) }));
    const connected = must(await connectDisplay(atScreen(), { code: short.code }));
    house.clock.advance(10 * MINUTE);
    expect(await seenBy(connected.key)).toEqual(anonymous);
    expect(code(await renewDisplayCode(await supervisor(), { display: short.display }))).toBe('machine-client.unknown');
  });

  test('takes no code after a quarter of an hour, and of two who type the same one has it', async () => {
    const { code: old } = await screen();
    house.clock.advance(15 * MINUTE);
    expect(code(await connectDisplay(atScreen(), { code: old }))).toBe('display.code-wrong');
    const { code: given } = await screen();
    const both = await Promise.all([0, 1].map(() => connectDisplay(atScreen(), { code: given })));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('tries ten codes a network in a quarter of an hour, and keeps no other network out', async () => {
    const { code: given } = await screen();
    const guess = () => connectDisplay(atScreen('203.0.113.9'), { code: newDisplayCode() });
    for (let tried = 0; tried < 10; tried += 1) expect(code(await guess())).toBe('display.code-wrong');
    expect(code(await guess())).toBe('sign-in.too-many-attempts');
    // The right one neither, until the quarter is over; but from another network it works.
    expect(code(await connectDisplay(atScreen('203.0.113.9'), { code: given }))).toBe('sign-in.too-many-attempts');
    must(await connectDisplay(atScreen(), { code: given }));
  });

  test('is made, renewed, revoked and listed by the supervisors of its agency alone', async () => {
    const { display } = await screen();
    const input = { agency: 'C111', name: 'x', validTo: later(DAY) };
    const others = [
      await house.as(await house.person('C111', [{ role: '111_counsellor', desk: '111-intake' }])),
      await house.as(await house.person('MOH', ['sysadmin'])),
      await house.as(await house.person('C111', ['agency_admin'])),
      atScreen(),
    ];
    for (const ctx of others) {
      expect(code(await createDisplay(ctx, input))).toBe('members.not-permitted');
      expect(code(await renewDisplayCode(ctx, { display }))).toBe('members.not-permitted');
      expect(code(await revokeDisplay(ctx, { display }))).toBe('members.not-permitted');
      expect(code(await listDisplays(ctx))).toBe('members.not-permitted');
    }
    // A supervisor has no say over the other machines.
    expect(code(await revokeMachineClient(await supervisor(), { client: display }))).toBe('members.not-permitted');
  });

  test('has a name and an end, half a year away at most', async () => {
    const ctx = await supervisor();
    const input = { agency: 'C111', name: 'x', validTo: later(DAY) };
    for (const name of ['', ' ', 'x'.repeat(121), 'a\u0000b'])
      expect(code(await createDisplay(ctx, { ...input, name }))).toBe('machine-client.name-invalid');
    for (const validTo of [house.clock.now(), later(-DAY), later(181 * DAY), new Date(Number.NaN)])
      expect(code(await createDisplay(ctx, { ...input, validTo }))).toBe('role.dates-invalid');
  });

  test('may do nothing but see the wall, whatever is written into its row', async () => {
    const { display } = await screen();
    const set = (what: string) =>
      house.owner.query(`update members.machine_client set ${what} where id = $1`, [display]);
    await expect(set(`scopes = '{wall.read,hash.read}'`)).rejects.toThrow(/machine_client_display_is_narrow/);
    await expect(set(`scopes = '{hash.read}'`)).rejects.toThrow(/machine_client_display_is_narrow/);
    await expect(set('valid_to = null')).rejects.toThrow(/machine_client_display_is_narrow/);
  });
});

test('a code is read as people type it, and nothing else is one', () => {
  const made = newDisplayCode();
  expect(readDisplayCode(made)).toBe(made);
  for (const wrong of ['', 'ABCDE', 'ABCDE-FGHI1', `${made}2`, 'x'.repeat(100_000), '{}', 'ÀBCDE-23456'])
    expect([wrong.slice(0, 12), readDisplayCode(wrong)]).toEqual([wrong.slice(0, 12), undefined]);
});
