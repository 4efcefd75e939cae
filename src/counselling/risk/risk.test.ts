import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { sweepClocks } from '../../clocks/index.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { answerTransfer } from '../contacts/answer-transfer.ts';
import { transferContact } from '../contacts/transfer-contact.ts';
import { readAsChild } from '../lines/read-thread.ts';
import { openCounsellingHome } from '../testing.ts';
import { answerRisk } from './answer-risk.ts';
import { handOverRisk } from './hand-over-risk.ts';
import { readRisk } from './read-risk.ts';
import type { RiskKind } from './risk-script.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

async function talk() {
  const helper = await home.onShift();
  const child = await home.child({ firstLine: 'Em chào chị.' });
  must(await acceptContact(home.at(helper), { contact: child.contact }));
  return { child, helper, contact: child.contact };
}
const answers = (
  by: PersonActor,
  contact: string,
  step: string,
  answer: string,
  more: { kind?: RiskKind; answerKey?: string; note?: string } = {},
) => answerRisk(home.at(by), { contact, kind: 'SELF_HARM', step, answer, answerKey: randomUUID(), ...more });
const of = (view: Awaited<ReturnType<typeof readRisk>>, kind: RiskKind = 'SELF_HARM') => {
  const found = must(view).dialogues.find((one) => one.kind === kind);
  if (!found) throw new Error('no such dialogue');
  return found;
};
const clocks = async (contact: string) =>
  (
    await home.owner.query<{ rule_code: string; status: string; minutes: number }>(
      `select rule_code, status, extract(epoch from due_at - started_at)::int / 60 as minutes from clocks.clock where object_id = $1`,
      [contact],
    )
  ).rows;

