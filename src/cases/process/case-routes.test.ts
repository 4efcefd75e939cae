import { beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { clocksModule } from '../../clocks/index.ts';
import { type Actor, anonymous, openapiDocument, servicesOf } from '../../kernel/index.ts';
import { membersModule } from '../../members/index.ts';
import { workModule } from '../../work/index.ts';
import { casesModule } from '../index.ts';
import { type CasesHome, COMMUNE, complete, openCasesHome, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome());
let apis: readonly ReturnType<typeof openTestApi>[];
let who: Actor = anonymous;
beforeAll(async () => {
  // Who may use the desk, members say.
  const work = { ...workModule, capabilities: membersModule.capabilities };
  apis = [casesModule, clocksModule, work].map((module) => openTestApi(home, 'desk', module, async () => who));
});

async function call(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each looked at by its test
): Promise<{ status: number; body: any }> {
  const [cases, clocks, work] = apis as [(typeof apis)[number], (typeof apis)[number], (typeof apis)[number]];
  const api = path.startsWith('/clocks') ? clocks : path.startsWith('/work') ? work : cases;
  const response = await api.request(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
const as = async (actor: Parameters<CasesHome['as']>[0]) => {
  who = (await home.as(actor)).actor;
};

describe('the cases’ API', () => {
  it('carries a case from its opening to a referral that is answered', async () => {
    await as(home.officer);
    const opened = await call('POST', '/cases', {
      commune: COMMUNE,
      urgency: 'U2',
      incidentCodes: ['OI-GROOM'],
      reception,
    });
    expect(opened.status).toBe(201);
    expect(opened.body.owner.code).toBe(`UBND-${COMMUNE}`);
    const path = `/cases/${opened.body.id}`;
    expect((await call('GET', '/cases?open=true')).body).toMatchObject({
      cases: [{ id: opened.body.id, status: 'OPEN', urgency: 'U2' }],
      counts: { OPEN: 1 },
    });
    expect((await call('GET', '/work?kind=case-step&mine=true')).body).toMatchObject({
      rows: [{ object: { kind: 'case', id: opened.body.id }, mine: true, look: 'resting' }],
      total: 1,
    });

    const act = async (body: object) =>
      call('POST', `${path}/acts`, { version: (await call('GET', path)).body.overview.version, ...body });
    expect((await act({ act: 'start-initial-risk' })).body).toMatchObject({ status: 'INITIAL_RISK' });
    expect((await act({ act: 'close' })).body).toMatchObject({ status: 409, code: 'case.act-not-open' });
    expect((await call('POST', `${path}/acts`, { version: 1, act: 'start-specific-risk' })).body.code).toBe(
      'record.changed-meanwhile',
    );
    expect((await act({ act: 'transfer' })).body).toMatchObject({ status: 422, code: 'request.invalid', field: 'act' });

    const form = `${path}/forms/FORM-02`;
    const draft = await call('PUT', `${form}/draft`, { base: 0, changes: complete['FORM-02'] });
    expect(draft.body).toMatchObject({ version: 1, conflicts: [] });
    const submitted = await call('POST', `${form}/submission`, { base: 1 });
    expect(submitted.body.totals).toMatchObject({ 'A.HIGH': 2 });
    const filled = await call('GET', `${path}/forms/${submitted.body.id}?read=narrative`);
    expect(filled.body).toMatchObject({
      status: 'submitted',
      definition: { code: 'FORM-02' },
      masked: expect.any(Array),
    });
    await act({ act: 'start-specific-risk' });

    const seen = (await call('GET', `${path}?read=narrative,identity`)).body;
    expect(seen.overview.steps).toHaveLength(13);
    expect(seen.file.child).toMatchObject({ name: reception.child_name, protectedAsChild: true });
    expect((await call('GET', path)).body.file.child).toBeUndefined();

    await call('POST', `${path}/consents`, { purpose: 'PSYCHOSOCIAL', by: 'child', answer: 'given' });
    await call('POST', `${path}/consents`, { purpose: 'PSYCHOSOCIAL', by: 'representative', answer: 'given' });
    const facts = { REASON: 'Nội dung.', NEEDS: 'Nội dung.', AGE_SEX: '11 tuổi' };
    const made = await call('POST', `${path}/referrals`, {
      purpose: 'PSYCHOSOCIAL',
      to: { agency: 'FACILITY_A' },
      basis: 'CONSENT',
      facts,
    });
    expect(made.status).toBe(201);
    const referral = `/referrals/${made.body.referral}`;
    expect((await call('POST', `${referral}/sending`, { version: 1 })).body).toMatchObject({
      status: 'SENT',
      version: 2,
    });

    await as(home.facility);
    expect((await call('GET', '/referrals?side=in')).body.referrals).toMatchObject([{ status: 'SENT' }]);
    expect((await call('GET', `${referral}?read=narrative`)).body.texts).toEqual(facts);
    expect((await call('POST', `${referral}/answers`, { version: 2, act: 'reject' })).body.code).toBe(
      'referral.needs-reason',
    );
    expect((await call('POST', `${referral}/answers`, { version: 2, act: 'accept' })).body.status).toBe('ACCEPTED');
    expect((await call('GET', path)).status).toBe(403);
  });

  it('shows the levels above clocks and numbers, and no child', async () => {
    await as(home.province);
    const clocks = (await call('GET', '/clocks')).body;
    expect(clocks.areas).toContainEqual(expect.objectContaining({ commune: COMMUNE, rule: 'DL-PLAN-7WD', running: 1 }));
    await as(home.officer);
    const { body } = await call('GET', '/clocks/calendar?from=2026-04-20&to=2026-05-08');
    expect(body.days.find((one: { day: string }) => one.day === '2026-04-27').working).toBe(false);
  });

  it('is closed to whoever has no role here', async () => {
    for (const [actor, status, code] of [
      [anonymous, 401, 'access.sign-in-needed'],
      [home.auditor, 403, 'access.not-permitted'],
    ] as const) {
      who = actor;
      for (const path of ['/cases', '/referrals?side=in', '/clocks', '/contact-requests'])
        expect((await call('GET', path)).body, path).toMatchObject({ status, code });
      expect((await call('POST', '/cases', { commune: COMMUNE, reception })).body).toMatchObject({ status, code });
    }
    const { rows } = await home.owner.query('select id from cases.protection_case limit 1');
    await as(home.neighbourOfficer);
    expect((await call('GET', `/cases/${rows[0].id}`)).body.code).toBe('record.not-found');
    expect((await call('GET', '/cases')).body.cases).toEqual([]);
  });

  it('describes every route, with times as times', () => {
    const routes = casesModule.routes?.(servicesOf(home.kernel)) ?? [];
    const text = JSON.stringify(openapiDocument('desk', routes));
    for (const { path } of routes) expect(text).toContain(path);
    expect(text).toContain('"format":"date-time"');
  });
});
