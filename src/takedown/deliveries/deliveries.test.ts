import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { testReach } from '../../channels/adapter.contract.ts';
import type { Reach } from '../../channels/index.ts';
import { NO_WISHES, queueMessage, signedHeaders } from '../../channels/index.ts';
import { type PlayedProvider, playProvider, sendDue } from '../../channels/outbox/outbox.testing.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../channels/webhook/webhook-receiver.fake.ts';
import { DAY, HOUR, MINUTE, newId, systemActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { claimReach } from '../addressees/claim-reach.ts';
import { endContact, enterContact } from '../addressees/enter-contact.ts';
import { keepOwnContact } from '../addressees/keep-own-contact.ts';
import { renewContactSecret } from '../addressees/renew-secret.ts';
import { openAlertsHome, PLATFORM, PROVIDER, SCHOOL } from '../alerts/alerts.testing.ts';
import { pushAlert } from '../alerts/push-alert.ts';
import { recallAlert } from '../alerts/recall-alert.ts';
import { receiveAcknowledgement } from '../alerts/receive-acknowledgement.ts';
import { acknowledgeDrill } from '../drills/acknowledge-drill.ts';
import { endDrill } from '../drills/list-drills.ts';
import { pushDrill } from '../drills/push-drill.ts';
import { startDrill } from '../drills/start-drill.ts';
import { rounds } from '../machine-reports/machine-report.ts';
import { pushOutcomes } from '../machine-reports/push-outcomes.ts';
import { reportOutcome } from '../machine-reports/report-lists.ts';
import { proposeOrder } from '../orders/propose-order.ts';
import { webhookKeysToday } from '../orders/webhook-keys.ts';
import { TESTS_A_DAY } from './delivery.ts';
import { listDeliveries } from './list-deliveries.ts';
import { retryDelivery } from './retry-delivery.ts';
import { sendTestDelivery } from './send-test.ts';

const home = fileFixture(() => openAlertsHome('2026-11-24T02:00:00Z'), 120_000);
const system = () => home.as(systemActor('test'));
const later = (ms: number) => home.clock.set(new Date(home.clock.now().getTime() + ms));
const coordinator = () => home.as(home.alerts.coordinator);
const member = () => home.as(home.alerts.platform);

let receiver: WebhookReceiver;
let host: Awaited<ReturnType<typeof home.addressee>>;
let mail: PlayedProvider;
let planted: { close(): void };
let mailbox: string;

const send = () => {
  later(MINUTE);
  return sendDue(home, { reach: () => receiver.reach({ ...testReach(2_000), now: home.clock.now() } as Reach) });
};
const last = () => JSON.parse(receiver.calls.at(-1)?.body ?? '{}');
const typesSince = (from: number) => receiver.calls.slice(from).map(({ body }) => JSON.parse(body).type as string);
const push = (alert: string) => pushAlert(system(), alert);
const issue = async (more: Parameters<typeof home.issue>[0] = {}) => {
  const alert = await home.issue(more);
  await push(alert.id);
  return alert;
};
const cancelOf = async (alert: string): Promise<string> =>
  (
    await home.owner.query<{ id: string }>(
      "select id from takedown.alert where message = 'CANCEL' and chain = (select chain from takedown.alert where id = $1)",
      [alert],
    )
  ).rows[0]?.id ?? '';
const deliveries = async (filters: { kind?: string; state?: string; channel?: string } = {}, agency = PLATFORM) =>
  must(await listDeliveries(member(), { agency, ...filters })).deliveries;

beforeAll(async () => {
  receiver = await openWebhookReceiver(() => home.clock.now());
  host = await home.addressee({ kind: 'PLATFORM', agency: PLATFORM, name: 'Nền tảng mẫu' }, ['PORTAL', 'WEBHOOK'], {
    WEBHOOK: receiver.url,
  });
  receiver.know(host.secret as string);
  mail = { ...playProvider({ textMost: 20_000 }) };
  planted = plantAdapter({ ...mail.adapter, code: 'email' });
  mailbox = await plantAccount(home, {
    adapter: 'email',
    agency: 'MPS-A05',
    address: 'mang-luoi@a05.example',
    secrets: { token: 'mẫu' },
  });
  await home.addressee({ kind: 'ISP', agency: PROVIDER, name: 'Nhà mạng mẫu' }, ['EMAIL']);
}, 120_000);
afterEach(async () => {
  receiver.answer(undefined);
  await receiver.behave('takes');
  later(HOUR);
});
afterAll(async () => {
  planted.close();
  await receiver.close();
});

describe('an alert by webhook and by mail', () => {
  it('is called with what the marking lets leave to a machine, proven by two signatures, and acknowledged by its own signed call', async () => {
    const alert = await issue();
    const { keys } = must(await webhookKeysToday(home.as({ kind: 'anonymous' })));
    const ours = keys.find(({ agency }) => agency === 'MPS-A05');
    receiver.trust(ours?.key as string);
    expect(ours?.fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    await send();
    expect(receiver.calls.at(-1)?.proven).toEqual(['v1', 'v1a']);
    const receipt = await home.receiptOf(alert.id, PLATFORM);
    expect(last()).toMatchObject({
      type: 'alert.issued',
      data: { receipt, reference: alert.reference, complete: true, test: false, alert: { reference: alert.reference } },
    });
    expect(last().data.acknowledge_url).toMatch(new RegExp(`/api/v1/alert-acknowledgements/${host.contacts.WEBHOOK}$`));
    const values = last().data.alert.parts.map(({ value }: { value: string }) => value);
    expect(values).toContain('https://nhom-mau.example/vao/1');
    // What never leaves: a note of the house, and what is to be compared is no indicator to act by.
    expect(JSON.stringify(last())).not.toContain('hồ sơ nội bộ');
    // The provider has no webhook: a letter, without what is only for members' machines.
    const letter = mail.taken.at(-1)?.text ?? '';
    expect(letter).toContain(alert.reference);
    expect(letter).toContain('Nhóm trò chuyện dụ dỗ học sinh (mẫu)');
    expect(letter).toContain('nhom-mau[.]example');
    expect(letter).not.toContain('vao/1');
    expect(letter).not.toContain('doi.tuong.mau');

    const said = JSON.stringify({ alert: receipt, outcome: 'NOTED' });
    const headers = (secret: string) => new Headers(signedHeaders(secret, newId(), said, home.clock.now()));
    const answer = (secret: string) =>
      receiveAcknowledgement(home.as({ kind: 'anonymous' }), {
        contact: host.contacts.WEBHOOK as string,
        request: { body: Buffer.from(said), headers: headers(secret) },
      });
    expect(code(await answer(`whsec_${Buffer.alloc(32, 1).toString('base64')}`))).toBe('webhook.signature-wrong');
    expect((await home.receipts(alert.id)).find(({ id }) => id === receipt)?.acknowledged_at).toBeNull();
    must(await answer(host.secret as string));
    expect((await home.receipts(alert.id)).find(({ id }) => id === receipt)?.acknowledged_how).toBe('WEBHOOK');
    // Asked again, as after a worker that died, nothing leaves twice.
    const calls = receiver.calls.length;
    await push(alert.id);
    await send();
    expect(receiver.calls).toHaveLength(calls);
    expect(await deliveries({ kind: 'ALERT' })).toMatchObject([
      { state: 'sent', tries: 1, reference: alert.reference, channel: 'WEBHOOK', retries: false },
    ]);
    expect((await deliveries({ kind: 'ALERT' }))[0]?.answerMs).toBeGreaterThanOrEqual(0);
  });

  it.each([
    { tlp: 'RED', pap: 'GREEN', webhook: 'alert.waiting', letter: false },
    { tlp: 'GREEN', pap: 'RED', webhook: 'alert.waiting', letter: false },
    { tlp: 'AMBER', pap: 'GREEN', webhook: 'alert.issued', letter: false },
    { tlp: 'GREEN', pap: 'AMBER', webhook: 'alert.issued', letter: true },
  ] as const)('marked $tlp and $pap says no more than its marking lets it', async ({ tlp, pap, webhook, letter }) => {
    const alert = await issue({
      tlp,
      pap,
      audiences: [],
      named: [PLATFORM, PROVIDER],
      parts: [{ type: 'TEXT', value: 'Chỉ người được nêu tên đọc (mẫu).' }],
    });
    await send();
    expect(last().type).toBe(webhook);
    const called = JSON.stringify(last());
    expect(called).toContain(alert.reference);
    expect(called.includes('Chỉ người được nêu tên')).toBe(webhook === 'alert.issued');
    expect(called.includes('Nhóm trò chuyện')).toBe(webhook === 'alert.issued');
    const text = mail.taken.at(-1)?.text ?? '';
    expect(text).toContain(alert.reference);
    expect(text.includes('Chỉ người được nêu tên')).toBe(letter);
    expect(text.includes('Nhóm trò chuyện')).toBe(letter);
  });

  it('that is recalled while it is tried stops; its recall leaves at once, under an identifier of its own', async () => {
    receiver.answer(503);
    const alert = await issue();
    await send();
    later(HOUR);
    await send();
    const tried = receiver.calls.filter(({ body }) => body.includes(alert.reference));
    expect(tried.length).toBeGreaterThan(1);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    const [waiting] = await deliveries({ kind: 'ALERT' });
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'http-503' });
    const calls = receiver.calls.length;
    must(await recallAlert(coordinator(), { alert: alert.id, reason: 'WRONG' }));
    receiver.answer(undefined);
    await push(await cancelOf(alert.id));
    await send();
    later(2 * DAY);
    await send();
    expect(typesSince(calls)).toEqual(['alert.recalled']);
    expect(last().data).toMatchObject({ reference: alert.reference, reason: 'WRONG' });
    expect(JSON.stringify(last())).not.toContain('nhom-mau');
    expect(receiver.calls.at(-1)?.id).not.toBe(tried[0]?.id);
    expect((await deliveries({ kind: 'ALERT' }))[0]).toMatchObject({ state: 'cancelled', reason: 'taken-back' });
    expect((await deliveries({ kind: 'ALERT_RECALL' }))[0]).toMatchObject({ state: 'sent' });
    expect(mail.taken.at(-1)?.text).toContain('THU HỒI');
    // By hand neither: nothing of a recalled alert leaves, whoever presses.
    expect(code(await retryDelivery(member(), { delivery: waiting?.id as string }))).toBe('outbox.not-retried');
  });

  it('a try on its way when it is recalled is the last: the next one asks what holds by then', async () => {
    receiver.answer(503);
    const alert = await issue();
    await send();
    await home.owner.query("update takedown.alert set state = 'RECALLED' where id = $1", [alert.id]);
    receiver.answer(undefined);
    const calls = receiver.calls.length;
    later(2 * DAY);
    await send();
    expect(typesSince(calls)).toEqual([]);
    expect((await deliveries({ kind: 'ALERT' }))[0]).toMatchObject({ state: 'cancelled', reason: 'taken-back' });
  });

  it('its update takes its place: who could not be reached meanwhile is told the newer version alone', async () => {
    receiver.answer(503);
    const first = await issue();
    await send();
    const second = await issue({ follows: first.id });
    receiver.answer(undefined);
    const calls = receiver.calls.length;
    later(2 * DAY);
    await send();
    expect(typesSince(calls)).toEqual(['alert.updated']);
    expect(last().data.alert).toMatchObject({ number: 2, id: second.id });
  });

  it('is told to nobody whose agreement ended between', async () => {
    receiver.answer(503);
    await issue();
    await send();
    await home.owner.query("update members.membership set state = 'SUSPENDED' where agency = $1", [PLATFORM]);
    receiver.answer(undefined);
    const calls = receiver.calls.length;
    later(2 * DAY);
    await send();
    await home.owner.query("update members.membership set state = 'ACTIVE' where agency = $1", [PLATFORM]);
    expect(typesSince(calls)).toEqual([]);
  });

  it('a receiver that hangs keeps nobody waiting: the recall and the letters of others leave', async () => {
    await receiver.behave('hangs');
    const alert = await issue();
    await send();
    expect((await deliveries({ kind: 'ALERT' }))[0]?.state).toBe('waiting');
    const letters = mail.taken.length;
    must(await recallAlert(coordinator(), { alert: alert.id, reason: 'WRONG' }));
    await receiver.behave('takes');
    await push(await cancelOf(alert.id));
    await send();
    expect(last().type).toBe('alert.recalled');
    expect(mail.taken.length).toBe(letters + 1);
  });

  it('by mail, its recall waits for no order that fails at the same address', async () => {
    // An order to the same box that its server does not take now.
    const order = await home.as(systemActor('test')).transaction((tx) =>
      queueMessage(system(), tx, {
        key: 'don-1',
        purpose: 'order',
        to: { account: mailbox, address: 'abuse@noi-nhan.example', wishes: NO_WISHES },
        text: 'Yêu cầu mẫu',
      }),
    );
    expect(order.ok).toBe(true);
    mail.answer = ({ text }, take) => (text === 'Yêu cầu mẫu' ? { state: 'again', reason: 'http-503' } : take());
    await send();
    const alert = await issue();
    await send();
    expect(mail.taken.at(-1)?.text).toContain(alert.reference);
    must(await recallAlert(coordinator(), { alert: alert.id, reason: 'WRONG' }));
    await push(await cancelOf(alert.id));
    await send();
    expect(mail.taken.at(-1)?.text).toContain(`THU HỒI cảnh báo ${alert.reference}`);
    const { rows } = await home.owner.query(
      "select state, ahead from channels.outbound_message where purpose in ('order', 'alert') and channel = 'email' order by queued_at desc, id desc limit 2",
    );
    expect(rows[0]).toEqual({ state: 'sent', ahead: true });
    mail.answer = (_message, take) => take();
  });

  it('too long for one call comes without its parts, and says so', async () => {
    await issue({
      parts: Array.from({ length: 30 }, (_, at) => ({ type: 'TEXT' as const, value: `${at} ${'Dài '.repeat(240)}` })),
    });
    await send();
    expect(last().data).toMatchObject({ complete: false, alert: { parts: [] } });
  });
});