describe('the guided dialogue', () => {
  it('asks one question after the other, with words to say in the language of the child', async () => {
    const { helper, contact } = await talk();
    const first = of(await readRisk(home.at(helper), { contact }));
    expect(first).toMatchObject({ level: 0, answered: [], next: { step: 'now' } });
    expect(first.next?.say).toContain('em');
    const second = of(await answers(helper, contact, 'now', 'no', { note: 'Em nói đang ở nhà.' }));
    expect(second).toMatchObject({ next: { step: 'thoughts' } });
    expect(second.answered).toMatchObject([{ step: 'now', answer: 'Không', note: 'Em nói đang ở nhà.' }]);
  });

  it('keeps an answer once, however often it is sent, and refuses another under its key', async () => {
    const { helper, contact } = await talk();
    const answerKey = randomUUID();
    const both = await Promise.all([
      answers(helper, contact, 'now', 'no', { answerKey }),
      answers(helper, contact, 'now', 'no', { answerKey }),
    ]);
    for (const one of both) expect(of(one).answered).toHaveLength(1);
    expect(code(await answers(helper, contact, 'now', 'yes', { answerKey }))).toBe('risk.key-taken');
    expect(code(await answers(helper, contact, 'now', 'perhaps'))).toBe('risk.answer-unknown');
    expect(code(await answers(helper, contact, 'constructor', 'yes'))).toBe('risk.answer-unknown');
  });

  it('keeps answers sealed: neither what was asked nor what was noted stands in the clear, in the audit or with the child', async () => {
    const { child, helper, contact } = await talk();
    must(await answers(helper, contact, 'plan', 'yes', { note: 'kín-nhẫn-cỏ' }));
    const { rows } = await home.owner.query<{ all: string }>(
      `select (select string_agg(to_jsonb(a)::text, '') from counselling.risk_answer a)
         || (select string_agg(to_jsonb(e)::text, '') from counselling.contact_event e)
         || (select string_agg(body::text, '') from kernel.audit_entry) as all`,
    );
    expect(rows[0]?.all).not.toContain('kín-nhẫn-cỏ');
    expect(rows[0]?.all).not.toContain('"plan"');
    expect(
      JSON.stringify(must(await readAsChild(home.public(), { session: child.session }, { after: 0 }))),
    ).not.toMatch(/kín-nhẫn-cỏ|risk/i);
  });

  it('is read and gone on with by whoever has the contact, and by a colleague after a transfer; by nobody else', async () => {
    const { helper, contact } = await talk();
    must(await answers(helper, contact, 'now', 'no'));
    const colleague = await home.onShift('counsellor');
    expect(code(await readRisk(home.at(colleague), { contact }))).toBe('access.not-permitted');
    expect(code(await answers(colleague, contact, 'thoughts', 'yes'))).toBe('access.not-permitted');
    expect(code(await readRisk(home.at(home.supervisor), { contact }))).toBe('access.not-permitted');
    must(await transferContact(home.at(helper), { contact, to: { person: colleague.person } }));
    must(await answerTransfer(home.at(colleague), { contact, take: true }));
    expect(of(await readRisk(home.at(colleague), { contact }))).toMatchObject({ next: { step: 'thoughts' } });
    expect(of(await answers(colleague, contact, 'thoughts', 'yes')).answered).toHaveLength(2);
    expect(code(await answers(helper, contact, 'plan', 'yes'))).toBe('access.not-permitted');
  });

  it('raises the band and starts the time to hand over at danger now, once; nothing lowers either', async () => {
    const { helper, contact } = await talk();
    must(await answers(helper, contact, 'thoughts', 'yes'));
    expect(await clocks(contact)).toEqual([]);
    const raised = must(await answers(helper, contact, 'when', 'today'));
    expect(raised).toMatchObject({ level: 3, handedOver: [] });
    expect(raised.countdown).not.toBeNull();
    expect(await home.contact(contact)).toMatchObject({ band: 3, band_reason: 'risk-dialogue', state: 'live' });
    expect(await clocks(contact)).toEqual([{ rule_code: 'DL-RISK-HANDOVER', status: 'running', minutes: 15 }]);
    const corrected = must(await answers(helper, contact, 'when', 'no'));
    expect(corrected.level).toBe(3);
    must(await answers(helper, contact, 'now', 'yes'));
    expect(await clocks(contact)).toHaveLength(1);
    await expect(
      home.owner.query('update counselling.contact set band = 3 where id = $1 and band < 3', [contact]),
    ).resolves.toMatchObject({ rowCount: 0 });
  });

  it('ends the countdown when somebody who can be there has taken over; what ran out is told to the supervisor', async () => {
    const { helper, contact } = await talk();
    expect(code(await handOverRisk(home.at(helper), { contact, to: 'POLICE' }))).toBe('risk.no-danger');
    must(await answers(helper, contact, 'now', 'yes'));
    home.clock.set(new Date(home.clock.now().getTime() + 16 * 60_000));
    must(await sweepClocks(home.platform()));
    expect((await clocks(contact))[0]?.status).toBe('breached');
    const { rows } = await home.owner.query<{ person: string }>(
      `select distinct person from work.notice where kind = 'clock.breached' and created_at = $1`,
      [home.clock.now()],
    );
    expect(rows).toEqual([{ person: home.supervisor.person }]);
    must(await handOverRisk(home.at(helper), { contact, to: 'POLICE' }));
    must(await handOverRisk(home.at(helper), { contact, to: 'POLICE' }));
    expect((await clocks(contact))[0]?.status).toBe('met-late');
    const view = must(await readRisk(home.at(helper), { contact }));
    expect(view).toMatchObject({ countdown: null, handedOver: [{ to: 'POLICE' }] });
  });

  it('calls for another dialogue where an answer says so', async () => {
    const { helper, contact } = await talk();
    const view = await answers(helper, contact, 'meet', 'yes', { kind: 'SEXUAL_EXTORTION' });
    expect(of(view, 'SEXUAL_EXTORTION').opens).toEqual(['MEETING']);
  });
});

describe('rows of the dialogue', () => {
  it('are changed and removed by nobody, and reached by no child', async () => {
    const { helper, contact } = await talk();
    must(await answers(helper, contact, 'now', 'yes'));
    const { rows } = await home.owner.query(
      `select table_name from information_schema.role_table_grants
       where grantee = 'lachan_app' and table_schema = 'counselling' and table_name like 'risk\\_%' and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(rows).toEqual([]);
    const asChild = home.context({ kind: 'receipt', report: contact });
    const seen = await asChild.transaction(async (tx) => {
      const found = await tx
        .query<{ 'counselling.risk_level': { contact_id: string } }>()
        .selectFrom('counselling.risk_level')
        .select('contact_id')
        .execute();
      return { ok: true, value: found };
    });
    expect(must(seen)).toEqual([]);
  });
});
