import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { type PlayedProvider, playProvider, sendDue } from '../../channels/outbox/outbox.testing.ts';
import { DAY, HOUR } from '../../kernel/index.ts';
import { endContact, enterAddressee, enterContact } from '../../takedown/index.ts';
import { decideApproval, listApprovals, listWork } from '../../work/index.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { draftRequest, submitRequest, withdrawRequest } from './draft-request.ts';
import { FOLLOW_REQUEST, followRequest } from './follow-request.ts';
import { readRequests } from './read-requests.ts';
import { sendByPlatform } from './send-by-platform.ts';

const PLATFORM = 'MAU-NEN-TANG';
const MAILBOX = 'co-quan@nen-tang.example';
const home = fileFixture(() => openOffencesHome());
let mail: PlayedProvider;
let planted: { close(): void };
let contact: { addressee: string; contact: string };
const order = { functions: ['ORDER_TAKEDOWN', 'ORDER_BLOCK'], purpose: 'takedown' };
const [enters, agrees] = [
  testPerson('takedown_officer', 'MPS-A05', order),
  testPerson('takedown_officer', 'MPS-A05', order),
];

async function mailbox(): Promise<void> {
  const { rows } = await home.owner.query('select id from takedown.addressee where agency = $1', [PLATFORM]);
  const addressee =
    (rows[0]?.id as string | undefined) ??
    must(await enterAddressee(home.context(enters), { name: 'Nền tảng mẫu', kind: 'PLATFORM', agency: PLATFORM })).id;
  const entered = must(await enterContact(home.context(enters), { addressee, channel: 'EMAIL', address: MAILBOX }));
  contact = { addressee, contact: entered.id };
  const approval = await home.owner.query('select id from work.approval where object_id = $1', [entered.id]);
  must(await decideApproval(home.context(agrees), { approval: approval.rows[0].id, decision: 'APPROVED' }));
}

/** A request that another investigator agreed to. */
async function approved(more: object = {}) {
  const file = await home.opened({ summary: 'Nội dung của hồ sơ, không gửi cho ai.' });
  const asked = 'Thông tin đăng ký của tài khoản mẫu ke.mau.01';
  const { id: request, reference } = must(
    await draftRequest(await home.of('lead'), {
      file,
      kind: 'USER_DATA',
      addressee: 'Nền tảng mẫu',
      agency: PLATFORM,
      asked,
      ...more,
    }),
  );
  must(await submitRequest(await home.of('lead'), { file, request }));
  const waiting = must(await listApprovals(await home.of('second'))).find(({ object }) => object.id === request);
  must(await decideApproval(await home.of('second'), { approval: waiting?.id as string, decision: 'APPROVED' }));
  return { file, request, reference };
}
const stateOf = async (one: { file: string }) =>
  must(await readRequests(await home.of('lead'), { file: one.file })).requests[0];
/** Sends what is due, and follows what became of it. */
async function send(one: { request: string }) {
  home.clock.advance(60_000);
  await sendDue(home);
  const { rows } = await home.owner.query('select 1 from graphile_worker.jobs where task_identifier = $1', [
    FOLLOW_REQUEST,
  ]);
  expect(rows.length).toBeGreaterThan(0);
  await followRequest(home.platform(), one.request);
}