describe('a drill', () => {
  it('is announced as one, without an order or an address, and not again once it was answered or is over', async () => {
    await home.owner.query("update members.agreement set covers = '{ALERTS,DRILLS}'");
    const drill = must(
      await startDrill(coordinator(), { kind: 'ORDER', urgent: true, members: [PLATFORM, PROVIDER] }),
    ).id;
    await pushDrill(system(), drill);
    await send();
    expect(last()).toMatchObject({ type: 'drill.announced', data: { drill: true, kind: 'ORDER', urgent: true } });
    expect(Object.keys(last().data).sort()).toEqual(
      [
        'acknowledge_url',
        'call',
        'called_by',
        'drill',
        'due_at',
        'kind',
        'page_url',
        'reference',
        'test',
        'urgent',
      ].sort(),
    );
    expect(mail.taken.at(-1)?.text).toContain('DIỄN TẬP');
    must(await acknowledgeDrill(member(), { call: last().data.call }));
    must(await endDrill(coordinator(), { drill }));

    later(3 * HOUR);
    receiver.answer(503);
    const other = must(await startDrill(coordinator(), { kind: 'ORDER', members: [PLATFORM] })).id;
    await pushDrill(system(), other);
    await send();
    must(await endDrill(coordinator(), { drill: other }));
    receiver.answer(undefined);
    const calls = receiver.calls.length;
    later(HOUR);
    await send();
    expect(typesSince(calls)).toEqual([]);
  });
});

