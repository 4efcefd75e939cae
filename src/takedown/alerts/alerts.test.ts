import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { signedHeaders } from '../../channels/index.ts';
import { sweepClocks } from '../../clocks/index.ts';
import {
  anonymous,
  type Capabilities,
  createApi,
  DAY,
  MINUTE,
  Permissions,
  type PersonActor,
  servicesOf,
  systemActor,
} from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import { proposeBlock } from '../blocklists/propose-block.ts';
import { takedownModule } from '../module.ts';
import { acknowledgeAlert, recordRecallCall } from './acknowledge-alert.ts';
import { alertDetail } from './alert-detail.ts';
import { ENDED, openAlertsHome, PLATFORM, PROVIDER, SCHOOL } from './alerts.testing.ts';
import { draftOfAlert, draftText } from './draft-of-alert.ts';
import { listAlerts } from './list-alerts.ts';
import { listPublicAlerts, publicCap, publicFeed } from './public-alerts.ts';
import { recallAlert } from './recall-alert.ts';
import { receiveAcknowledgement } from './receive-acknowledgement.ts';
import { listReceived, readReceived } from './received-alerts.ts';
import { sendAlert } from './send-alert.ts';
import { fetchAlert, fetchAlerts } from './take-alert.ts';
import { writeAlert } from './write-alert.ts';

const home = fileFixture(() => openAlertsHome('2026-11-24T02:00:00Z'));
const as = (who: keyof typeof home.alerts) => home.as(home.alerts[who]);
const valuesOf = (received: { readonly parts: readonly { readonly type: string }[] }) =>
  received.parts.map(({ type }) => type);

