import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { calendar, sweepClocks } from '../../clocks/index.ts';
import { addDays, type Ctx, HOUR, vietnamDate } from '../../kernel/index.ts';
import { deadlineRules } from '../../vocabulary/index.ts';
import { decideApproval, listApprovals, listNotices, listWork } from '../../work/index.ts';
import { transferFile } from '../files/transfer-file.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { draftRequest, submitRequest, withdrawRequest } from './draft-request.ts';
import { fileOfRequest, readRequests } from './read-requests.ts';
import { requestKind, requestRuleAt, requestRules } from './request-rule.ts';
import { answerRequest, sendRequest } from './send-request.ts';

const home = fileFixture(() => openOffencesHome());
const ASK = { addressee: 'Nền tảng Mẫu', asked: 'Thông tin đăng ký của một tài khoản mẫu', kind: 'USER_DATA' };

async function drafted(more: object = {}) {
  const file = await home.opened();
  const { id: request, reference } = must(await draftRequest(await home.of('lead'), { file, ...ASK, ...more }));
  return { file, request, reference };
}
/** Another investigator agrees. */
async function approved(more: object = {}) {
  const one = await drafted(more);
  must(await submitRequest(await home.of('lead'), one));
  const waiting = must(await listApprovals(await home.of('second'))).find(({ object }) => object.id === one.request);
  must(await decideApproval(await home.of('second'), { approval: waiting?.id as string, decision: 'APPROVED' }));
  return one;
}
const stateOf = async (file: string) => must(await readRequests(await home.of('lead'), { file })).requests[0];

it('every kind has a rule today, and every rule a clock of the vocabulary', () => {
  for (const kind of requestKind.codes) expect(requestRuleAt(kind, '2026-11-24'), kind).toBeDefined();
  for (const { clock } of requestRules)
    expect(
      deadlineRules.some(({ code: known }) => known === clock),
      clock,
    ).toBe(true);
  expect(requestRuleAt('USER_DATA', '2026-06-30')).toBeUndefined();
});

it('one drafts, another approves, it is sent under the power of that day, and its clock is met by the answer', async () => {
  const one = await approved({ urgent: true });
  expect(await stateOf(one.file)).toMatchObject({ state: 'APPROVED', clock: null, verified: false });
  must(await sendRequest(await home.of('lead'), one));
  const sent = await stateOf(one.file);
  expect(sent?.clock).toMatchObject({ rule: 'DL-USERINFO' });
  expect(Number(sent?.clock?.dueAt) - Number(sent?.clock?.startedAt)).toBe(3 * HOUR);
  const { rows } = await home.owner.query('select function_basis from offences.offence_request where id = $1', [
    one.request,
  ]);
  expect(rows[0].function_basis).toContain('Criminal Procedure Code');
  must(await answerRequest(await home.of('lead'), { ...one, answer: 'ANSWERED', text: 'Đã nhận dữ liệu mẫu' }));
  expect(await stateOf(one.file)).toMatchObject({ state: 'ANSWERED', clock: null, answer: 'Đã nhận dữ liệu mẫu' });
  const clocks = await home.owner.query('select status from clocks.clock where object_id = $1', [one.request]);
  expect(clocks.rows).toEqual([{ status: 'met' }]);
});

it('nobody approves what they drafted, nor who has no part in the file, nor who only takes tips', async () => {
  const one = await drafted();
  must(await submitRequest(await home.of('second'), one));
  const { rows } = await home.owner.query('select id from work.approval where object_id = $1', [one.request]);
  const approval = rows[0].id as string;
  for (const who of ['lead', 'second', 'intake', 'stranger', 'coordinator', 'verifier'] as const) {
    expect([
      who,
      must(await listApprovals(await home.of(who))).filter(({ id, mayDecide }) => id === approval && mayDecide),
    ]).toEqual([who, []]);
    expect([who, (await decideApproval(await home.of(who), { approval, decision: 'APPROVED' })).ok]).toEqual([
      who,
      false,
    ]);
  }
  expect(code(await sendRequest(await home.of('lead'), one))).toBe('offence-request.wrong-state');
  await expect(
    home.owner.query(
      "update offences.offence_request set state = 'APPROVED', approved_by = drafted_by, approved_at = now() where id = $1",
      [one.request],
    ),
  ).rejects.toThrow(/check constraint/);
});

