import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { type Answer, act, api, LOGINS, openInstallation, send, type Who } from './installation.ts';

const house = fileFixture(() => openInstallation(), 180_000);
let report: { id: string; reference: string };
beforeAll(async () => {
  const body = { reporter: { kind: 'child', name: 'Người Mẫu' }, narrative: 'Văn bản thử.' };
  await api(house.server.portal, '/api/v1/reports', body, { 'idempotency-key': randomUUID() });
  const cookie = await house.signIn('counsellor');
  const list = await api(house.server.desk, '/api/v1/desk/reports', undefined, { cookie });
  report = (list.json as { reports: (typeof report)[] }).reports[0] as typeof report;
}, 180_000);

const OUTSIDERS: readonly Who[] = ['administrator', 'dpo', 'auditor', 'commune', 'police', 'sysadmin'];

/** Every way to a report that an API route or an act of a page offers. */
function waysTo(id: string, cookie: string): readonly (readonly [string, () => Promise<Answer>])[] {
  const { desk } = house.server;
  const path = `/api/v1/desk/reports/${id}`;
  const route = (at: string, body?: unknown) => [at, () => api(desk, at, body, { cookie })] as const;
  const page = (name: string, fields: Record<string, string> = {}) =>
    [name, () => act(desk, `/bao-cao/${id}?/${name}`, cookie, { version: '1', text: 'x', ...fields })] as const;
  return [
    route('/api/v1/desk/reports?desk=111-intake&scope=all'),
    route('/api/v1/desk/reports?shared=true&scope=all'),
    route('/api/v1/desk/summary'),
    route('/api/v1/desk/reports/search', { term: report.reference }),
    route(path),
    route(`${path}?read=narrative,thread,notes`),
    route(`${path}/related`),
    route(`${path}/notes`, { text: 'x' }),
    route(`${path}/replies`, { version: 1, seen: null, text: 'x' }),
    route(`${path}/identity`, { reason: 'legal-duty' }),
    route(`${path}/assignment`, { version: 1, to: null }),
    route(`${path}/status`, { version: 1, act: 'start-verifying' }),
    route(`${path}/end`, { version: 1, act: 'close', reason: 'ER-ANSWERED' }),
    route(`${path}/undo`, { version: 1 }),
    route(`${path}/presence`, { writing: true }),
    route(`${path}/calls`, { whom: 'POLICE-113' }),
    page('doc', { phan: 'narrative' }),
    page('danhTinh', { lyDo: 'legal-duty' }),
    page('ghiChu'),
    page('traLoi'),
    page('trangThai', { act: 'start-verifying' }),
    page('ketThuc', { act: 'close', reason: 'ER-ANSWERED' }),
    page('hoanTac'),
    page('coMat', { hien: '1' }),
    page('daGoi', { whom: 'POLICE-113' }),
    page('chuyenNgay'),
    page('soSanh', { of: report.reference }),
    page('aiXem', { action: 'report.read' }),
    page('daMo'),
  ];
}

test.each(OUTSIDERS)('%s reaches another desk’s report by no way, and learns no number of it', async (who) => {
  const cookie = await house.signIn(who);
  for (const id of [report.id, randomUUID()])
    for (const [way, go] of waysTo(id, cookie)) {
      const answer = await go();
      const refused =
        answer.status === 403 || (answer.json?.type === 'redirect' && answer.body.includes('/khong-duoc'));
      expect(refused, `${way}: ${answer.status} ${answer.body.slice(0, 200)}`).toBe(true);
      expect(answer.body).not.toContain(report.reference);
    }
  const page = await send(house.server.desk, `/bao-cao/${report.id}`, { headers: { cookie } });
  expect(page.headers.location).toContain('/khong-duoc');
});

test('a call taker sees triage, and neither story nor identity; nobody opens an identity without a new proof', async () => {
  const { desk } = house.server;
  const [agent, counsellor] = [await house.signIn('agent'), await house.signIn('counsellor')];
  const path = `/api/v1/desk/reports/${report.id}`;
  expect((await api(desk, path, undefined, { cookie: agent })).status).toBe(200);
  for (const read of ['narrative', 'thread'])
    expect((await api(desk, `${path}?read=${read}`, undefined, { cookie: agent })).json?.code).toBe(
      'access.not-permitted',
    );
  const identity = (cookie: string) => api(desk, `${path}/identity`, { reason: 'call-back' }, { cookie });
  expect((await identity(agent)).json?.code).toBe('access.not-permitted');
  expect((await identity(counsellor)).json?.code).toBe('access.step-up-needed');
  // A proof belongs to the session that gave it.
  const other = await house.signIn('counsellor');
  const { code } = await house.credentials('counsellor');
  expect((await act(desk, '/toi?/xacNhan', other, { code })).json?.type).toBe('success');
  expect((await identity(other)).status).toBe(200);
  expect((await identity(counsellor)).json?.code).toBe('access.step-up-needed');
});

test('nobody rises: no role for oneself, beyond one’s agency or by a way into a stronger account; nobody reviews the own emergency', async () => {
  const { desk } = house.server;
  const { rows } = await house.superuser.query<{ id: string; login: string }>('select id, login from members.person');
  const idOf = (who: Who) => rows.find(({ login }) => login === LOGINS[who])?.id as string;
  const cookies = { administrator: await house.signIn('administrator'), sysadmin: await house.signIn('sysadmin') };
  const give = (cookie: string, who: Who, role: string, agency = 'C111') =>
    act(desk, `/nguoi/${idOf(who)}?/giao`, cookie, { role, agency });
  const way = (cookie: string, who: Who) => act(desk, `/nguoi/${idOf(who)}?/datLai`, cookie, {});
  const before = await house.superuser.query('select count(*) from members.role_assignment');
  for (const [answer, code] of [
    [await give(cookies.administrator, 'administrator', '111_supervisor'), 'role.own'],
    [await give(cookies.administrator, 'agent', 'auditor', 'MOH'), 'members.not-your-agency'],
    [await give(cookies.administrator, 'agent', 'sysadmin'), 'role.not-yours-to-give'],
    [await give(cookies.sysadmin, 'auditor', '111_counsellor'), 'role.not-yours-to-give'],
    [await give(cookies.sysadmin, 'sysadmin', 'dpo', 'MOH'), 'role.own'],
    [await way(cookies.sysadmin, 'counsellor'), 'person.sign-in-not-yours'],
    [await way(cookies.administrator, 'police'), 'person.unknown'],
  ] as const) {
    expect(answer.json?.type).toBe('failure');
    expect(answer.body).toContain(code);
  }
  expect((await house.superuser.query('select count(*) from members.role_assignment')).rows).toEqual(before.rows);

  const supervisor = await house.signIn('supervisor');
  const reason = 'Trẻ sắp bị đón đi, cần địa chỉ ngay';
  const opened = await act(desk, '/mo-khan?/mo', supervisor, { reference: report.reference, reason });
  expect(opened.json?.type).toBe('success');
  const glass = await house.superuser.query<{ id: string }>('select id from members.break_glass');
  const own = { id: glass.rows[0]?.id as string, outcome: 'JUSTIFIED' };
  expect((await act(desk, '/mo-khan?/xet', supervisor, own)).body).toContain('break-glass.not-yours-to-review');
});
