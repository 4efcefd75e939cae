import { fail } from '@sveltejs/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, ok, servicesOf } from '../../../../src/kernel/index.ts';
import { openTestMembers, type TestMembers } from '../../../../src/members/members.testing.ts';
import { buildApp } from '../../../server/build-app.ts';
import { formAct, permittedAct } from './form-act.server.ts';

let house: TestMembers;
let agent: Ctx;
let auditor: Ctx;
beforeAll(async () => {
  house = await openTestMembers();
  agent = await house.as(await house.person('C111', ['111_agent']));
  auditor = await house.as(await house.person('C111', ['auditor']));
});
afterAll(() => house.close());

/** What a page's action gets, sent by the person of `ctx`. */
function sent(ctx: Ctx, fields: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const url = new URL('http://desk.test/nhat-ky');
  const locals = { app: buildApp(servicesOf(house.kernel), false), ctx, may: undefined };
  return { locals, params: {}, url, request: new Request(url, { method: 'POST', body }) };
}

test('an act answers with the value of its verb, and reads what was sent', async () => {
  const act = formAct(({ form }) => ok(form.get('q')));
  expect(await act(sent(agent, { q: 'giữ chỗ' }))).toEqual({ value: 'giữ chỗ' });
});

test("a module's refusal is answered in the reader's words and with its status, and the page's own as it is", async () => {
  const refused = await formAct(({ ctx, modules }) => modules.members.auditPage(ctx))(sent(agent));
  expect(refused).toMatchObject({ status: 403, data: { refusal: { title: expect.stringMatching(/\S/) } } });
  expect(await formAct(() => fail(422, { mismatch: true }))(sent(agent))).toMatchObject({
    status: 422,
    data: { mismatch: true },
  });
});

test('what takes a permission is done for those who have it; that somebody else tried is in the audit', async () => {
  const tries = async () =>
    (await house.owner.query("select 1 from kernel.audit_entry where action = 'audit.read' and outcome = 'refused'"))
      .rowCount ?? 0;
  const before = await tries();
  let done = 0;
  const act = permittedAct('audit.read', () => {
    done += 1;
    return ok(done);
  });
  expect(await act(sent(agent))).toMatchObject({ status: 403, data: { refusal: { code: 'access.not-permitted' } } });
  expect(done).toBe(0);
  expect(await tries()).toBe(before + 1);
  expect(await act(sent(auditor))).toEqual({ value: 1 });
});