describe('an alert', () => {
  it('is written by one and approved by another; its writer approves nothing, and nothing leaves before', async () => {
    const written = await home.write();
    expect(written.reference).toMatch(/^CB-/);
    expect(code(await home.decide(written.id, home.alerts.writer))).toBe('approval.not-yours-to-decide');
    expect(code(await home.decide(written.id, home.alerts.elsewhere))).not.toBe('accepted');
    expect(code(await home.decide(written.id, home.alerts.platform))).not.toBe('accepted');
    expect(await sendAlert(home.platform, written.id)).toBe(0);
    expect(await home.receipts(written.id)).toEqual([]);
    must(await home.decide(written.id));
    expect(await home.alert(written.id)).toMatchObject({ state: 'ISSUED', approved_by: home.alerts.second.person });
    // The job that gives it may die and run again: one receipt for each.
    expect(await sendAlert(home.platform, written.id)).toBeGreaterThanOrEqual(3);
    expect(await sendAlert(home.platform, written.id)).toBe(0);
    const agencies = (await home.receipts(written.id)).map(({ agency }) => agency);
    expect(agencies).toEqual(expect.arrayContaining([PLATFORM, PROVIDER, SCHOOL]));
    expect(agencies).not.toContain(ENDED);
    // The database itself refuses an alert that its writer approved, and one of nobody's.
    await expect(
      home.owner.query('update takedown.alert set approved_by = written_by where id = $1', [written.id]),
    ).rejects.toThrow();
    const refused = await home.write();
    must(await home.decide(refused.id, home.alerts.second, 'REFUSED'));
    expect(await home.alert(refused.id)).toMatchObject({ state: 'REFUSED' });
    expect(await sendAlert(home.platform, refused.id)).toBe(0);
  });

  it('takes nothing of a child, no media, no part more open than itself, no end that is too late, no wrong audience', async () => {
    const now = home.clock.now().getTime();
    const tried = (more: object) =>
      home.write(more).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    const text = { type: 'TEXT', value: 'Mô tả mẫu.' };
    expect(await tried({ parts: [text, { type: 'ACCOUNT', about: 'CHILD', value: 'em.mau' }] })).toContain(
      'child-data',
    );
    expect(await tried({ parts: [{ ...text, value: 'data:image/png;base64,AAAA' }] })).toContain('holds-media');
    expect(await tried({ parts: [{ ...text, tlp: 'CLEAR' }] })).toContain('marking-unusable');
    expect(await tried({ parts: [{ type: 'URL', value: 'https://a.example/1' }] })).toContain('part-unusable');
    for (const value of ['https://ten:mat@nhom.example/1', 'javascript:alert(1)', 'http://10.0.0.1/x'])
      expect(await tried({ parts: [text, { type: 'URL', value }] }), value).toContain('part-unusable');
    expect(await tried({ parts: [text, { type: 'HASH', value: 'abc' }] })).toContain('part-unusable');
    expect(await tried({ expiresAt: new Date(now - 1) })).toContain('dates-unusable');
    expect(await tried({ nature: 'SIGNAL', expiresAt: new Date(now + 91 * DAY) })).toContain('dates-unusable');
    expect(await tried({ audiences: ['PUBLIC'] })).toContain('marking-unusable');
    expect(await tried({ audiences: [] })).toContain('audience-unusable');
    expect(await tried({ audiences: [], named: ['KHONG-CO'] })).toContain('audience-unusable');
    expect(await tried({ tlp: 'RED', named: [PLATFORM] })).toContain('marking-unusable');
    expect(await tried({ areas: ['99'] })).toContain('unusable');
    expect(code(await writeAlert(as('platform'), {} as never))).toBe('access.not-permitted');
  });

  it('gives each member what its marking and its kind allow, and nobody an internal note', async () => {
    const { id } = await home.issue();
    const inbox = must(await listReceived(as('platform')));
    const receipt = await home.receiptOf(id, PLATFORM);
    expect(inbox.rows.find((row) => row.id === receipt)).toMatchObject({ standing: 'STANDS', acknowledgedAt: null });
    expect(valuesOf(must(await readReceived(as('platform'), receipt)))).toEqual([
      ...['TEXT', 'ADVICE', 'DOMAIN', 'URL', 'ACCOUNT', 'HASH'],
    ]);
    expect(valuesOf(must(await readReceived(as('provider'), await home.receiptOf(id, PROVIDER))))).toEqual([
      ...['TEXT', 'ADVICE', 'DOMAIN', 'URL'],
    ]);
    expect(valuesOf(must(await readReceived(as('school'), await home.receiptOf(id, SCHOOL))))).toEqual([
      'TEXT',
      'ADVICE',
    ]);
    // To see it is no acknowledgement, and a receipt of somebody else is not there.
    expect((await home.receipts(id)).find(({ agency }) => agency === PLATFORM)).toMatchObject({
      acknowledged_at: null,
    });
    expect(code(await readReceived(as('provider'), receipt))).toBe('network-alert.not-found');
    expect(code(await readReceived(as('writer'), receipt))).toBe('access.not-permitted');
    expect(code(await alertDetail(as('platform'), id))).toBe('access.not-permitted');
    expect(code(await alertDetail(as('elsewhere'), id))).toBe('network-alert.not-found');
    expect(valuesOf(must(await alertDetail(as('coordinator'), id)))).toContain('INTERNAL_NOTE');
    const { rows } = await home.owner.query("select 1 from takedown.alert_part where sealed::text like '%doi.tuong%'");
    expect(rows).toEqual([]);
  });

  it('leaves to named eyes alone where it is red, by no machine', async () => {
    const { id } = await home.issue({
      tlp: 'RED',
      pap: 'RED',
      audiences: [],
      named: [PLATFORM],
      parts: [
        { type: 'TEXT', value: 'Chỉ để đọc (mẫu).' },
        { type: 'ACCOUNT', about: 'SUSPECT', value: 'doi.tuong.mau' },
      ],
    });
    const receipt = await home.receiptOf(id, PLATFORM);
    expect(must(await readReceived(as('platform'), receipt)).parts.length).toBeGreaterThan(0);
    const machine = home.machineOf(PLATFORM, 'network-alert.fetch');
    expect(must(await fetchAlerts(machine)).alerts.map((one) => one.id)).not.toContain(id);
    expect(code(await fetchAlert(machine, { alert: id, form: 'stix' }))).toBe('network-alert.not-found');
  });

  it('gets nothing to whoever has left the network, on pages and by machine', async () => {
    const { id } = await home.issue({ audiences: ['PLATFORM'], named: [PROVIDER] });
    expect(await home.receiptOf(id, ENDED)).toBeUndefined();
    expect(
      must(await fetchAlerts(home.machineOf(PROVIDER, 'network-alert.fetch'))).alerts.map((one) => one.id),
    ).toContain(id);
    await home.owner.query("update members.membership set state = 'SUSPENDED' where agency = $1", [PROVIDER]);
    try {
      const receipt = await home.receiptOf(id, PROVIDER);
      expect(must(await readReceived(as('provider'), receipt))).toMatchObject({
        standing: 'NOT_MEMBER',
        headline: null,
        parts: [],
      });
      const machine = home.machineOf(PROVIDER, 'network-alert.fetch');
      expect(must(await fetchAlerts(machine)).alerts).toEqual([]);
      expect(code(await fetchAlert(machine, { alert: id, form: 'json' }))).toBe('network-alert.not-found');
      // What it was given it is still told to stop using.
      must(await recallAlert(as('writer'), { alert: id, reason: 'WRONG' }));
      expect(must(await fetchAlerts(machine)).recalled).toEqual(
        expect.arrayContaining([expect.objectContaining({ alert: id, reason: 'WRONG' })]),
      );
    } finally {
      await home.owner.query("update members.membership set state = 'ACTIVE' where agency = $1", [PROVIDER]);
    }
  });

  it('has versions: the next takes the place of the last, under the same reference', async () => {
    const first = await home.issue();
    expect(code(await writeAlertAgain(home.alerts.elsewhere, first.id))).toBe('network-alert.not-found');
    const second = await home.write({ follows: first.id, headline: 'Bản sửa (mẫu)' });
    expect(second.reference).toBe(first.reference);
    expect(code(await writeAlertAgain(home.alerts.second, first.id))).toBe('network-alert.wrong-state');
    // The first stands until the second is approved.
    expect(await home.alert(first.id)).toMatchObject({ state: 'ISSUED' });
    must(await home.decide(second.id));
    await sendAlert(home.platform, second.id);
    expect(await home.alert(first.id)).toMatchObject({ state: 'SUPERSEDED' });
    const old = must(await readReceived(as('platform'), await home.receiptOf(first.id, PLATFORM)));
    expect(old).toMatchObject({ standing: 'SUPERSEDED', headline: null, parts: [] });
    const cap = must(
      await fetchAlert(home.machineOf(PLATFORM, 'network-alert.fetch'), { alert: second.id, form: 'cap' }),
    );
    expect(cap.content).toContain(`<references>lachan:MPS-A05,${first.reference}.1,`);
    expect(cap.content).toContain('<msgType>Update</msgType>');
    expect(code(await writeAlertAgain(home.alerts.writer, first.id))).toBe('network-alert.wrong-state');
  });
});