it('what was not answered in time is a duty of the unit and a notice to its police, and to nobody else', async () => {
  const one = await approved();
  must(await sendRequest(await home.of('lead'), one));
  home.clock.advance(25 * HOUR);
  must(await sweepClocks(home.platform()));
  expect(await stateOf(one.file)).toMatchObject({ overdue: true });
  const duties = must(await listWork(await home.of('lead'), { kind: 'offence-request' })).rows;
  expect(duties.find(({ part }) => part === one.request)).toMatchObject({
    act: 'chase-request',
    look: 'breached',
    mine: true,
  });
  for (const who of ['verifier', 'stranger', 'coordinator'] as const)
    expect(JSON.stringify(must(await listWork(await home.of(who), {})))).not.toContain(one.request);
  const told = must(await listNotices(await home.of('lead'))).notices.filter(
    ({ object }) => object?.id === one.request,
  );
  expect(told.map(({ kind }) => kind)).toContain('clock.breached');
  for (const who of [home.units.verifier, home.ministry, home.province])
    expect(must(await listNotices(await home.as(who))).notices.some(({ object }) => object?.id === one.request)).toBe(
      false,
    );
});

it('the days of an answer and of a decision stand in the calendar of who works on the file, in no file of days, and for nobody else', async () => {
  const one = await approved();
  must(await sendRequest(await home.of('lead'), one));
  const today = vietnamDate(home.clock.now());
  const span = { from: today, to: addDays(today, 60) };
  const entries = async (ctx: Ctx, takenAway?: 'ics') =>
    must(await calendar(ctx, { ...span, ...(takenAway && { takenAway }) }))
      .flatMap(({ day, entries: own }) => own.map((entry) => ({ ...entry, day })))
      .filter(({ object }) => object === one.file || object === one.request);
  const seen = await entries(await home.of('lead'));
  expect(seen).toMatchObject([
    {
      code: 'DL-USERINFO',
      kind: 'clock',
      about: 'offence-request',
      reference: one.reference,
      page: `/vi-pham/${one.file}#yeu-cau`,
      confined: true,
    },
    { code: 'DL-TIP-20D', about: 'offence-file', object: one.file, page: `/vi-pham/${one.file}` },
  ]);
  for (const { day, at } of seen) expect(vietnamDate(at as Date)).toBe(day);
  expect(await entries(await home.of('lead'), 'ics')).toEqual([]);
  for (const who of ['stranger', 'coordinator', 'verifier', 'communePolice'] as const)
    expect([who, await entries(await home.of(who))]).toEqual([who, []]);
  for (const who of [home.ministry, home.province, home.officer]) expect(await entries(await home.as(who))).toEqual([]);
});

it('a request is given up in any state before its answer, and its clock with it', async () => {
  const one = await approved();
  must(await sendRequest(await home.of('lead'), one));
  must(await withdrawRequest(await home.of('lead'), one));
  expect(await stateOf(one.file)).toMatchObject({ state: 'WITHDRAWN', clock: null });
  expect(code(await answerRequest(await home.of('lead'), { ...one, answer: 'ANSWERED', text: 'x' }))).toBe(
    'offence-request.wrong-state',
  );
  const waiting = await drafted();
  must(await submitRequest(await home.of('lead'), waiting));
  must(await withdrawRequest(await home.of('lead'), waiting));
  const { rows } = await home.owner.query('select decision from work.approval where object_id = $1', [waiting.request]);
  expect(rows).toEqual([{ decision: 'LAPSED' }]);
});

it('the clocks of what was asked go with a file that is handed over', async () => {
  const one = await approved();
  must(await sendRequest(await home.of('lead'), one));
  must(await transferFile(await home.of('lead'), { file: one.file, to: 'CAT-79' }));
  const { rows } = await home.owner.query('select owner_agency from clocks.clock where object_id = $1', [one.request]);
  expect(rows).toEqual([{ owner_agency: 'CAT-79' }]);
  expect(must(await fileOfRequest(await home.of('partner'), one.request))).toBe(one.file);
  expect(code(await fileOfRequest(await home.of('lead'), one.request))).toBe('record.not-found');
});

it('a kind without a rule, an addressee that is nobody, media and a stale page are refused', async () => {
  const file = await home.opened();
  const lead = await home.of('lead');
  expect(code(await draftRequest(lead, { file, ...ASK, kind: 'X' }))).toBe('offence-request.no-rule');
  expect(code(await draftRequest(lead, { file, ...ASK, agency: 'NOBODY' }))).toBe('offence-request.agency-unknown');
  expect(code(await draftRequest(lead, { file, ...ASK, asked: 'data:image/png;base64,A' }))).toBe(
    'offence-file.holds-media',
  );
  expect(code(await draftRequest(lead, { file, ...ASK, asked: '' }))).toBe('text.empty');
  expect(code(await draftRequest(await home.of('intake'), { file, ...ASK }))).toBe('access.not-permitted');
  const one = await drafted();
  expect(code(await submitRequest(lead, { ...one, version: 7 }))).toBe('record.changed-meanwhile');
  expect(code(await submitRequest(lead, { ...one, file }))).toBe('record.not-found');
  expect(code(await answerRequest(lead, { ...one, answer: 'X', text: 'x' }))).toBe('offence-request.answer-unusable');
});