describe('outcomes of machine reports', () => {
  it('leave for the webhook of who filed, a hundred in a call, and once', async () => {
    const filed = async (agency: string, count: number) => {
      for (let at = 0; at < count; at++) {
        const id = newId();
        await home.owner.query(
          `insert into takedown.machine_report (id, reference, agency, client, body_mark, form, test, state, incident_type, incident_at, urgent, sealed, files, quality, missing, opened_at, changed_at, expires_at, finished_at)
           values ($1::uuid, 'BT-' || upper(substr(md5($1::uuid::text), 1, 4)) || '-' || upper(substr(md5($1::uuid::text || 'x'), 1, 4)), $2, 'may', decode(repeat('00', 32), 'hex'), 'JSON', false, 'FINISHED', 'CSAM', $3, false, '\\x00', 0, 50, '{}', $3, $3, $3::timestamptz + interval '1 hour', $3)`,
          [id, agency, home.clock.now()],
        );
        await home.owner.query(
          `insert into takedown.machine_report_outcome (id, report_id, agency, round, code, given_at)
           select gen_random_uuid(), $1::uuid, $2, round, code, $3 from (select $4::text as round, $5::text as code) as of`,
          [id, agency, home.clock.now(), round, outcome],
        );
      }
    };
    const round = rounds[0]?.code as string;
    const outcome = reportOutcome.codes[0] as string;
    await filed(PLATFORM, 103);
    await filed(PROVIDER, 1);
    const calls = receiver.calls.length;
    const letters = mail.taken.length;
    expect(await pushOutcomes(system())).toBe(2);
    expect(await pushOutcomes(system())).toBe(0);
    await send();
    await send();
    expect(typesSince(calls)).toEqual(['machine-report.outcome', 'machine-report.outcome']);
    const told = receiver.calls.slice(calls).flatMap(({ body }) => JSON.parse(body).data.outcomes);
    expect(told).toHaveLength(103);
    expect(new Set(told.map(({ report }: { report: string }) => report)).size).toBe(103);
    expect(told[0]).toMatchObject({ round, code: outcome });
    // Who has no webhook fetches them: no letter lists reports.
    expect(mail.taken).toHaveLength(letters);
  });
});

