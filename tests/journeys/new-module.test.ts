import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../apps/server/build-app.ts';
import { schemasOf, TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { modules } from '../../apps/server/modules.ts';
import { clockKinds, clocksOverview, sweepClocks } from '../../src/clocks/index.ts';
import { progressSteps } from '../../src/intake/index.ts';
import { createApi, type Module, migrate, Offered, runOpenLongJob, servicesOf } from '../../src/kernel/index.ts';
import { identifyRequest } from '../../src/members/index.ts';
import { openTestMembers, type TestMembers, type TestPerson } from '../../src/members/members.testing.ts';
import { decideApproval, dutySources, listApprovals, listNotices, listWork } from '../../src/work/index.ts';
import { code, must } from '../../tools/test/test-result.ts';
import { COUNT, COUNTING } from './fixtures/visits/count-visits.ts';
import { visitsModule } from './fixtures/visits/index.ts';

/**
 * How a module is added, step by step: docs/ARCHITECTURE.md, "To add one", says the same. The module is the folder
 * `fixtures/visits`, and this is its line: at its place in the list.
 */
const LIST: readonly Module[] = [...modules, visitsModule];
const HOUR = 3_600_000;

let home: TestMembers;
let server: Server;
let url: string;
/** Somebody of an agency, signed in. */
interface Visitor {
  readonly person: TestPerson;
  cookie: string;
}
let officer: Visitor;
let chair: Visitor;
let province: Visitor;
let visit: string;

beforeAll(async () => {
  home = await openTestMembers({}, [visitsModule]);
  // 1. Its schema: every start migrates what the list holds.
  await migrate(home.ownerUrl, TEST_APP_PASSWORD, schemasOf(LIST));
  const app = buildApp(servicesOf(home.kernel), false, LIST);
  const api = createApi(home.kernel, 'desk', app.routes, app.permissions, identifyRequest(home.kernel), app.rawRoutes);
  server = createServer(getRequestListener(api.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const enter = async (agency: string, role: string, place: object) => {
    const person = await home.person(agency, [{ role, ...place }]);
    return { person, cookie: await home.cookie(person) };
  };
  officer = await enter('UBND-00004', 'commune_child_officer', { commune: '00004' });
  chair = await enter('UBND-00004', 'commune_chair', { commune: '00004' });
  province = await enter('SYT-01', 'province_child_officer', { province: '01' });
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await home.close();
});

const as = (who: Visitor) => home.again(who.cookie);
/** Time goes on, and everybody signs in again. */
const later = async (hours: number) => {
  home.clock.advance(hours * HOUR);
  for (const who of [officer, chair, province]) who.cookie = await home.cookie(who.person);
};
const ask = (who: Visitor | undefined, method: 'GET' | 'POST', path: string, body?: object) =>
  fetch(`${url}${path}`, {
    method,
    headers: { ...(who && { cookie: who.cookie }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

test('2. its routes are reached with their permission, and by nobody without it', async () => {
  expect((await ask(undefined, 'POST', '/visits', { place: 'Nhà trẻ Mẫu' })).status).toBe(401);
  expect((await ask(chair, 'POST', '/visits', { place: 'Nhà trẻ Mẫu' })).status).toBe(403);
  const planned = await ask(officer, 'POST', '/visits', { place: 'Nhà trẻ Mẫu' });
  expect(planned.status).toBe(201);
  ({ visit } = (await planned.json()) as { visit: string });
  // Another agency is kept from the row by the lock in the database.
  expect((await ask(province, 'GET', `/visits/${visit}/minutes.pdf`)).status).toBe(403);
});

test('3. its duty stands in the list of everything that waits, with its clock', async () => {
  const { rows } = must(await listWork(await as(officer), {}));
  expect(rows.find(({ object }) => object.id === visit)).toMatchObject({
    kind: 'visit',
    act: 'report',
    assigned: true,
    clock: { rule: 'DL-EMERG-12H', dueAt: new Date(home.clock.now().getTime() + 12 * HOUR) },
  });
  expect(must(await listWork(await as(chair), {})).rows.filter(({ kind }) => kind === 'visit')).toEqual([]);
});

test('4. its clock warns the owner, runs out and is raised to the level above', async () => {
  await later(7);
  expect(must(await sweepClocks(home.context(home.platform.actor)))).toMatchObject({ warned: 1, breached: 0 });
  await later(6);
  expect(must(await sweepClocks(home.context(home.platform.actor)))).toMatchObject({
    breached: 1,
    told: expect.arrayContaining(['UBND-00004', 'SYT-01']),
  });
  const { escalations } = must(await clocksOverview(await as(province)));
  expect(escalations).toMatchObject([{ rule: 'DL-EMERG-12H', level: 'PROVINCE', owner: 'UBND-00004' }]);
  const told = must(await listNotices(await as(officer)));
  expect(JSON.stringify(told)).toContain('clock.breached');
  // Unanswered for as long again, it goes to the ministry.
  await later(12);
  expect(must(await sweepClocks(home.context(home.platform.actor)))).toMatchObject({ raised: 1 });
});

test('5. long work of its is asked for, and its progress is seen until it is done', async () => {
  const heard: string[] = [];
  const leave = home.kernel.live.listen(({ topic, id }) => heard.push(`${topic} ${id}`));
  const started = await ask(officer, 'POST', '/visit-counts');
  expect(started.status).toBe(202);
  const status = async () => (await ask(officer, 'GET', '/visit-counts')).json();
  expect(await status()).toMatchObject({ state: 'WAITING', done: 0 });
  await runOpenLongJob(home.context(home.platform.actor), { kind: COUNTING, objectId: COUNT });
  expect(await status()).toEqual({ state: 'DONE', done: 1, total: 1, outcome: { overdue: 1 } });
  await expect.poll(() => heard.filter((event) => event.startsWith('long-job')).length).toBeGreaterThan(1);
  leave();
});

test('6. a second person approves what was reported, and nobody their own', async () => {
  const reported = await ask(officer, 'POST', `/visits/${visit}/report`, { finding: 'Các cháu khỏe, phòng học sáng.' });
  expect(reported.status).toBe(201);
  const { approval } = (await reported.json()) as { approval: string };
  const decision = { approval, decision: 'APPROVED' } as const;
  expect(code(await decideApproval(await as(officer), decision))).toBe('approval.not-yours-to-decide');
  expect(must(await listApprovals(await as(chair)))).toMatchObject([{ id: approval, mayDecide: true }]);
  expect(code(await decideApproval(await as(chair), decision))).toBe('accepted');
  expect((await home.owner.query('select state from visits.visit')).rows).toEqual([{ state: 'APPROVED' }]);
  expect(must(await listWork(await as(officer), {})).rows.filter(({ kind }) => kind === 'visit')).toEqual([]);
});

test('7. its official document is a PDF', async () => {
  const minutes = await ask(chair, 'GET', `/visits/${visit}/minutes.pdf`);
  expect([minutes.status, minutes.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const bytes = Buffer.from(await minutes.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(5_000);
});

test.each([
  ['a kind of clock', clockKinds.offer({ kind: 'visit' } as never), 'clocks.kind: visit'],
  ['a kind of duty', dutySources.offer({ kind: 'visit' } as never), 'work.duty-source: visit'],
  ['a step that a reporter is told of', progressSteps.offer({ code: 'case-opened' } as never), 'case-opened'],
])('%s that another module has brought does not start', (_what, offer, key) => {
  const second: Module = { name: 'second', offers: [offer] };
  expect(() => new Offered([...LIST, second])).toThrow(new RegExp(`${key}.* is offered twice`));
});