beforeAll(async () => {
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified)
     values ($1, 'Nền tảng mẫu', 'Sample platform', 'PLATFORM', 'PRIVATE', 'test', false)`,
    [PLATFORM],
  );
  mail = playProvider({ textMost: 20_000 });
  planted = plantAdapter({ ...mail.adapter, code: 'email' });
}, 120_000);
afterAll(() => planted.close());

it('without an approved mailbox, or an account of the unit, nothing leaves and the request waits as before', async () => {
  const one = await approved();
  expect(code(await sendByPlatform(await home.of('lead'), one))).toBe('offence-request.no-mailbox');
  const stranger = await approved({ agency: undefined });
  expect(code(await sendByPlatform(await home.of('lead'), stranger))).toBe('offence-request.no-mailbox');
  await mailbox();
  expect(code(await sendByPlatform(await home.of('lead'), one))).toBe('offence-request.no-account');
  expect(await stateOf(one)).toMatchObject({ state: 'APPROVED', sentAt: null });
});

it('leaves with its document for the approved mailbox; its clock runs from when the mail was taken', async () => {
  await plantAccount(home, {
    adapter: 'email',
    agency: 'CAT-01',
    address: 'pc02@cat01.example',
    secrets: { token: 'mẫu' },
  });
  const one = await approved({ urgent: true });
  for (const who of ['partner', 'stranger', 'intake', 'coordinator', 'verifier'] as const)
    expect([who, (await sendByPlatform(await home.of(who), one)).ok]).toEqual([who, false]);
  must(await sendByPlatform(await home.of('lead'), one));
  expect(await stateOf(one)).toMatchObject({ state: 'SENDING', clock: null });
  expect(code(await sendByPlatform(await home.of('lead'), one))).toBe('offence-request.wrong-state');
  const before = mail.taken.length;
  await send(one);
  const letters = mail.taken.slice(before);
  expect(letters.map(({ to }) => to)).toEqual([MAILBOX]);
  const { text, files = [] } = letters[0] as (typeof letters)[number];
  expect(text).toContain(one.reference);
  expect(text).toContain('KHẨN CẤP');
  // The mail itself names the request alone; neither it nor the document names the file.
  expect(text).not.toContain('ke.mau.01');
  expect(`${text}${files.map(({ name }) => name)}`).not.toContain('VP-');
  expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    [`yeu-cau-${one.reference}.pdf`, 'application/pdf'],
  ]);
  expect(files[0]?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const sent = await stateOf(one);
  expect(sent).toMatchObject({ state: 'SENT', clock: { rule: 'DL-USERINFO' } });
  expect(Number(sent?.clock?.dueAt) - Number(sent?.clock?.startedAt)).toBe(3 * HOUR);
  // Asked about again, nothing is written twice.
  const events = () =>
    home.owner.query('select code from offences.request_event where request_id = $1 order by at, id', [one.request]);
  const written = (await events()).rows;
  expect(new Set(written.map((event) => event.code))).toEqual(
    new Set(['drafted', 'submitted', 'approved', 'sending', 'sent']),
  );
  expect(written).toHaveLength(5);
  await send(one);
  expect((await events()).rows).toEqual(written);
  expect(mail.taken).toHaveLength(before + 1);
});

it('a mail that is given up leaves it approved and not sent, and a duty again; it is sent once more by another mail', async () => {
  const one = await approved();
  mail.answer = () => ({ state: 'refused', reason: 'no-such-mailbox' }) as never;
  must(await sendByPlatform(await home.of('lead'), one));
  await send(one);
  expect(await stateOf(one)).toMatchObject({ state: 'APPROVED', sentAt: null, clock: null });
  const duties = must(await listWork(await home.of('lead'), { kind: 'offence-request' })).rows;
  expect(duties.find(({ part }) => part === one.request)).toMatchObject({ act: 'send-request' });
  mail.answer = (_message, take) => take();
  home.clock.advance(DAY);
  must(await sendByPlatform(await home.of('lead'), one));
  await send(one);
  expect(await stateOf(one)).toMatchObject({ state: 'SENT' });
});

it('given up by its unit, or where the mailbox was ended meanwhile, nothing leaves', async () => {
  const one = await approved();
  must(await sendByPlatform(await home.of('lead'), one));
  must(await withdrawRequest(await home.of('lead'), one));
  const before = mail.taken.length;
  await send(one);
  expect(await stateOf(one)).toMatchObject({ state: 'WITHDRAWN' });
  const other = await approved();
  must(await sendByPlatform(await home.of('lead'), other));
  must(await endContact(home.context(enters), contact));
  await send(other);
  expect(mail.taken).toHaveLength(before);
  expect(await stateOf(other)).toMatchObject({ state: 'APPROVED', sentAt: null });
});