describe('a try by a member', () => {
  const test = (ctx = member()) =>
    sendTestDelivery(ctx, { addressee: host.id, contact: host.contacts.WEBHOOK as string });
  const result = async (id: string) => (await deliveries({ kind: 'TEST' })).find((one) => one.id === id);

  it('is signed and tells what came back: taken, refused, hung, gone', async () => {
    const taken = must(await test()).id;
    await send();
    expect(last()).toMatchObject({ type: 'test.ping', data: { test: true, delivery: taken } });
    expect(receiver.calls.at(-1)?.proven).toContain('v1');
    expect(await result(taken)).toMatchObject({ state: 'sent', answerMs: expect.any(Number) });
    receiver.answer(403);
    const refused = must(await test()).id;
    await send();
    expect(await result(refused)).toMatchObject({ state: 'waiting', reason: 'http-403' });
    later(HOUR);
    await send();
    // It tells nothing any more: it is not tried for hours.
    expect(await result(refused)).toMatchObject({ state: 'dead', reason: 'too-late' });
    receiver.answer(410);
    const gone = must(await test()).id;
    await send();
    expect(await result(gone)).toMatchObject({ state: 'dead', reason: 'http-410', retries: true });
    receiver.answer(undefined);
    must(await retryDelivery(member(), { delivery: gone }));
    await send();
    expect(await result(gone)).toMatchObject({ state: 'sent' });
  });

  it('floods nobody: one at a time, so many a day, and only of what was approved', async () => {
    must(await test());
    expect(code(await test())).toBe('member-delivery.too-soon');
    await send();
    for (let at = 0; at < TESTS_A_DAY + 5; at++) {
      later(MINUTE);
      const again = await test();
      if (!again.ok) break;
    }
    later(MINUTE);
    expect(code(await test())).toBe('member-delivery.too-soon');
    later(DAY + HOUR);
    must(await test());
    expect(
      code(await sendTestDelivery(member(), { addressee: host.id, contact: host.contacts.PORTAL as string })),
    ).toBe('member-delivery.contact-unusable');
    expect(code(await sendTestDelivery(member(), { addressee: host.id, contact: newId() }))).toBe(
      'addressee-contact.not-found',
    );
  });

  it('and its deliveries are nobody else’s', async () => {
    const stranger = home.as(home.officers.stranger);
    expect((await test(stranger)).ok).toBe(false);
    expect(must(await listDeliveries(stranger, { agency: PLATFORM })).deliveries).toEqual([]);
    const [own] = await deliveries();
    expect(code(await retryDelivery(stranger, { delivery: own?.id as string }))).toBe('member-delivery.not-found');
    const outsider = home.as(testPerson('school_officer', 'MAU-TRUONG', { purpose: 'takedown' }));
    expect(code(await listDeliveries(outsider, { agency: PLATFORM }))).toBe('access.not-permitted');
    expect((await listDeliveries(coordinator(), { agency: PLATFORM })).ok).toBe(true);
  });

  it('the list goes on page by page, by what is chosen', async () => {
    const first = must(await listDeliveries(member(), { agency: PLATFORM, kind: 'TEST' }));
    expect(first.deliveries).toHaveLength(50);
    const next = must(await listDeliveries(member(), { agency: PLATFORM, kind: 'TEST', after: first.next as string }));
    expect(next.deliveries.length).toBeGreaterThan(0);
    expect(next.deliveries.every(({ kind }) => kind === 'TEST')).toBe(true);
    const ids = [...first.deliveries, ...next.deliveries].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(code(await listDeliveries(member(), { agency: PLATFORM, kind: 'ALERT', after: first.next as string }))).toBe(
      'request.invalid',
    );
    expect((await deliveries({ state: 'cancelled' })).every(({ state }) => state === 'cancelled')).toBe(true);
  });
});