function writeAlertAgain(by: PersonActor, follows: string) {
  return writeAlert(home.as(by), {
    follows,
    nature: 'WARNING',
    event: 'SCAM',
    headline: 'Bản khác (mẫu)',
    urgency: 'FUTURE',
    severity: 'MINOR',
    certainty: 'POSSIBLE',
    tlp: 'GREEN',
    pap: 'GREEN',
    audiences: ['PLATFORM'],
    expiresAt: new Date(home.clock.now().getTime() + DAY),
    parts: [{ type: 'TEXT', value: 'Mô tả mẫu.' }],
  });
}

describe('an acknowledgement', () => {
  it('is a signed-in person’s, a machine’s or a signed webhook’s, and never a link that is opened', async () => {
    const { id } = await home.issue();
    const receipt = await home.receiptOf(id, PLATFORM);
    const acknowledged = async (agency: string = PLATFORM) =>
      (await home.receipts(id)).find((one) => one.agency === agency)?.acknowledged_how;
    // Over HTTP: a forged GET, with or without somebody behind it, changes nothing.
    const permissions = new Permissions(takedownModule.schema?.policies ?? [], [
      takedownModule.capabilities as Capabilities,
    ]);
    const services = servicesOf(home.kernel, []);
    const routes = takedownModule.routes?.(services) ?? [];
    for (const actor of [home.alerts.platform, anonymous] as const) {
      const api = createApi(home.kernel, 'desk', routes, permissions, async () => actor, []);
      for (const method of ['GET', 'HEAD']) {
        const answer = await api.fetch(
          new Request(`https://desk.example/api/v1/received-alerts/${receipt}/acknowledgement?outcome=NOTED`, {
            method,
          }),
        );
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    }
    const portal = createApi(
      home.kernel,
      'portal',
      [],
      permissions,
      async () => anonymous,
      takedownModule.rawRoutes?.(services),
    );
    const forged = await portal.fetch(
      new Request(`https://portal.example/api/v1/alert-acknowledgements/${receipt}?alert=${id}&outcome=NOTED`),
    );
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect(await acknowledged()).toBeNull();
    expect(code(await acknowledgeAlert(as('provider'), { receipt, outcome: 'NOTED' }))).toBe('record.not-found');
    expect(code(await acknowledgeAlert(as('writer'), { receipt, outcome: 'NOTED' }))).toBe('access.not-permitted');
    expect(code(await acknowledgeAlert(as('platform'), { receipt, outcome: 'UNDONE' }))).toBe(
      'network-alert.outcome-unusable',
    );
    must(await acknowledgeAlert(as('platform'), { receipt, outcome: 'ACTED' }));
    must(await acknowledgeAlert(as('platform'), { receipt, outcome: 'ACTED' }));
    expect(await acknowledged()).toBe('PERSON');
    const machine = home.machineOf(SCHOOL, 'alert-receipt.acknowledge');
    expect(code(await acknowledgeAlert(machine, { receipt, outcome: 'NOTED' }))).toBe('record.not-found');
    must(await acknowledgeAlert(machine, { receipt: await home.receiptOf(id, SCHOOL), outcome: 'NOTED' }));
    expect(await acknowledged(SCHOOL)).toBe('MACHINE');
    const { contacts, secret } = await home.addressee({ agency: PROVIDER, kind: 'ISP' }, ['PORTAL', 'WEBHOOK']);
    const send = (body: object, headers?: Record<string, string>) => {
      const text = JSON.stringify(body);
      const signed = headers ?? signedHeaders(secret as string, 'msg-1', text, home.clock.now());
      return receiveAcknowledgement(home.as(anonymous), {
        contact: contacts.WEBHOOK as string,
        request: { body: Buffer.from(text), headers: new Headers(signed) },
      });
    };
    const said = { alert: id, outcome: 'NOTED' };
    expect(code(await send(said, {}))).toBe('webhook.signature-missing');
    const other = signedHeaders(
      `whsec_${Buffer.alloc(32).toString('base64')}`,
      'm',
      JSON.stringify(said),
      home.clock.now(),
    );
    expect(code(await send(said, other))).toBe('webhook.signature-wrong');
    expect(code(await send({ ...said, more: 1 }))).toBe('request.invalid');
    expect(code(await send({ ...said, alert: receipt }))).toBe('record.not-found');
    expect(await acknowledged(PROVIDER)).toBeNull();
    must(await send(said));
    must(await send(said));
    expect(await acknowledged(PROVIDER)).toBe('WEBHOOK');
    const audit = await home.owner.query(
      "select count(*)::int as entries from kernel.audit_entry where action = 'alert-receipt.acknowledge' and object_id = $1",
      [receipt],
    );
    expect(audit.rows[0].entries).toBeGreaterThan(0);
  });
});

describe('a recall', () => {
  it('is acknowledged by three members; who is silent is called by name after fifteen minutes', async () => {
    const { id } = await home.issue({ audiences: ['PLATFORM', 'ISP', 'SCHOOL'], named: ['C111'] });
    // The helpline is warned by its duty; who is on duty there is on its roster.
    await home.owner.query(
      `insert into members.network_duty (id, agency, name, phone, days, from_minute, to_minute, valid_from, added_by, added_at)
       values (gen_random_uuid(), 'C111', 'Trực ban Mẫu', '02439999999', '{1,2,3,4,5,6,7}', 0, 1440, '2026-01-05', gen_random_uuid(), now())`,
    );
    const machine = home.machineOf(PLATFORM, 'network-alert.fetch');
    expect(must(await fetchAlerts(machine)).alerts.map((one) => one.id)).toContain(id);
    expect(code(await recallAlert(as('platform'), { alert: id, reason: 'WRONG' }))).toBe('record.not-found');
    expect(code(await recallAlert(as('writer'), { alert: id, reason: 'NOT_A_REASON' }))).toBe(
      'network-alert.recall-reason-unusable',
    );
    const recalled = must(await recallAlert(as('second'), { alert: id, reason: 'HARMS_OTHERS' }));
    expect(code(await recallAlert(as('writer'), { alert: id, reason: 'WRONG' }))).toBe('network-alert.wrong-state');
    // Whoever fetched it has it no longer at the next refresh, in any form.
    const next = must(await fetchAlerts(machine));
    expect(next.alerts.map((one) => one.id)).not.toContain(id);
    expect(next.recalled).toEqual(
      expect.arrayContaining([expect.objectContaining({ alert: id, acknowledged: false })]),
    );
    for (const form of ['json', 'cap', 'stix', 'misp'] as const)
      expect(code(await fetchAlert(machine, { alert: id, form }))).toBe('network-alert.not-found');
    const told = await Promise.all(
      (['json', 'cap', 'stix', 'misp'] as const).map(
        async (form) => must(await fetchAlert(machine, { alert: recalled.id, form })).content,
      ),
    );
    for (const content of told) expect(content).not.toContain('nhom-mau');
    expect(told[1]).toContain('<msgType>Cancel</msgType>');
    expect(told[2]).toContain('"revoked":true');
    const gone = must(await readReceived(as('platform'), await home.receiptOf(id, PLATFORM)));
    expect(gone).toMatchObject({ standing: 'RECALLED', headline: null, parts: [] });

    const [platform, provider, school, silent] = await Promise.all(
      [PLATFORM, PROVIDER, SCHOOL, 'C111'].map((agency) => home.receiptOf(recalled.id, agency)),
    );
    home.clock.advance(5 * MINUTE);
    must(await acknowledgeAlert(as('platform'), { receipt: platform as string, outcome: 'UNDONE' }));
    must(await acknowledgeAlert(as('provider'), { receipt: provider as string, outcome: 'NOTHING_TO_UNDO' }));
    must(
      await acknowledgeAlert(home.machineOf(SCHOOL, 'alert-receipt.acknowledge'), {
        receipt: school as string,
        outcome: 'UNDONE',
      }),
    );
    home.clock.advance(9 * MINUTE);
    must(await sweepClocks(home.context(systemActor('test'))));
    const escalated = async () =>
      (await home.receipts(recalled.id)).filter((one) => one.escalated_at !== null).map(({ agency }) => agency);
    expect(await escalated()).toEqual([]);
    home.clock.advance(MINUTE);
    must(await sweepClocks(home.context(systemActor('test'))));
    must(await sweepClocks(home.context(systemActor('test'))));
    expect(await escalated()).toEqual(['C111']);
    const detail = must(await alertDetail(as('second'), silent as string));
    expect(detail.contacts).toEqual([{ agency: 'C111', name: 'Trực ban Mẫu', phone: '02439999999' }]);
    expect(
      detail.receipts.filter((one) => one.recall && one.acknowledgedAt === null).map(({ agency }) => agency),
    ).toEqual(['C111']);
    expect(detail.events.map((one) => one.code)).toEqual(
      expect.arrayContaining(['written', 'issued', 'sent', 'recalled', 'acknowledged', 'escalated']),
    );
    const work = must(await listWork(as('second'), {}));
    expect(work.rows.some(({ kind, object }) => kind === 'alert-recall' && object.id === silent)).toBe(true);
    // Who called writes down what was said; the clock counts it as late, and nothing is called any more.
    expect(code(await recordRecallCall(as('elsewhere'), { receipt: silent as string, outcome: 'UNDONE' }))).not.toBe(
      'accepted',
    );
    expect(code(await recordRecallCall(as('second'), { receipt: platform as string, outcome: 'UNDONE' }))).toBe(
      'network-alert.outcome-unusable',
    );
    home.clock.advance(MINUTE);
    must(await recordRecallCall(as('second'), { receipt: silent as string, outcome: 'UNDONE' }));
    const after = must(await listWork(as('second'), {}));
    expect(after.rows.some(({ kind, object }) => kind === 'alert-recall' && object.id === silent)).toBe(false);
    const clocks = await home.owner.query(
      `select status, count(*)::int as clocks from clocks.clock where object_id = any ($1) group by status order by status`,
      [[platform, provider, school, silent]],
    );
    expect(clocks.rows).toEqual([
      { status: 'met', clocks: 3 },
      { status: 'met-late', clocks: 1 },
    ]);
  });

  it('reaches whoever had any version, ends what waits, and points at blocks and drafts that came of it', async () => {
    const first = await home.issue({
      tlp: 'CLEAR',
      pap: 'CLEAR',
      parts: [
        { type: 'TEXT', value: 'Mô tả công khai (mẫu).' },
        { type: 'DOMAIN', about: 'SERVICE', value: 'chan-thu.example' },
      ],
    });
    must(await draftOfAlert(as('writer'), { alert: first.id, kind: 'CARD' }));
    const blocker = { ...home.alerts.writer, functions: ['VERIFY_CONTENT', 'ORDER_BLOCK'] };
    must(
      await proposeBlock(home.as(blocker), {
        kind: 'DOMAIN',
        value: 'chan-thu.example',
        reason: 'CSAM',
        basis: 'CYBER_2025_25',
        expiresAt: new Date(home.clock.now().getTime() + 30 * DAY),
        reviewAt: new Date(home.clock.now().getTime() + 20 * DAY),
      }),
    );
    const second = await home.write({ follows: first.id, audiences: ['ISP'] });
    must(await home.decide(second.id));
    await sendAlert(home.platform, second.id);
    const third = await home.write({ follows: second.id });
    const recalled = must(await recallAlert(as('coordinator'), { alert: second.id, reason: 'CHILD_DATA' }));
    expect((await home.receipts(recalled.id)).map(({ agency }) => agency)).toEqual(
      expect.arrayContaining([PLATFORM, PROVIDER, SCHOOL]),
    );
    expect(await home.alert(third.id)).toMatchObject({ state: 'REFUSED' });
    expect(await home.alert(first.id)).toMatchObject({ state: 'RECALLED' });
    expect(code(await home.decide(third.id))).not.toBe('accepted');
    const { born } = must(await alertDetail(home.as(blocker), second.id));
    expect(born.map(({ kind }) => kind)).toEqual(['BLOCK_ENTRY', 'CARD']);
    // A worker that gives it only now gives it to nobody.
    expect(await sendAlert(home.platform, second.id)).toBe(0);
  });
});

describe('what is public', () => {
  it('is read by everybody, as a list, a feed and CAP, and is gone with its recall', async () => {
    const { id, reference } = await home.issue({
      tlp: 'CLEAR',
      pap: 'CLEAR',
      audiences: ['PUBLIC'],
      headline: 'Cảnh báo <mẫu> & thử',
      parts: [
        { type: 'TEXT', value: 'Kẻ xấu giả làm nhà tuyển dụng (mẫu).' },
        { type: 'ADVICE', value: 'Gọi 111 (mẫu).' },
        { type: 'KEYWORD', tlp: 'GREEN', value: 'tiếng lóng mẫu' },
      ],
    });
    const closed = await home.issue();
    const list = must(await listPublicAlerts(home.as(anonymous)));
    expect(list.alerts.map((one) => one.id)).toContain(id);
    expect(list.alerts.map((one) => one.id)).not.toContain(closed.id);
    expect(JSON.stringify(list)).not.toContain('tiếng lóng');
    expect(must(await publicCap(home.as(anonymous), id))).toContain('Cảnh báo &lt;mẫu&gt; &amp; thử');
    expect(code(await publicCap(home.as(anonymous), closed.id))).toBe('network-alert.not-found');
    expect(must(await publicFeed(home.as(anonymous), 'https://portal.example'))).toContain(`urn:uuid:${id}`);
    const { id: recall } = must(await recallAlert(as('writer'), { alert: id, reason: 'WRONG' }));
    const feed = must(await publicFeed(home.as(anonymous), 'https://portal.example'));
    expect(feed).not.toContain(`urn:uuid:${id}`);
    expect(feed).toContain(`urn:uuid:${recall}`);
    expect(feed).toContain(`Thu hồi cảnh báo ${reference}`);
    expect(code(await publicCap(home.as(anonymous), id))).toBe('network-alert.not-found');
    expect(must(await publicCap(home.as(anonymous), recall))).toContain('<msgType>Cancel</msgType>');
    expect(must(await listPublicAlerts(home.as(anonymous))).alerts.map((one) => one.id)).not.toContain(id);
  });

  it('is what a draft is made of, and nothing else', async () => {
    const open = await home.issue({
      tlp: 'CLEAR',
      pap: 'CLEAR',
      parts: [
        { type: 'TEXT', value: 'Mô tả công khai (mẫu).' },
        { type: 'TEXT', tlp: 'GREEN', value: 'Chỉ trong mạng lưới (mẫu).' },
        { type: 'ADVICE', value: 'Không gửi ảnh (mẫu).' },
      ],
    });
    for (const kind of ['CARD', 'POST', 'SCENARIO'] as const) {
      const draft = must(await draftOfAlert(as('writer'), { alert: open.id, kind }));
      const text = draftText(draft);
      expect(text).toContain('Mô tả công khai');
      expect(text).toContain('Không gửi ảnh');
      expect(text).not.toContain('Chỉ trong mạng lưới');
    }
    expect(code(await draftOfAlert(as('writer'), { alert: open.id, kind: 'FILM' }))).toBe(
      'network-alert.draft-unusable',
    );
    const closed = await home.issue();
    expect(code(await draftOfAlert(as('writer'), { alert: closed.id, kind: 'CARD' }))).toBe(
      'network-alert.nothing-public',
    );
    expect(code(await draftOfAlert(as('platform'), { alert: open.id, kind: 'CARD' }))).not.toBe('accepted');
  });
});

describe('lists', () => {
  it('page through what was written, find it by reference, and show each agency its own', async () => {
    const { reference } = await home.issue({ headline: 'Tiêu đề để tìm (mẫu)' });
    const found = must(await listAlerts(as('writer'), { text: 'để tìm' }));
    expect(found.rows.map((row) => row.reference)).toContain(reference);
    expect(must(await listAlerts(as('writer'), { text: reference.toLowerCase() })).rows).toHaveLength(1);
    expect(must(await listAlerts(as('elsewhere'))).rows).toEqual([]);
    expect(must(await listAlerts(as('coordinator'), { state: 'ISSUED' })).rows.length).toBeGreaterThan(0);
    expect(code(await listAlerts(as('platform')))).toBe('access.not-permitted');
    expect(code(await listReceived(as('writer')))).toBe('access.not-permitted');
    expect(code(await listReceived(as('platform'), { after: 'x' }))).toBe('request.invalid');
  });
});
