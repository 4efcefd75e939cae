import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { signedHeaders } from '../../channels/index.ts';
import { playProvider, sendDue } from '../../channels/outbox/outbox.testing.ts';
import { sweepClocks } from '../../clocks/index.ts';
import { exclude, HOUR, MINUTE, newId, ok, systemActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { enterAddressee } from '../addressees/enter-addressee.ts';
import { endContact, enterContact } from '../addressees/enter-contact.ts';
import { listAddressees } from '../addressees/list-addressees.ts';
import { giveGrade } from '../grades/give-grade.ts';
import { ILLEGAL } from '../takedown.testing.ts';
import { answerOrder } from './answer-order.ts';
import { clarifyOrder } from './clarify-order.ts';
import { cancelOrder, declineOrder } from './end-order.ts';
import { escalateOrder } from './escalate-order.ts';
import { endHold, holdItem } from './hold-item.ts';
import { issueOrder } from './issue-order.ts';
import { itemsWithoutOrder, listOrders } from './list-orders.ts';
import { openDocument, orderFile, previewOrder } from './open-document.ts';
import { orderDetail } from './order-detail.ts';
import { MEMBER, openOrdersHome, POWERS } from './orders.testing.ts';
import { previewProposal } from './preview-proposal.ts';
import { proposeOrder } from './propose-order.ts';
import { receiveAnswer } from './receive-answer.ts';

const home = fileFixture(() => openOrdersHome('2026-11-24T02:00:00Z'), 120_000);
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
let places = 0;
const place = () => {
  places += 1;
  return `https://noi-mau-${places}.example/bai/${places}`;
};

describe('an order from the proposal to what the addressee says', () => {
  it('is proposed, ordered by another person, read by its addressee, and answered', async () => {
    const { id, item } = await home.sent(place(), { location: 'Ảnh thứ ba' });
    const order = await home.order(id);
    const told = await home.owner.query(
      "select payload from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier = 'takedown.tell-origins' and payload::text like $1",
      [`%${item}%ORDERED%`],
    );
    expect(told.rows).toHaveLength(1);
    expect(order).toMatchObject({
      state: 'SENT',
      function_code: 'ORDER_TAKEDOWN',
      rule_id: 'OR-REMOVE.116',
      rule_verified: false,
    });
    expect((await home.item(item)).state).toBe('ORDERED');
    // 24 hours, whatever the day.
    expect((order.next_due_at as Date).getTime() - (order.sent_at as Date).getTime()).toBe(24 * HOUR);
    const mine = must(await listOrders(as('member')));
    expect(mine.rows.map((row) => row.id)).toContain(id);
    const detail = must(await orderDetail(as('member'), { order: id }));
    expect(detail.may).toEqual(['answer', 'open']);
    expect(JSON.stringify(detail)).not.toContain('noi-mau');
    // What happened before it was sent is not for the addressee.
    expect(detail.timeline.map((one) => one.code)).toEqual(['issued']);
    const { document } = must(await openDocument(as('member'), { order: id, kind: 'ORDER' }));
    expect(JSON.stringify(document)).toContain('hxxps[:]//noi-mau');
    expect(JSON.stringify(document)).not.toContain('https://noi-mau');
    expect(JSON.stringify(document)).toContain('Ảnh thứ ba');
    const pdf = must(await orderFile(as('member'), { order: id, kind: 'ORDER', format: 'pdf' }));
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const looks = await home.owner.query(
      "select count(*)::int as n from kernel.audit_entry where body::text like '%takedown-order.open%' and body::text like $1",
      [`%${id}%`],
    );
    expect(looks.rows[0].n).toBeGreaterThanOrEqual(2);
    expect(must(await answerOrder(as('member'), { order: id, answer: 'ACKNOWLEDGED' })).state).toBe('ACKNOWLEDGED');
    expect(must(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' })).state).toBe('CLAIMED');
    // What is said to be done is not gone: somebody looks first.
    expect((await home.item(item)).state).toBe('ORDERED');
    expect(await home.order(id)).toMatchObject({ next_due_at: null, outcome: 'ACTIONED' });
    // Made in one instant here, so they stand in no order.
    const made = must(await orderDetail(as('orderer'), { order: id })).documents.map((one) => one.kind);
    expect(new Set(made)).toEqual(new Set(['ORDER', 'FEEDBACK']));
  });

  it('has six hours where a child is in danger, by the police alone', async () => {
    const { id } = await home.sent(place(), { urgent: true });
    const order = await home.order(id);
    expect(order.next_due_rule).toBe('DL-TD-6H');
    expect((order.next_due_at as Date).getTime() - (order.sent_at as Date).getTime()).toBe(6 * HOUR);
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const other = await home.propose(item, addressee, { urgent: true });
    expect(code(await issueOrder(as('ministry'), { order: other }))).toBe('order.no-power');
  });

  it('asks for user data by its own clock', async () => {
    const { id } = await home.sent(place(), { kind: 'USER_DATA', urgent: true });
    expect(await home.order(id)).toMatchObject({ next_due_rule: 'DL-USERINFO', preserve_until: expect.anything() });
    const order = await home.order(id);
    expect((order.next_due_at as Date).getTime() - (order.sent_at as Date).getTime()).toBe(3 * HOUR);
  });

  it('shows what a proposal would become, without the address and without a trace', async () => {
    const { addressee } = await home.sent(place());
    const item = await home.verified(place());
    const before = (await home.owner.query('select count(*)::int as n from takedown.takedown_order')).rows[0].n;
    const asked = { item, addressee, kind: 'REMOVE', reasons: ['CSAM'], location: 'Ảnh thứ ba' };
    const ctx = home.as(home.people.fourth);
    const draft = must(await previewProposal(ctx, asked));
    const text = JSON.stringify(draft);
    expect(draft.marks).toContain('draft');
    expect(text).toContain('Ảnh thứ ba');
    expect(text).toContain('Tài liệu xâm hại tình dục trẻ em');
    expect(text).not.toContain('noi-mau');
    expect(code(await previewProposal(ctx, { ...asked, reasons: [] }))).toBe('order.reason-missing');
    expect(code(await previewProposal(ctx, { ...asked, kind: 'BURN' }))).toBe('order.no-rule');
    expect(code(await previewProposal(as('member'), asked))).toBe('access.not-permitted');
    expect((await home.owner.query('select count(*)::int as n from takedown.takedown_order')).rows[0].n).toBe(before);
  });

  it('shows its document before, as a draft, and keeps nothing', async () => {
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const order = await home.propose(item, addressee);
    const draft = must(await previewOrder(as('orderer'), { order }));
    expect(draft.marks).toContain('draft');
    expect(
      (await home.owner.query('select count(*)::int as n from takedown.order_document where order_id = $1', [order]))
        .rows[0].n,
    ).toBe(0);
  });
});

describe('three persons', () => {
  it('whoever proposed or graded does not order', async () => {
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const own = must(await proposeOrder(as('orderer'), { item, addressee, kind: 'REMOVE', reasons: ['CSAM'] })).id;
    expect(code(await issueOrder(as('orderer'), { order: own }))).toBe('order.same-person');
    // A grader who is an officer too.
    const both = {
      ...testPerson(['content_analyst', 'takedown_officer'], 'MPS-A05', {
        functions: [...POWERS, 'VERIFY_CONTENT'],
        purpose: 'takedown',
      }),
    };
    const graded = await home.waiting(place());
    must(await giveGrade(home.as(both), { ...ILLEGAL, item: graded }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item: graded }));
    const proposed = await home.propose(graded, addressee);
    expect(code(await issueOrder(home.as(both), { order: proposed }))).toBe('order.same-person');
    // The database says the same to whoever would go around the verb.
    const around = home.owner.query('update takedown.takedown_order set ordered_by = $2 where id = $1', [
      proposed,
      both.person,
    ]);
    await expect(around).rejects.toThrow(/taken part/);
    must(await issueOrder(as('second'), { order: own }));
    must(await issueOrder(as('orderer'), { order: proposed }));
  });

  it('nothing is ordered that two have not verified', async () => {
    const item = await home.waiting(place());
    const { addressee } = await home.sent(place());
    const asked = { item, addressee, kind: 'REMOVE', reasons: ['CSAM'] };
    expect(code(await proposeOrder(home.as(home.people.fourth), asked))).toBe('order.item-not-verified');
    await expect(
      home.owner.query("update takedown.item set state = 'ORDERED', national_class = 'N1' where id = $1", [item]),
    ).rejects.toThrow(/ordered down by an order/);
  });
});

describe('what is refused', () => {
  it('to an agency whose power ended yesterday', async () => {
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const order = await home.propose(item, addressee);
    await home.owner.query(
      "update members.agency_function set valid_to = '2026-11-23' where agency = 'MOCST-ABEI' and function_code = 'ORDER_TAKEDOWN'",
    );
    expect(code(await issueOrder(as('ministry'), { order }))).toBe('order.no-power');
    await home.owner.query(
      "update members.agency_function set valid_to = '2026-11-24' where agency = 'MOCST-ABEI' and function_code = 'ORDER_TAKEDOWN'",
    );
    // The last day is inside.
    must(await issueOrder(as('ministry'), { order }));
    await home.owner.query(
      "update members.agency_function set valid_to = null where agency = 'MOCST-ABEI' and function_code = 'ORDER_TAKEDOWN'",
    );
    expect(code(await issueOrder(as('powerless'), { order }))).toBe('record.not-found');
    expect(code(await proposeOrder(as('powerless'), { item, addressee, kind: 'REMOVE', reasons: ['CSAM'] }))).toBe(
      'access.not-permitted',
    );
  });

  it('without a contact that a second person approved', async () => {
    const { id } = must(await enterAddressee(as('second'), { name: 'Nơi lưu trữ mẫu', kind: 'HOST' }));
    const item = await home.verified(place());
    const order = await home.propose(item, id);
    expect(code(await issueOrder(as('orderer'), { order }))).toBe('order.no-approved-contact');
    const entered = must(
      await enterContact(as('second'), { addressee: id, channel: 'EMAIL', address: 'abuse@luu-tru.example' }),
    );
    expect(code(await issueOrder(as('orderer'), { order }))).toBe('order.no-approved-contact');
    const approval = (await home.owner.query('select id from work.approval where object_id = $1', [entered.id])).rows[0]
      .id;
    expect(code(await decideApproval(as('second'), { approval, decision: 'APPROVED' }))).toBe(
      'approval.not-yours-to-decide',
    );
    must(await decideApproval(as('orderer'), { approval, decision: 'APPROVED' }));
    // Approved, and no mailbox of ours to send by.
    expect(code(await issueOrder(as('orderer'), { order }))).toBe('order.no-sender');
    expect(await home.order(order)).toMatchObject({ state: 'PROPOSED', sent_at: null });
    expect((await home.item(item)).state).toBe('VERIFIED');
    must(await endContact(as('second'), { addressee: id, contact: entered.id }));
    expect(code(await endContact(as('second'), { addressee: id, contact: entered.id }))).toBe(
      'addressee-contact.not-found',
    );
  });

  it.each([
    ['EMAIL', 'khong-phai-thu'],
    ['EMAIL', 'a@b'],
    ['WEBHOOK', 'http://noi-nhan.example/'],
    ['WEBHOOK', 'https://ten:mat-khau@noi-nhan.example/'],
    ['WEBHOOK', 'javascript:1'],
    ['PORTAL', ''],
    ['FAX', '1'],
  ])('a contact by %s at %s', async (channel, address) => {
    const { id } = must(await enterAddressee(as('second'), { name: 'Nơi nhận mẫu', kind: 'OWNER' }));
    expect(code(await enterContact(as('second'), { addressee: id, channel, address }))).toBe(
      'addressee-contact.unusable',
    );
  });

  it.each([
    [{ name: '' }, 'addressee.unusable'],
    [{ kind: 'BANK' }, 'addressee.unusable'],
    [{ platform: 'NOWHERE' }, 'addressee.unusable'],
    [{ deskFrom: 480 }, 'addressee.unusable'],
    [{ reach: [{ kind: 'DOMAIN' as const, value: '127.0.0.1' }] }, 'addressee.unusable'],
    [{ reach: [{ kind: 'DOMAIN' as const, value: 'a.example/duong' }] }, 'addressee.unusable'],
    [{ reach: [{ kind: 'ASN' as const, value: 'AS0' }] }, 'addressee.unusable'],
  ])('an addressee with %j', async (wrong, refusal) => {
    expect(code(await enterAddressee(as('second'), { name: 'Nơi mẫu', kind: 'HOST', ...wrong }))).toBe(refusal);
  });

  it('the same asked twice, without a reason, or with a picture in its words', async () => {
    const { item, addressee } = await home.sent(place());
    const asked = { item, addressee, kind: 'REMOVE', reasons: ['CSAM'] };
    const propose = (more: object) => proposeOrder(home.as(home.people.fourth), { ...asked, ...more });
    expect(code(await propose({}))).toBe('order.open-already');
    expect(code(await propose({ kind: 'LOCK_ACCOUNT', reasons: [] }))).toBe('order.reason-missing');
    expect(code(await propose({ kind: 'LOCK_ACCOUNT', reasons: ['BECAUSE'] }))).toBe('order.reason-missing');
    expect(code(await propose({ kind: 'BURN' }))).toBe('order.no-rule');
    expect(code(await propose({ kind: 'LOCK_ACCOUNT', location: 'data:image/png;base64,AAAA' }))).toBe(
      'order.holds-media',
    );
    expect(code(await propose({ kind: 'LOCK_ACCOUNT', location: 'a'.repeat(1_001) }))).toBe('order.location-too-long');
    expect(code(await propose({ addressee: newId() }))).toBe('addressee.not-found');
    expect(code(await propose({ addressee: 'noi-nhan' }))).toBe('addressee.not-found');
    expect(code(await propose({ item: "x' or 1=1" }))).toBe('content-item.not-found');
    expect(code(await endHold(as('orderer'), { hold: 'x' }))).toBe('record.not-found');
    expect(code(await propose({ item: newId() }))).toBe('content-item.not-found');
  });

  it('to whoever is kept from the item, and an order that somebody else changed meanwhile', async () => {
    const { id, item } = await home.sent(place());
    expect(code(await cancelOrder(as('orderer'), { order: id, version: 1, reason: 'MISTAKE' }))).toBe(
      'record.changed-meanwhile',
    );
    must(
      await home.platform.transaction(async (tx) => {
        await exclude(tx, {
          objectKind: 'content-item',
          objectId: item,
          subject: { kind: 'person', value: home.officers.second.person },
          reason: 'DECLARED',
        });
        return ok();
      }),
    );
    const kept = { ...home.officers.second, exclusions: [{ objectKind: 'content-item', objectId: item }] };
    expect(code(await orderDetail(home.as(kept), { order: id }))).toBe('record.not-found');
  });
});

describe('answers of the addressee', () => {
  it('come by its people and its machine, of no other member, and not before it was sent', async () => {
    const { id } = await home.sent(place());
    expect(code(await answerOrder(as('stranger'), { order: id, answer: 'ACKNOWLEDGED' }))).toBe('record.not-found');
    expect(code(await answerOrder(as('orderer'), { order: id, answer: 'ACTIONED' }))).toBe('access.not-permitted');
    expect(code(await orderDetail(as('stranger'), { order: id }))).toBe('record.not-found');
    must(await answerOrder(home.as(home.machine), { order: id, answer: 'ACKNOWLEDGED' }));
    // The same again is the same.
    must(await answerOrder(home.as(home.machine), { order: id, answer: 'ACKNOWLEDGED' }));
    const other = { ...home.machine, scopes: ['content.submit'] };
    expect(code(await answerOrder(home.as(other), { order: id, answer: 'ACTIONED' }))).toBe('record.not-found');
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const waits = await home.propose(item, addressee);
    expect(code(await answerOrder(as('member'), { order: waits, answer: 'ACTIONED' }))).toBe('record.not-found');
  });

  it('are whole, or nothing is written', async () => {
    const { id } = await home.sent(place());
    const answer = (more: object) => answerOrder(as('member'), { order: id, answer: 'ACTIONED', ...more });
    const hour = (hours: number) => new Date(home.clock.now().getTime() + hours * HOUR);
    expect(code(await answer({ at: hour(1) }))).toBe('order.answer-unusable');
    expect(code(await answer({ at: hour(-1) }))).toBe('order.answer-unusable');
    expect(code(await answer({ at: new Date(Number.NaN) }))).toBe('order.answer-unusable');
    expect(code(await answer({ answer: 'IMPOSSIBLE' }))).toBe('order.answer-unusable');
    expect(code(await answer({ answer: 'IMPOSSIBLE', ground: 'TIRED' }))).toBe('order.answer-unusable');
    expect(code(await answer({ ground: 'FORCE_MAJEURE' }))).toBe('order.answer-unusable');
    expect(code(await answer({ answer: 'REVIEWED_NO_ACTION' }))).toBe('order.answer-unusable');
    expect(code(await answer({ answer: 'GONE' }))).toBe('order.answer-unusable');
    expect(code(await answer({ text: 'a'.repeat(2_001) }))).toBe('order.text-too-long');
    expect(code(await answer({ text: 'x;base64,AAAA' }))).toBe('order.holds-media');
    expect(await home.order(id)).toMatchObject({ state: 'SENT', answered_at: null });
  });

  it('that it is impossible stop the clock once, start ours, and theirs begins anew when we answer', async () => {
    const { id } = await home.sent(place());
    home.clock.set(new Date(home.clock.now().getTime() + HOUR));
    must(
      await answerOrder(as('member'), {
        order: id,
        answer: 'IMPOSSIBLE',
        ground: 'INSUFFICIENT_INFORMATION',
        text: 'Bài nào trong trang?',
      }),
    );
    let order = await home.order(id);
    expect(order).toMatchObject({
      state: 'SUSPENDED',
      next_due_rule: 'DL-TD-CLARIFY',
      outcome: 'NEED_MORE_INFORMATION',
    });
    expect((order.next_due_at as Date).getTime() - home.clock.now().getTime()).toBe(2 * HOUR);
    expect(code(await clarifyOrder(as('orderer'), { order: id, text: ' ' }))).toBe('order.text-missing');
    expect(code(await clarifyOrder(as('member'), { order: id, text: 'a' }))).toBe('access.not-permitted');
    home.clock.set(new Date(home.clock.now().getTime() + 30 * MINUTE));
    must(await clarifyOrder(as('orderer'), { order: id, text: 'Bài đầu tiên.' }));
    order = await home.order(id);
    expect(order).toMatchObject({ state: 'ACKNOWLEDGED', next_due_rule: 'DL-TD-MPS-24H' });
    expect((order.next_due_at as Date).getTime() - home.clock.now().getTime()).toBe(24 * HOUR);
    expect(code(await clarifyOrder(as('orderer'), { order: id, text: 'Lần nữa.' }))).toBe('order.wrong-state');
    expect(code(await answerOrder(as('member'), { order: id, answer: 'IMPOSSIBLE', ground: 'FORCE_MAJEURE' }))).toBe(
      'order.suspended-before',
    );
    const read = must(await orderDetail(as('member'), { order: id }));
    expect(read.timeline.map((one) => one.text)).toContain('Bài đầu tiên.');
    const clocks = await home.owner.query(
      'select rule_code, status from clocks.clock where object_id = $1 order by started_at',
      [id],
    );
    expect(clocks.rows.map((row) => `${row.rule_code} ${row.status}`).sort()).toEqual(
      ['DL-TD-CLARIFY met', 'DL-TD-MPS-24H cancelled', 'DL-TD-MPS-24H running'].sort(),
    );
  });

  it('come by a signed webhook, and by no forged one', async () => {
    const {
      id: addressee,
      contacts,
      secret,
    } = await home.addressee({ agency: 'MAU-NHA-MANG', kind: 'HOST' }, ['PORTAL', 'WEBHOOK']);
    const item = await home.verified(place());
    const order = await home.propose(item, addressee);
    must(await issueOrder(as('orderer'), { order }));
    const other = await home.sent(place());
    const contact = contacts.WEBHOOK as string;
    const send = (body: object, headers?: Record<string, string>) => {
      const text = JSON.stringify(body);
      const signed = headers ?? signedHeaders(secret as string, 'msg-1', text, home.clock.now());
      return receiveAnswer(home.as({ kind: 'anonymous' }), {
        contact,
        request: { body: Buffer.from(text), headers: new Headers(signed) },
      });
    };
    const said = { order, answer: 'ACKNOWLEDGED' };
    expect(code(await send(said, {}))).toBe('webhook.signature-missing');
    expect(
      code(
        await send(
          said,
          signedHeaders(`whsec_${Buffer.alloc(32).toString('base64')}`, 'm', JSON.stringify(said), home.clock.now()),
        ),
      ),
    ).toBe('webhook.signature-wrong');
    expect(
      code(
        await send(
          { ...said, answer: 'ACTIONED' },
          signedHeaders(secret as string, 'm', JSON.stringify(said), home.clock.now()),
        ),
      ),
    ).toBe('webhook.signature-wrong');
    expect(
      code(
        await send(
          said,
          signedHeaders(secret as string, 'm', JSON.stringify(said), new Date(home.clock.now().getTime() - HOUR)),
        ),
      ),
    ).toBe('webhook.outside-window');
    expect(code(await send({ ...said, evidence: 'AAAA' }))).toBe('request.invalid');
    expect(code(await send({ ...said, order: other.id }))).toBe('record.not-found');
    expect((await home.order(order)).state).toBe('SENT');
    must(await send(said));
    must(await send(said));
    must(await send({ order, answer: 'NOT_OURS' }));
    expect(await home.order(order)).toMatchObject({ state: 'REFUSED', outcome: 'NOT_OURS' });
    const nobody = { contact: contacts.PORTAL as string, request: { body: Buffer.from('{}'), headers: new Headers() } };
    expect(code(await receiveAnswer(home.as({ kind: 'anonymous' }), nobody))).toBe('order.webhook-unknown');
  });
});

describe('the ladder', () => {
  it('goes up after a refusal at once, and after silence when the time is over', async () => {
    const { id, item } = await home.sent(place());
    const host = await home.addressee({ agency: 'MAU-NHA-MANG', kind: 'REGISTRAR', name: 'Nhà đăng ký mẫu' });
    const up = (more: object = {}) => escalateOrder(as('orderer'), { order: id, addressee: host.id, ...more });
    expect(code(await up())).toBe('order.not-due');
    must(
      await answerOrder(as('member'), {
        order: id,
        answer: 'REVIEWED_NO_ACTION',
        text: 'Không vi phạm quy định của chúng tôi.',
      }),
    );
    const next = must(await up());
    expect(await home.order(id)).toMatchObject({ state: 'ESCALATED' });
    expect(await home.order(next.id)).toMatchObject({
      state: 'SENT',
      follows: id,
      addressee_kind: 'REGISTRAR',
      item_id: item,
    });
    expect((await home.item(item)).state).toBe('ORDERED');
    expect(
      code(await escalateOrder(as('orderer'), { order: next.id, addressee: (await home.sent(place())).addressee })),
    ).toBe('order.not-next-rung');
    expect(code(await up())).toBe('order.wrong-state');

    const silent = await home.sent(place());
    home.clock.set(new Date(home.clock.now().getTime() + 25 * HOUR));
    must(await sweepClocks(home.context(systemActor('test'))));
    expect(await home.order(silent.id)).toMatchObject({ overdue: true, state: 'SENT' });
    // A registrar waits six times as long as a host.
    expect(code(await escalateOrder(as('orderer'), { order: silent.id, addressee: host.id }))).toBe('order.not-due');
    const provider = await home.addressee({ agency: 'MAU-NHA-MANG', kind: 'ISP', name: 'Nhà mạng mẫu' });
    const blocked = must(await escalateOrder(as('orderer'), { order: silent.id, addressee: provider.id }));
    expect(await home.order(blocked.id)).toMatchObject({
      kind: 'LIMIT_IN_VN',
      function_code: 'ORDER_BLOCK',
      rule_id: 'OR-BLOCK.ISP',
    });
    const chain = must(await orderDetail(as('orderer'), { order: silent.id }));
    expect(chain.followedBy?.id).toBe(blocked.id);
  });
});

describe('taken back, turned down, held', () => {
  it('a withdrawn order stops its clock and what waits to be sent, and frees its item', async () => {
    const { id, item } = await home.sent(place());
    expect(code(await cancelOrder(as('ministry'), { order: id, reason: 'MISTAKE' }))).toBe('access.not-permitted');
    expect(code(await cancelOrder(as('orderer'), { order: id, reason: 'BORED' }))).toBe('order.reason-missing');
    must(await cancelOrder(as('second'), { order: id, reason: 'MISTAKE' }));
    expect(await home.order(id)).toMatchObject({ state: 'CANCELLED', next_due_at: null });
    expect((await home.item(item)).state).toBe('VERIFIED');
    expect(code(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' }))).toBe('order.wrong-state');
    const clocks = await home.owner.query('select status from clocks.clock where object_id = $1', [id]);
    expect(clocks.rows).toEqual([{ status: 'cancelled' }]);
  });

  it('a proposal is turned down with a reason', async () => {
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const order = await home.propose(item, addressee);
    must(await declineOrder(as('orderer'), { order, reason: 'NOT_OUR_POWER' }));
    expect(code(await issueOrder(as('orderer'), { order }))).toBe('order.wrong-state');
  });

  it('a hold of the police stands in the place of an order, and ends', async () => {
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    const asked = { item, reason: 'IDENTIFY_CHILD', reviewOn: '2026-12-05', until: '2026-12-20' };
    expect(code(await holdItem(as('ministry'), asked))).toBe('access.not-permitted');
    expect(code(await holdItem(as('orderer'), { ...asked, until: '2027-12-20' }))).toBe('police-hold.unusable');
    expect(code(await holdItem(as('orderer'), { ...asked, reviewOn: '2026-11-01' }))).toBe('police-hold.unusable');
    expect(code(await holdItem(as('orderer'), { ...asked, until: 'mai' }))).toBe('police-hold.unusable');
    expect(code(await holdItem(as('orderer'), { ...asked, reason: 'LATER' }))).toBe('police-hold.unusable');
    const neither = async () => must(await itemsWithoutOrder(as('orderer'))).map((one) => one.id);
    expect(await neither()).toContain(item);
    const { id } = must(await holdItem(as('orderer'), asked));
    expect(await neither()).not.toContain(item);
    expect(code(await holdItem(as('orderer'), asked))).toBe('police-hold.there-already');
    const order = await home.propose(item, addressee);
    expect(code(await issueOrder(as('orderer'), { order }))).toBe('order.held');
    must(await endHold(as('second'), { hold: id }));
    expect(code(await endHold(as('second'), { hold: id }))).toBe('record.not-found');
    must(await issueOrder(as('orderer'), { order }));
    expect(await neither()).not.toContain(item);
  });
});

it('addressees are listed with their contacts masked', async () => {
  const { id } = await home.addressee({ name: 'Nơi nhận để xem' }, ['EMAIL']);
  const found = must(await listAddressees(as('orderer'), { text: 'để xem' }));
  expect(found.map((one) => one.id)).toContain(id);
  expect(JSON.stringify(found)).not.toContain('abuse@');
  expect(must(await listAddressees(as('member'))).every((one) => one.agency === MEMBER)).toBe(true);
});

describe('an order by mail', () => {
  it('holds the address where its reader has no page, defanged; what is taken back while the mail server fails never leaves', async () => {
    const provider = playProvider({ textMost: 20_000 });
    const planted = plantAdapter({ ...provider.adapter, code: 'email' });
    await plantAccount(home, { adapter: 'email', agency: 'MPS-A05', secrets: { token: 'mẫu' } });
    const { id: host } = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ nhận thư' }, ['EMAIL']);
    const one = await home.propose(await home.verified(place()), host);
    must(await issueOrder(as('orderer'), { order: one }));
    await sendDue(home);
    const [letter] = provider.taken;
    expect(letter).toMatchObject({ to: 'abuse@noi-nhan.example' });
    expect(letter?.text).toContain('hxxps[:]//noi-mau');
    expect(letter?.text).not.toContain('https://');
    expect(must(await orderDetail(as('orderer'), { order: one })).deliveries).toMatchObject([
      { channel: 'EMAIL', mask: 'ab…@noi-nhan.example', state: 'sent' },
    ]);

    provider.answer = () => ({ state: 'again', reason: 'http-503' });
    const two = await home.propose(await home.verified(place()), host);
    must(await issueOrder(as('orderer'), { order: two }));
    // A mailbox sends to one receiver at its pace.
    home.clock.set(new Date(home.clock.now().getTime() + 5 * MINUTE));
    await sendDue(home);
    expect(provider.asked).toHaveLength(2);
    must(await cancelOrder(as('orderer'), { order: two, reason: 'MISTAKE' }));
    provider.answer = (_message, take) => take();
    home.clock.set(new Date(home.clock.now().getTime() + 48 * HOUR));
    await sendDue(home);
    // Who may have had it is told, and the order itself leaves no more.
    expect(provider.asked.slice(2).map(({ text }) => text.includes('đã thu hồi'))).toEqual([true]);
    const rows = await home.owner.query(
      "select state, sealed from channels.outbound_message where object_id = $1 and object_kind = 'takedown-order'",
      [two],
    );
    expect(rows.rows).toEqual([{ state: 'cancelled', sealed: null }]);
    planted.close();
  });
});