describe('the secret of a webhook', () => {
  const renew = (endFormer?: boolean) =>
    renewContactSecret(member(), { addressee: host.id, contact: host.contacts.WEBHOOK as string, endFormer });
  const ping = async () => {
    later(MINUTE);
    must(await sendTestDelivery(member(), { addressee: host.id, contact: host.contacts.WEBHOOK as string }));
    await send();
    return receiver.calls.at(-1)?.proven ?? [];
  };
  const acknowledges = async (secret: string) => {
    const body = JSON.stringify({ alert: newId(), outcome: 'NOTED' });
    const answered = await receiveAcknowledgement(home.as({ kind: 'anonymous' }), {
      contact: host.contacts.WEBHOOK as string,
      request: {
        body: Buffer.from(body),
        headers: new Headers(signedHeaders(secret, newId(), body, home.clock.now())),
      },
    });
    return code(answered);
  };

  it('is renewed with the one before beside it for a week, and ended at once where it is known to others', async () => {
    later(2 * DAY);
    const old = host.secret as string;
    const renewed = must(await renew());
    expect(renewed.formerUntil).toBe(new Date(home.clock.now().getTime() + 7 * DAY).toISOString());
    for (const secret of [old, renewed.secret]) {
      receiver.know(secret);
      expect(await ping()).toContain('v1');
      // Known to be theirs, and there is no such alert.
      expect(await acknowledges(secret)).toBe('record.not-found');
    }
    later(7 * DAY);
    receiver.know(old);
    receiver.trust(`whpk_${Buffer.alloc(32, 5).toString('base64')}`);
    expect(await ping()).toEqual([]);
    expect(await acknowledges(old)).toBe('webhook.signature-wrong');
    const at = must(await renew(true));
    expect(at.formerUntil).toBeNull();
    expect(await acknowledges(renewed.secret)).toBe('webhook.signature-wrong');
    receiver.know(at.secret);
    expect(await ping()).toContain('v1');
    const kept = await home.owner.query(
      'select to_jsonb(contact)::text as row from takedown.addressee_contact as contact',
    );
    expect(JSON.stringify(kept.rows)).not.toContain(at.secret.slice(6, 30));
  });

  it('is no stranger’s to renew', async () => {
    const stranger = home.as(home.officers.stranger);
    const asked = { addressee: host.id, contact: host.contacts.WEBHOOK as string };
    expect((await renewContactSecret(stranger, asked)).ok).toBe(false);
    expect(code(await renewContactSecret(member(), { ...asked, contact: host.contacts.PORTAL as string }))).toBe(
      'addressee-contact.not-found',
    );
  });
});

