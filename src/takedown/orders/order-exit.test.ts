import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { testReach } from '../../channels/adapter.contract.ts';
import type { Followed, Reach } from '../../channels/index.ts';
import { signedHeaders } from '../../channels/index.ts';
import { followSent } from '../../channels/outbox/follow-sent.ts';
import { type PlayedProvider, playProvider, sendDue } from '../../channels/outbox/outbox.testing.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../channels/webhook/webhook-receiver.fake.ts';
import { HOUR, MINUTE, systemActor } from '../../kernel/index.ts';
import { endContact } from '../addressees/enter-contact.ts';
import { answerOrder } from './answer-order.ts';
import { clarifyOrder } from './clarify-order.ts';
import { cancelOrder } from './end-order.ts';
import { issueOrder } from './issue-order.ts';
import { orderDetail } from './order-detail.ts';
import { openOrdersHome } from './orders.testing.ts';
import { receiveAnswer } from './receive-answer.ts';
import { webhookKeysToday } from './webhook-keys.ts';

const home = fileFixture(() => openOrdersHome('2026-11-24T02:00:00Z'), 120_000);
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
let places = 0;
const place = () => {
  places += 1;
  return `https://noi-mau-${places}.example/bai/${places}`;
};
const later = (ms: number) => home.clock.set(new Date(home.clock.now().getTime() + ms));
const rowsOf = async (order: string) =>
  (
    await home.owner.query<{ kind: string; state: string; reason: string | null }>(
      'select object_kind as kind, state, reason from channels.outbound_message where object_id = $1 order by queued_at, object_kind',
      [order],
    )
  ).rows;

