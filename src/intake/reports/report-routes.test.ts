import { beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { type Actor, anonymous } from '../../kernel/index.ts';
import { intakeModule } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());
let api: ReturnType<typeof openTestApi>;
let who: Actor = anonymous;
beforeAll(async () => {
  api = openTestApi(home, 'desk', intakeModule, async () => who);
});

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each looked at by its test
async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await api.request(`/api/v1/desk${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the desk’s API', () => {
  it('carries a report from the call to its end', async () => {
    who = home.agent;
    const report = {
      reporter: { kind: 'neighbour', name: 'Hàng xóm' },
      narrative: 'Nội dung trung tính.',
      places: [{ kind: 'ZALO', phone: '0912345678' }],
      happenedAt: { from: '2026-11-20', words: 'tối thứ sáu' },
    };
    const filed = await call('POST', '/reports', { report, channel: 'TEL111' });
    expect(filed.status).toBe(201);
    expect(filed.body.receipt.words).toHaveLength(6);
    const { id, reference } = filed.body;

    who = { ...home.supervisor, steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) };
    const list = await call(
      'GET',
      '/reports?status=RECEIVED,NORMAL&urgency=unscreened&channel=TEL111&overdue=false&limit=10',
    );
    expect(list.body.reports.map((row: { reference: string }) => row.reference)).toEqual([reference]);
    expect((await call('GET', '/reports?status=NONSENSE')).body).toMatchObject({
      code: 'request.invalid',
      field: 'status.0',
    });
    expect((await call('GET', '/summary')).body.unscreened).toBe(1);
    expect((await call('POST', '/reports/search', { term: '0912 345 678' })).body.reports).toHaveLength(1);
    expect((await call('GET', `/reports/${id}/related`)).body).toEqual({ visible: [], elsewhere: [] });

    expect(
      (await call('POST', `/reports/${id}/assignment`, { version: 1, to: home.supervisor.person })).body.assignedTo,
    ).toBe(home.supervisor.person);
    const screening = {
      version: 2,
      outcome: 'NORMAL',
      urgency: 'U3',
      incidentCodes: ['OI-BULLY'],
      riskAnswers: { 'IR-NOW': 'no' },
    };
    expect((await call('POST', `/reports/${id}/screening`, screening)).body).toMatchObject({
      status: 'NORMAL',
      version: 3,
    });
    expect((await call('POST', `/reports/${id}/screening`, screening)).body.code).toBe('record.changed-meanwhile');
    expect((await call('POST', `/reports/${id}/notes`, { text: 'Ghi chú.' })).status).toBe(201);
    expect(
      (await call('POST', `/reports/${id}/replies`, { version: 3, seen: null, text: 'Cảm ơn.' })).body,
    ).toMatchObject({
      version: 4,
      unanswered: false,
    });
    expect((await call('POST', `/reports/${id}/status`, { version: 4, act: 'start-verifying' })).body.status).toBe(
      'VERIFYING',
    );
    const end = (more: object) => call('POST', `/reports/${id}/end`, more);
    expect((await end({ version: 5, act: 'close', reason: 'ER-ANSWERED' })).body.code).toBe('report.act-not-open');
    expect(
      (await end({ version: 5, act: 'find-unverifiable', reason: 'ER-TOO-LITTLE', words: 'Đã xem.' })).body.status,
    ).toBe('UNVERIFIABLE');
    expect((await call('POST', `/reports/${id}/undo`, { version: 6 })).body.status).toBe('VERIFYING');
    expect((await call('POST', `/reports/${id}/undo`, { version: 7 })).body.code).toBe('report.undo-over');
    expect(
      (await end({ version: 7, act: 'find-unverifiable', reason: 'ER-TOO-LITTLE', words: 'Đã xem.' })).status,
    ).toBe(200);
    expect((await end({ version: 8, act: 'close', reason: 'ER-ANSWERED' })).body).toMatchObject({
      status: 'CLOSED',
      clock: null,
    });
    expect((await call('POST', `/reports/${id}/presence`, { writing: true })).body).toEqual({ present: [] });
    expect((await call('POST', `/reports/${id}/status`, { version: 9, act: 'reopen' })).body.status).toBe('REOPENED');
    expect((await end({ version: 10, act: 'mark-duplicate', reason: 'ER-SAME-MATTER', of: id })).body.code).toBe(
      'report.duplicate-unusable',
    );

    const opened = (await call('GET', `/reports/${id}?read=narrative,thread,notes`)).body;
    expect(opened.narrative).toEqual({
      text: 'Nội dung trung tính.',
      places: [{ kind: 'ZALO', phone: '+84912345678' }],
      when: { from: '2026-11-20', words: 'tối thứ sáu' },
    });
    expect(opened.thread).toMatchObject([{ from: 'desk', text: 'Cảm ơn.' }]);
    expect(opened.notes.map(({ text }: { text: string }) => text)).toContain('Ghi chú.');
    expect(opened.openActs).toContain('start-verifying');
    expect((await call('POST', `/reports/${id}/identity`, { reason: 'call-back' })).body.fields).toEqual({
      'reporter.name': 'Hàng xóm',
    });
  });

  it('is closed to whoever has no role here, and hides what it has', async () => {
    for (const [actor, status, code] of [
      [anonymous, 401, 'access.sign-in-needed'],
      [{ ...home.agent, assignments: [{ role: 'sysadmin', agency: 'C111' }] }, 403, 'access.not-permitted'],
    ] as const) {
      who = actor;
      for (const path of ['/reports', '/summary'])
        expect((await call('GET', path)).body).toMatchObject({ status, code });
      expect((await call('POST', '/reports/search', { term: '111' })).body).toMatchObject({ status, code });
    }
    who = home.stranger;
    const { rows } = await home.owner.query('select id from intake.report limit 1');
    expect((await call('GET', `/reports/${rows[0].id}`)).body.code).toBe('record.not-found');
    expect((await call('GET', '/reports')).body.reports).toEqual([]);
  });
});