describe('a new address', () => {
  it('waits beside the one that holds, and takes its place when a second person approves it', async () => {
    const entered = must(
      await enterContact(member(), { addressee: host.id, channel: 'WEBHOOK', address: `${receiver.url}-2` }),
    );
    expect(
      code(await enterContact(member(), { addressee: host.id, channel: 'WEBHOOK', address: 'https://x.example/h' })),
    ).toBe('addressee-contact.there-already');
    const states = async () =>
      Object.fromEntries(
        (
          await home.owner.query<{ id: string; state: string }>(
            "select id, state from takedown.addressee_contact where addressee_id = $1 and channel = 'WEBHOOK'",
            [host.id],
          )
        ).rows.map(({ id, state }) => [id, state]),
      );
    expect(await states()).toEqual({ [host.contacts.WEBHOOK as string]: 'APPROVED', [entered.id]: 'WAITING' });
    const approval = (await home.owner.query('select id from work.approval where object_id = $1', [entered.id])).rows[0]
      .id;
    must(await decideApproval(home.as(home.officers.orderer), { approval, decision: 'APPROVED' }));
    expect(await states()).toEqual({ [host.contacts.WEBHOOK as string]: 'ENDED', [entered.id]: 'APPROVED' });
    // What was still to be tried at the old address is not sent there any more.
    receiver.answer(503);
    must(await sendTestDelivery(member(), { addressee: host.id, contact: entered.id }));
    await send();
    must(await endContact(member(), { addressee: host.id, contact: entered.id }));
    receiver.answer(undefined);
    const calls = receiver.calls.length;
    later(2 * MINUTE);
    await send();
    expect(receiver.calls).toHaveLength(calls);
    expect((await deliveries({ kind: 'TEST' }))[0]).toMatchObject({ state: 'cancelled', reason: 'taken-back' });
  });
});