describe('an order by webhook', () => {
  let receiver: WebhookReceiver;
  let host: Awaited<ReturnType<typeof home.addressee>>;
  const send = () => {
    // One receiver is called at its pace.
    later(MINUTE);
    return sendDue(home, { reach: () => receiver.reach({ ...testReach(2_000), now: home.clock.now() } as Reach) });
  };
  const issued = async () => {
    const locator = place();
    const order = await home.propose(await home.verified(locator), host.id);
    must(await issueOrder(as('orderer'), { order }));
    return { order, locator };
  };
  const last = () => JSON.parse(receiver.calls.at(-1)?.body ?? '{}');

  beforeAll(async () => {
    receiver = await openWebhookReceiver(() => home.clock.now());
    host = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ có hệ thống' }, ['WEBHOOK'], {
      WEBHOOK: receiver.url,
    });
    receiver.know(host.secret as string);
  });
  afterEach(async () => {
    receiver.answer(undefined);
    await receiver.behave('takes');
    later(HOUR);
  });
  afterAll(() => receiver.close());

  it('is called with what its system needs to act, proven by two signatures, and answered by its own', async () => {
    const { order, locator } = await issued();
    const { keys } = must(await webhookKeysToday(home.as({ kind: 'anonymous' })));
    receiver.trust(keys.find(({ agency }) => agency === 'MPS-A05')?.key as string);
    await send();
    const row = await home.order(order);
    const [document] = (
      await home.owner.query<{ digest: Buffer }>('select digest from takedown.order_document where order_id = $1', [
        order,
      ])
    ).rows;
    expect(receiver.calls.at(-1)?.proven).toEqual(['v1', 'v1a']);
    expect(last()).toEqual({
      type: 'order.issued',
      timestamp: (row.ordered_at as Date).toISOString(),
      data: {
        order,
        reference: row.reference,
        ordered_by: { code: 'MPS-A05', name: expect.stringContaining('Cục An ninh mạng') },
        legal_basis: [row.rule_source, row.function_basis],
        document_sha256: document?.digest.toString('hex'),
        answer_url: expect.stringMatching(new RegExp(`/api/v1/takedown/answers/${host.contacts.WEBHOOK}$`)),
        test: false,
        statement: expect.stringMatching(/^\w{4}-\w{4}$/),
        statement_url: expect.stringContaining('/ly-do?ma='),
        kind: 'REMOVE',
        urgent: false,
        reasons: ['CSAM'],
        urls: [locator],
        location: null,
        due_at: (row.next_due_at as Date).toISOString(),
        preserve_until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });
    expect(must(await orderDetail(as('orderer'), { order })).deliveries).toMatchObject([
      { channel: 'WEBHOOK', state: 'sent' },
    ]);
    const body = JSON.stringify({ order: last().data.order, answer: 'ACKNOWLEDGED' });
    must(
      await receiveAnswer(home.as({ kind: 'anonymous' }), {
        contact: host.contacts.WEBHOOK as string,
        request: {
          body: Buffer.from(body),
          headers: new Headers(signedHeaders(host.secret as string, 'a1', body, home.clock.now())),
        },
      }),
    );
    expect((await home.order(order)).state).toBe('ACKNOWLEDGED');
    // What was opened to be sent stands in the audit, without an address.
    const audit = await home.owner.query(
      "select body::text as body from kernel.audit_entry where body::text like '%takedown-order.send%' and body::text like '%' || $1 || '%'",
      [order],
    );
    expect(audit.rows).toHaveLength(1);
    expect(audit.rows[0].body).toContain('WEBHOOK');
    expect(JSON.stringify(audit.rows)).not.toContain('noi-mau');
  });

  it('hangs, fails and is lost without being two orders: the same identifier, and the words of that moment', async () => {
    const { order } = await issued();
    const before = receiver.calls.length;
    await receiver.behave('hangs');
    await send();
    await receiver.behave('breaks-off');
    later(HOUR);
    await send();
    await receiver.behave('takes');
    // Meanwhile the addressee asked, and its time began anew.
    const held = as('orderer');
    must(
      await answerOrder(home.as(systemActor('test')), {
        order,
        answer: 'IMPOSSIBLE',
        ground: 'INSUFFICIENT_INFORMATION',
      }),
    );
    must(await clarifyOrder(held, { order, text: 'Bài đầu tiên.' }));
    later(6 * HOUR);
    await send();
    const calls = receiver.calls.slice(before);
    const orders = calls.filter(({ body }) => body.includes('order.issued'));
    expect(orders).toHaveLength(3);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    const due = orders.map(({ body }) => JSON.parse(body).data.due_at);
    expect(due[2]).toBe(((await home.order(order)).next_due_at as Date).toISOString());
    expect(due[2]).not.toBe(due[0]);
    await send();
    expect(last()).toMatchObject({ type: 'order.clarified', data: { order } });
  });

  it('that is taken back stops being tried, also while a try is on its way; who had it is told', async () => {
    receiver.answer(503);
    const { order } = await issued();
    await send();
    const tried = receiver.calls.length;
    must(await cancelOrder(as('orderer'), { order, reason: 'MISTAKE' }));
    receiver.answer(undefined);
    later(48 * HOUR);
    await send();
    // It may have been read before it was answered by an error.
    expect(receiver.calls.slice(tried).map(({ body }) => JSON.parse(body).type)).toEqual(['order.withdrawn']);
    expect(await rowsOf(order)).toMatchObject([
      { kind: 'takedown-order', state: 'cancelled', reason: 'taken-back' },
      { kind: 'takedown-order-withdrawn', state: 'sent' },
    ]);

    const unsent = await issued();
    must(await cancelOrder(as('orderer'), { order: unsent.order, reason: 'MISTAKE' }));
    await send();
    expect(receiver.calls).toHaveLength(tried + 1);
    expect(await rowsOf(unsent.order)).toMatchObject([{ state: 'cancelled', reason: 'taken-back' }]);

    // Taken in hand before, and put off by the receiver: the next try asks what holds by then.
    const other = await issued();
    receiver.answer(503);
    await send();
    await home.owner.query("update takedown.takedown_order set state = 'CANCELLED' where id = $1", [other.order]);
    receiver.answer(undefined);
    later(48 * HOUR);
    await send();
    expect(receiver.calls).toHaveLength(tried + 2);
    expect(await rowsOf(other.order)).toMatchObject([{ state: 'cancelled', reason: 'taken-back' }]);

    const third = await issued();
    await send();
    must(await cancelOrder(as('orderer'), { order: third.order, reason: 'MISTAKE' }));
    await send();
    expect(last()).toMatchObject({ type: 'order.withdrawn', data: { order: third.order } });
    expect(last().data.urls).toBeUndefined();
  });

  it('does not leave to a contact that was ended meanwhile', async () => {
    const other = await home.addressee({ kind: 'OWNER', name: 'Chủ trang có hệ thống' }, ['WEBHOOK'], {
      WEBHOOK: receiver.url,
    });
    const order = await home.propose(await home.verified(place()), other.id);
    must(await issueOrder(as('orderer'), { order }));
    must(await endContact(as('second'), { addressee: other.id, contact: other.contacts.WEBHOOK as string }));
    const before = receiver.calls.length;
    await send();
    expect(receiver.calls).toHaveLength(before);
    expect(await rowsOf(order)).toMatchObject([{ state: 'cancelled', reason: 'taken-back' }]);
  });
});

