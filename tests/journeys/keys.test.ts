import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { markLost } from '../../src/kernel/index.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { api, openInstallation } from './installation.ts';
import { lachan } from './lachan.ts';

const DESK = '111-intake';
const house = fileFixture(() => openInstallation(), 180_000);

const keys = (command: string, ...args: string[]) => lachan(house.environment, 'keys', command, ...args);

let filed = 0;
/** Files a report and returns its id and its story. */
async function report(cookie: string): Promise<{ id: string; story: string }> {
  filed += 1;
  const story = `Văn bản thử số ${filed}.`;
  const { portal, desk } = house.server;
  const body = { reporter: { kind: 'child', name: 'Người Mẫu' }, narrative: story };
  const answer = await api(portal, '/api/v1/reports', body, { 'idempotency-key': randomUUID() });
  expect(answer.status).toBe(201);
  const list = await api(desk, '/api/v1/desk/reports?scope=all&limit=1', undefined, { cookie });
  return { id: (list.json as { reports: { id: string }[] }).reports[0]?.id as string, story };
}

const read = (id: string, cookie: string) =>
  api(house.server.desk, `/api/v1/desk/reports/${id}?read=narrative`, undefined, { cookie });
async function opens(reports: readonly { id: string; story: string }[], cookie: string): Promise<void> {
  for (const { id, story } of reports) {
    const answer = await read(id, cookie);
    expect([answer.status, answer.json?.narrative]).toEqual([200, expect.objectContaining({ text: story })]);
  }
}

/** Columns of any table in which something begins with the id of a root key: what a rotation would have forgotten. */
async function wrappedUnder(id: string): Promise<string[]> {
  const { rows } = await house.superuser.query<{ name: string; col: string }>(
    `select format('%I.%I', table_schema, table_name) as name, format('%I', column_name) as col from information_schema.columns
     where data_type = 'bytea' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name, col } of rows) {
    const { rowCount } = await house.superuser.query(
      `select from ${name} where substring(${col} from 1 for 8) = decode($1, 'hex') limit 1`,
      [id],
    );
    if (rowCount) found.push(`${name}.${col}`);
  }
  return found;
}

test('reports open before and after a rotation, a rotation of the root, and the loss and recovery of the desk’s keys', async () => {
  let cookie = await house.signIn('counsellor');
  const reports = [await report(cookie)];
  await opens(reports, cookie);
  expect((await keys('list')).output).toMatch(/111-intake {2}version 1 {2}active/);

  const rotated = await keys('rotate', '--desk', DESK);
  expect([rotated.code, rotated.output]).toEqual([0, expect.stringContaining('data keys wrapped anew')]);
  expect((await keys('list')).output).toMatch(/version 1 {2}retired.*\n.*version 2 {2}active/);
  await opens(reports, cookie);
  reports.push(await report(cookie));
  await opens(reports, cookie);

  const root = await keys('rotate-root');
  expect([root.code, root.output]).toEqual([0, expect.stringContaining('running servers take it up')]);
  // Not restarted: the running server reads the key file again.
  cookie = await house.signIn('counsellor');
  reports.push(await report(cookie));
  await opens(reports, cookie);
  const file0 = join(house.dataDir, 'keys', 'root.json');
  const keyFile = JSON.parse(readFileSync(file0, 'utf8')) as { keys: { id: string; since: string }[] };
  expect(await wrappedUnder(keyFile.keys[0]?.id as string)).toEqual([]);
  expect((await keys('retire-root')).output).toContain('younger than a minute');
  for (const key of keyFile.keys) key.since = new Date(Date.now() - 120_000).toISOString();
  writeFileSync(file0, JSON.stringify(keyFile));
  const retired = await keys('retire-root');
  expect([retired.code, retired.output]).toEqual([0, expect.stringContaining('1 old root keys are gone')]);
  await house.restart('stop');
  cookie = await house.signIn('counsellor');
  await opens(reports, cookie);

  const out = join(house.dataDir, 'shares');
  for (const [shares, threshold] of [
    ['5', '1'],
    ['2', '3'],
    ['17', '3'],
    ['x', '3'],
  ])
    expect(
      (
        await keys(
          'split',
          '--desk',
          DESK,
          '--shares',
          shares as string,
          '--threshold',
          threshold as string,
          '--out',
          out,
        )
      ).code,
    ).toBe(1);
  const split = await keys('split', '--desk', DESK, '--shares', '5', '--threshold', '3', '--out', out);
  expect([split.code, split.output]).toEqual([0, expect.stringContaining('5 share files')]);
  const file = (custodian: number) => join(out, `custodian-${custodian}-of-5.txt`);
  expect(readFileSync(file(1), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(split.output).not.toContain(readFileSync(file(1), 'utf8').trim().split(' ').at(-1));
  const again = await keys('split', '--desk', DESK, '--shares', '5', '--threshold', '3', '--out', out);
  expect(again.code, 'shares are never written over').toBe(1);

  expect(await markLost(house.superuser, DESK)).toBe(2);
  await house.restart('stop');
  cookie = await house.signIn('counsellor');
  for (const { id } of reports) expect((await read(id, cookie)).json?.code).toBe('report.key-unavailable');
  // Children can still not be turned away without a word: nothing half-written, and a clear failure.
  const waiting = await api(
    house.server.portal,
    '/api/v1/reports',
    { reporter: { kind: 'child' }, narrative: 'Văn bản thử.' },
    { 'idempotency-key': randomUUID() },
  );
  expect([waiting.status, waiting.json?.code, waiting.headers['retry-after']]).toEqual([
    503,
    'filing.desk-without-key',
    '600',
  ]);
  expect(waiting.json?.detail).toContain('111');
  const { rows } = await house.superuser.query('select count(*)::int as reports from intake.report');
  expect(rows[0].reports).toBe(reports.length);

  const recover = (...custodians: number[]) => keys('recover', '--desk', DESK, ...custodians.map(file));
  const few = await recover(1, 4);
  expect([few.code, few.output]).toEqual([1, expect.stringContaining('needs 3 different shares and got 2')]);
  const same = await recover(2, 2, 2);
  expect([same.code, same.output]).toEqual([1, expect.stringContaining('needs 3 different shares and got 1')]);
  expect((await keys('recover', '--desk', 'a05-intake', file(1), file(2), file(3))).code).toBe(1);
  expect((await read(reports[0]?.id as string, cookie)).json?.code).toBe('report.key-unavailable');

  const back = await recover(5, 1, 3);
  expect([back.code, back.output]).toEqual([0, expect.stringContaining('recovered version 1, 2')]);
  await house.restart('stop');
  cookie = await house.signIn('counsellor');
  await opens(reports, cookie);
}, 240_000);