describe('a member of which nothing is ordered', () => {
  const own = () => home.as(testPerson('vncop_member_user', SCHOOL, { purpose: 'takedown' }));
  const contact = { agency: SCHOOL, channel: 'EMAIL', address: 'canh-bao@truong-mau.example' };

  it('keeps a contact of its own, by which it is told once a second person approved it', async () => {
    const entered = must(await keepOwnContact(own(), contact));
    expect(code(await keepOwnContact(own(), contact))).toBe('addressee-contact.there-already');
    const letters = () => mail.taken.filter(({ to }) => to === contact.address);
    const school = { audiences: ['SCHOOL'] } as const;
    await issue(school);
    await send();
    expect(letters()).toHaveLength(0);
    const approval = (await home.owner.query('select id from work.approval where object_id = $1', [entered.id])).rows[0]
      .id;
    expect((await decideApproval(own(), { approval, decision: 'APPROVED' })).ok).toBe(false);
    must(await decideApproval(coordinator(), { approval, decision: 'APPROVED' }));
    const alert = await issue(school);
    await send();
    expect(letters()).toHaveLength(1);
    expect(letters()[0]?.text).toContain(alert.reference);
    must(await recallAlert(coordinator(), { alert: alert.id, reason: 'WRONG' }));
    await push(await cancelOf(alert.id));
    await send();
    expect(letters()[1]?.text).toContain('THU HỒI');
    const { deliveries: sent } = must(await listDeliveries(own(), { agency: SCHOOL }));
    expect(sent.map(({ kind, state }) => [kind, state])).toEqual([
      ['ALERT_RECALL', 'sent'],
      ['ALERT', 'sent'],
    ]);
    // Nothing can be ordered of it, and it can say of nothing that it acts on it.
    const item = await home.verified('https://noi-mau.example/truong/1');
    const order = { item, addressee: entered.addressee, kind: 'REMOVE', reasons: ['CSAM'] };
    expect(code(await proposeOrder(home.as(home.people.fourth), order))).toBe('addressee.not-found');
    const reach = { addressee: entered.addressee, kind: 'DOMAIN', value: 'truong-mau.example' };
    expect(code(await claimReach(own(), reach))).toBe('addressee-reach.unusable');
    must(await endContact(own(), { addressee: entered.addressee, contact: entered.id }));
    await issue(school);
    await send();
    expect(letters()).toHaveLength(2);
  });

  it.each([
    ['another member’s people', () => member(), contact, 'access.not-permitted'],
    ['a page, which it has anyway', own, { ...contact, channel: 'PORTAL' }, 'addressee-contact.unusable'],
    ['no address', own, { ...contact, address: 'truong-mau' }, 'addressee-contact.unusable'],
    [
      'no safe address',
      own,
      { ...contact, channel: 'WEBHOOK', address: 'http://a.example' },
      'addressee-contact.unusable',
    ],
    ['an addressee', member, { ...contact, agency: PLATFORM }, 'addressee.there-already'],
    ['no member', coordinator, { ...contact, agency: 'C111' }, 'addressee-contact.no-member'],
  ] as const)('and is refused: %s', async (_what, who, input, refusal) => {
    const before = (await home.owner.query('select count(*)::int as n from takedown.addressee')).rows[0].n;
    expect(code(await keepOwnContact(who(), input))).toBe(refusal);
    expect((await home.owner.query('select count(*)::int as n from takedown.addressee')).rows[0].n).toBe(before);
  });
});
