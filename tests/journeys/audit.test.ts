import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { act, api, type Installation, openInstallation } from './installation.ts';
import { lachan } from './lachan.ts';

const house = fileFixture(() => openInstallation(), 180_000);
beforeAll(async () => {
  await use(house);
}, 180_000);

const CHAIN = 'C111';
/** A test asks the command up to four times, and each time it works out every entry of the demonstration. */
vi.setConfig({ testTimeout: 180_000 });

/** What people do in a while: report, come back, open, write, and reach for what they may not have. */
async function use({ server: { portal, desk }, signIn }: Installation): Promise<void> {
  const body = { reporter: { kind: 'child' }, narrative: 'Văn bản thử.' };
  const filed = await api(portal, '/api/v1/reports', body, { 'idempotency-key': randomUUID() });
  await api(portal, '/api/v1/receipts/open', filed.json?.receipt);
  const [counsellor, police] = [await signIn('counsellor'), await signIn('police')];
  const list = await api(desk, '/api/v1/desk/reports', undefined, { cookie: counsellor });
  const { reports } = list.json as { reports: { id: string; reference: string }[] };
  const path = `/api/v1/desk/reports/${reports[0]?.id}`;
  expect((await api(desk, `${path}?read=narrative`, undefined, { cookie: counsellor })).status).toBe(200);
  expect((await api(desk, `${path}/notes`, { text: 'Ghi chú thử.' }, { cookie: counsellor })).status).toBe(201);
  expect((await api(desk, path, undefined, { cookie: police })).status).toBeGreaterThanOrEqual(403);
  await act(desk, '/mo-khan?/mo', police, {
    reference: String(reports[0]?.reference),
    reason: 'Cần địa chỉ ngay vì trẻ sắp bị đón đi',
  });
}

const verify = (...args: string[]) => lachan(house.environment, 'audit', 'verify', ...args);

interface Entry {
  readonly sequence: number;
  readonly body: string;
}

async function entries(): Promise<Entry[]> {
  const { rows } = await house.superuser.query<{ sequence: string; body: string }>(
    'select sequence, body from kernel.audit_entry where organisation = $1 order by sequence',
    [CHAIN],
  );
  return rows.map(({ sequence, body }) => ({ sequence: Number(sequence), body }));
}

/** Does something to the stored chain as somebody with the database in hand, looks at the verdict, and undoes it. */
async function tampered(statements: readonly string[]): Promise<{ code: number; output: string }> {
  const keep = 'create table kept as table kernel.audit_entry; create table kept_head as table kernel.audit_head';
  await house.superuser.query(keep);
  try {
    for (const statement of statements) await house.superuser.query(statement);
    return await verify();
  } finally {
    await house.superuser.query(`truncate kernel.audit_entry, kernel.audit_head;
      insert into kernel.audit_entry select * from kept; insert into kernel.audit_head select * from kept_head;
      drop table kept, kept_head`);
  }
}

test('`lachan audit verify` finds the chains of real use sound, and prints the heads to publish', async () => {
  const { code, output } = await verify();
  expect(output).toMatch(/^C111: \d+ entries sound, sealed up to \d+, head [0-9a-f]{64}$/m);
  expect(output).toMatch(/^MPS-A05: \d+ entries sound, sealed up to \d+, head [0-9a-f]{64}$/m);
  expect(output).toMatch(/^PLATFORM: \d+ entries sound, sealed up to \d+, head [0-9a-f]{64}$/m);
  expect(code).toBe(0);
  expect((await entries()).length).toBeGreaterThan(8);
  const one = await verify('--organisation', CHAIN);
  expect(one.output.trim().split('\n')).toHaveLength(1);
});

test('one changed byte of one entry is found, named, and ends with 1', async () => {
  const [, , third] = await entries();
  const changed = await tampered([
    `update kernel.audit_entry set body = overlay(body placing 'X' from 12 for 1) where organisation = '${CHAIN}' and sequence = ${third?.sequence}`,
  ]);
  expect(changed.code).toBe(1);
  expect(changed.output).toContain(
    `C111: BROKEN at entry ${third?.sequence}: its text or its hash was changed; sound up to ${Number(third?.sequence) - 1}`,
  );
  expect(changed.output).toMatch(/^MPS-A05: \d+ entries sound/m);
  expect(changed.output).toContain('data protection officer');
  expect((await verify()).code).toBe(0);
});

test('a column that says other than the hashed text is found', async () => {
  const changed = await tampered([
    `update kernel.audit_entry set outcome = 'allowed' where organisation = 'MPS-A05' and outcome = 'refused'`,
  ]);
  expect([changed.code, changed.output]).toEqual([
    1,
    expect.stringMatching(/^MPS-A05: BROKEN at entry \d+: its columns say other than its text/m),
  ]);
});

test('a cut tail, a hole, and two entries that changed places are found', async () => {
  const all = await entries();
  const last = all.at(-1)?.sequence as number;
  const tail = await tampered([
    `delete from kernel.audit_entry where organisation = '${CHAIN}' and sequence > ${last - 2}`,
  ]);
  expect([tail.code, tail.output]).toEqual([
    1,
    expect.stringContaining(`C111: BROKEN at entry ${last - 1}: the end of the chain was cut off`),
  ]);
  const hole = await tampered([`delete from kernel.audit_entry where organisation = '${CHAIN}' and sequence = 4`]);
  expect([hole.code, hole.output]).toEqual([
    1,
    expect.stringContaining('C111: BROKEN at entry 4: an entry is missing'),
  ]);
  const swapped = await tampered([
    `update kernel.audit_entry set sequence = -sequence where organisation = '${CHAIN}' and sequence in (2, 3)`,
    `update kernel.audit_entry set sequence = 5 + sequence where organisation = '${CHAIN}' and sequence < 0`,
  ]);
  expect([swapped.code, swapped.output]).toEqual([1, expect.stringContaining('C111: BROKEN at entry 2')]);
  const headless = await tampered([`delete from kernel.audit_head where organisation = '${CHAIN}'`]);
  expect([headless.code, headless.output]).toEqual([
    1,
    expect.stringMatching(/C111: BROKEN at entry \d+: the end of the chain was cut off/),
  ]);
});

test('the app’s own role cannot change or remove an entry', async () => {
  for (const privilege of ['update', 'delete', 'truncate', 'insert'])
    for (const table of ['kernel.audit_entry', 'kernel.audit_head']) {
      const { rows } = await house.superuser.query("select has_table_privilege('lachan_app', $1, $2) as may", [
        table,
        privilege,
      ]);
      expect(rows[0].may, `${privilege} on ${table}`).toBe(false);
    }
});
