import { expect, it } from 'vitest';
import { testReach } from '../../src/channels/adapter.contract.ts';
import { type Reach, signedHeaders } from '../../src/channels/index.ts';
import { sendDue } from '../../src/channels/outbox/outbox.testing.ts';
import { openWebhookReceiver } from '../../src/channels/webhook/webhook-receiver.fake.ts';
import { fileReport, INTAKE } from '../../src/intake/index.ts';
import { newKey } from '../../src/intake/testing.ts';
import { anonymous, createDeskKey, HOUR, MINUTE } from '../../src/kernel/index.ts';
import { giveGrade } from '../../src/takedown/grades/give-grade.ts';
import { triageItem } from '../../src/takedown/items/triage-item.ts';
import { openLooksHome, REMOVED, THERE } from '../../src/takedown/looks/looks.testing.ts';
import { escalateOrder } from '../../src/takedown/orders/escalate-order.ts';
import { issueOrder } from '../../src/takedown/orders/issue-order.ts';
import { receiveAnswer } from '../../src/takedown/orders/receive-answer.ts';
import { webhookKeysToday } from '../../src/takedown/orders/webhook-keys.ts';
import { handOverReport } from '../../src/takedown/origins/hand-over-report.ts';
import { tellOrigins, tellReport } from '../../src/takedown/origins/tell-origins.ts';
import { ILLEGAL } from '../../src/takedown/takedown.testing.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';

const home = fileFixture(() => openLooksHome('2026-11-24T02:00:00Z'), 120_000);

it('a link goes from a child’s report to verified gone: its platform refuses by webhook, its host removes it, and its return is seen', async () => {
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  const [platform, host] = [
    await openWebhookReceiver(() => home.clock.now()),
    await openWebhookReceiver(() => home.clock.now()),
  ];
  const machines = [platform, host];
  try {
    const counsellor = testPerson('111_counsellor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' });
    const officer = home.officers.orderer;
    /** What waits in the outbox leaves, each to the machine that it is for. */
    const leaves = async () => {
      for (const one of machines) {
        home.clock.advance(MINUTE);
        await sendDue(home, { reach: () => one.reach({ ...testReach(2_000), now: home.clock.now() } as Reach) });
      }
    };
    const called = (one: typeof host) => JSON.parse(one.calls.at(-1)?.body ?? '{}');
    const answers = async (contact: string | undefined, secret: string | null, said: object) => {
      const body = JSON.stringify(said);
      const headers = new Headers(signedHeaders(secret as string, newKey(), body, home.clock.now()));
      must(
        await receiveAnswer(home.as(anonymous), {
          contact: contact as string,
          request: { body: Buffer.from(body), headers },
        }),
      );
    };
    const told = async (report: string) =>
      (
        await home.owner.query<{ code: string }>(
          "select code from intake.event where report_id = $1 and code like 'content-%' order by at, code",
          [report],
        )
      ).rows.map(({ code }) => code);

    // A child tells; who reads the report hands its link over.
    const link = home.at('/bai/tu-tin-bao');
    must(
      await fileReport(home.as(anonymous), {
        idempotencyKey: newKey(),
        report: {
          reporter: { kind: 'child', band: 'B13_15' },
          narrative: 'Lời kể giữ chỗ.',
          places: [{ kind: 'WEBSITE', link }],
        },
      }),
    );
    const report = (await home.owner.query<{ id: string }>('select id from intake.report')).rows[0]?.id as string;
    expect(must(await handOverReport(home.as(counsellor), { report }))).toEqual({ taken: 1 });
    await tellReport(home.platform, report, 'content-taken');
    const item = (await home.owner.query<{ id: string }>('select id from takedown.item')).rows[0]?.id as string;

    // Two verify it apart; a third proposes, a fourth orders.
    must(await triageItem(home.as(home.people.first), { item }));
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item }));
    await tellOrigins(home.platform, item, 'VERIFIED');
    const first = await home.addressee({ name: 'Nền tảng mẫu', kind: 'PLATFORM' }, ['WEBHOOK'], {
      WEBHOOK: platform.url,
    });
    const second = await home.addressee({ name: 'Nơi lưu trữ mẫu', kind: 'HOST' }, ['WEBHOOK'], { WEBHOOK: host.url });
    platform.know(first.secret as string);
    host.know(second.secret as string);
    const order = await home.propose(item, first.id);
    must(await issueOrder(home.as(officer), { order }));
    await tellOrigins(home.platform, item, 'ORDERED');
    expect(await home.look(item)).toBe('PRESENT');

    // Its platform is called by webhook, proven by both signatures, and refuses.
    const { keys } = must(await webhookKeysToday(home.as(anonymous)));
    for (const one of machines) one.trust(keys.find(({ agency }) => agency === officer.agency)?.key as string);
    await leaves();
    expect(called(platform)).toMatchObject({ type: 'order.issued', data: { order, urls: [link], test: false } });
    expect(platform.calls.at(-1)?.proven).toEqual(['v1', 'v1a']);
    await answers(first.contacts.WEBHOOK, first.secret, {
      order,
      answer: 'REVIEWED_NO_ACTION',
      text: 'Không thuộc thẩm quyền.',
    });
    expect(await home.order(order)).toMatchObject({ state: 'REFUSED' });

    // Up the ladder at once: its host is called, removes it and says so.
    const next = must(await escalateOrder(home.as(officer), { order, addressee: second.id }));
    await leaves();
    expect(called(host)).toMatchObject({ type: 'order.issued', data: { order: next.id, urls: [link] } });
    home.pages.set('/bai/tu-tin-bao', REMOVED);
    await answers(second.contacts.WEBHOOK, second.secret, { order: next.id, answer: 'ACTIONED' });
    expect(await home.order(next.id)).toMatchObject({ state: 'CLAIMED' });
    expect((await home.item(item)).state).toBe('ORDERED');

    // A word is not believed: three looks apart find it gone, and the child is told once.
    for (let looks = 0; looks < 3; looks += 1) await home.later(item, 61);
    expect((await home.item(item)).state).toBe('GONE');
    expect(await home.order(next.id)).toMatchObject({ state: 'GONE', overdue: false });
    await tellOrigins(home.platform, item, 'GONE');
    await tellOrigins(home.platform, item, 'GONE');
    expect((await told(report)).toSorted()).toEqual([
      ...['content-ordered', 'content-removed', 'content-taken', 'content-verified'],
    ]);

    // Watched on: what comes back is seen, and somebody orders it anew.
    home.pages.set('/bai/tu-tin-bao', THERE);
    home.clock.advance(6 * HOUR);
    expect(await home.look(item)).toBe('PRESENT');
    expect((await home.item(item)).state).toBe('RETURNED');
    await tellOrigins(home.platform, item, 'RETURNED');
    await tellOrigins(home.platform, item, 'RETURNED');
    expect(await told(report)).toHaveLength(5);
    expect(await told(report)).toContain('content-back');
    // Nothing that left or stands in the audit says who told of it, or what the child wrote.
    const sent = machines.flatMap(({ calls }) => calls.map(({ body }) => body)).join('\n');
    expect(sent).not.toContain(report);
    expect(sent).not.toContain('Lời kể giữ chỗ');
    const audit = await home.owner.query('select 1 from kernel.audit_entry where body::text like $1', ['%tu-tin-bao%']);
    expect(audit.rows).toEqual([]);
  } finally {
    await Promise.all(machines.map((one) => one.close()));
  }
});