describe('an order by letter', () => {
  let provider: PlayedProvider;
  let planted: { close(): void };
  beforeAll(async () => {
    provider = playProvider({ textMost: 20_000 });
    planted = plantAdapter({ ...provider.adapter, code: 'email' });
    await plantAccount(home, {
      adapter: 'email',
      agency: 'MPS-A05',
      address: 'lenh@a05.example',
      secrets: { token: 'mẫu' },
    });
  });
  afterAll(() => planted.close());

  it('has the document with it, as it was issued, and is not kept with it; taken back, the withdrawal follows', async () => {
    const { id } = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ nhận thư' }, ['EMAIL']);
    const order = await home.propose(await home.verified(place()), id);
    must(await issueOrder(as('orderer'), { order }));
    const sealed = (
      await home.owner.query<{ size: number }>(
        'select length(sealed) as size from channels.outbound_message where object_id = $1',
        [order],
      )
    ).rows[0];
    expect(sealed?.size).toBeLessThan(500);
    await sendDue(home);
    const [letter] = provider.taken;
    const row = await home.order(order);
    expect(letter?.files).toMatchObject([
      { name: `yeu-cau-${row.reference}.pdf`, mediaType: 'application/pdf' },
      { mediaType: 'message/feedback-report' },
      { name: 'xarf.json', mediaType: 'application/json' },
    ]);
    const report = JSON.parse(Buffer.from(letter?.files?.[2]?.bytes ?? []).toString());
    expect(report).toMatchObject({ category: 'content', type: 'csam', reporter: { contact: 'lenh@a05.example' } });
    const bytes = Buffer.from(letter?.files?.[0]?.bytes ?? []);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(letter?.text).toContain('hxxps[:]//noi-mau');
    must(await cancelOrder(as('orderer'), { order, reason: 'MISTAKE' }));
    later(MINUTE);
    await sendDue(home);
    expect(provider.taken[1]?.text).toContain('đã thu hồi');
    expect(provider.taken[1]?.text).not.toContain('noi-mau');
    const withdrawal = Buffer.from(provider.taken[1]?.files?.[0]?.bytes ?? []);
    expect(createHash('sha256').update(withdrawal).digest()).not.toEqual(createHash('sha256').update(bytes).digest());
    expect(await rowsOf(order)).toMatchObject([
      { kind: 'takedown-order', state: 'sent' },
      { kind: 'takedown-order-withdrawn', state: 'sent' },
    ]);
  });

  it('to a member says where it reads the address, and carries none', async () => {
    const { id } = await home.addressee({ kind: 'ISP', name: 'Nhà mạng mẫu', agency: 'MAU-NHA-MANG' }, ['EMAIL']);
    const order = await home.propose(await home.verified(place()), id, { kind: 'LIMIT_IN_VN' });
    must(await issueOrder(as('orderer'), { order }));
    later(MINUTE);
    await sendDue(home);
    const letter = provider.taken.at(-1);
    expect(letter?.text).toContain('trang thành viên');
    expect(letter?.text).not.toContain('noi-mau');
    expect(letter?.files).toEqual([]);
  });
});

describe('an order by a service', () => {
  it('is a notice without words; what the service says of it stands in the timeline, and counts as an answer once', async () => {
    const provider = playProvider({ textMost: 500 });
    let says: Followed = { state: 'open', said: 'queued' };
    const asked: unknown[] = [];
    const planted = plantAdapter({
      ...provider.adapter,
      code: 'aws-abuse',
      follow: async (_account, sent) => {
        asked.push(sent);
        return says;
      },
    });
    await plantAccount(home, {
      adapter: 'aws-abuse',
      agency: 'MPS-A05',
      address: 'lenh@a05.example',
      secrets: { token: 'mẫu' },
    });
    const { id } = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ có dịch vụ' }, ['AWS']);
    const locator = place();
    const order = await home.propose(await home.verified(locator), id);
    must(await issueOrder(as('orderer'), { order }));
    await sendDue(home);
    const row = await home.order(order);
    expect(provider.taken.at(-1)?.notice).toMatchObject({
      reference: row.reference,
      about: 'csam',
      urls: [locator],
      inhope: 'NATIONAL',
      selfMade: null,
      test: false,
      xarf: { type: 'csam', url: locator },
    });
    const follow = async () => {
      later(HOUR);
      return followSent(home.context(systemActor('test')), testReach());
    };
    const said = async () =>
      must(await orderDetail(as('orderer'), { order }))
        .timeline.filter(({ code }) => code === 'service-said')
        .map(({ codes }) => codes.said);
    // Not in the run that sent it.
    expect(await followSent(home.context(systemActor('test')), testReach())).toBe(0);
    expect(await follow()).toBe(1);
    await follow();
    expect(await said()).toEqual(['queued']);
    says = { state: 'again', reason: 'http-503' };
    await follow();
    says = { state: 'ended', said: 'not-resolvable-to-aws', outcome: 'NOT_OURS' };
    later(3 * HOUR);
    await follow();
    expect(await said()).toEqual(['queued', 'not-resolvable-to-aws']);
    expect(await home.order(order)).toMatchObject({ state: 'REFUSED', outcome: 'NOT_OURS' });
    later(48 * HOUR);
    expect(await follow()).toBe(0);
    expect(asked.at(-1)).toMatchObject({ stands: 'asked' });
    planted.close();
  });
});
