import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { INTAKE } from '../../intake/index.ts';
import { type Actor, newId, ok, systemActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { askTriageUse, beginSilence, stopTriage } from './steer-triage.ts';
import { triageContact } from './triage-contact.ts';
import { SILENT_FOR } from './triage-setting.ts';

const HERE = { desk: INTAKE.desk, organisation: INTAKE.agency };
const NOW = '2026-11-24T02:00:00Z';
const HIGH = 'Ông ấy sắp về rồi, con trốn, con sợ ông ấy đánh con nữa';
const RULE = 'Ba đang đánh em';
const supervisor = () => testPerson('111_supervisor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' });
const asker = supervisor();
const second = supervisor();
const counsellor = testPerson('111_counsellor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' });
let home: TestKernel;

beforeAll(async () => {
  home = await openTestKernel(NOW);
}, 120_000);
afterAll(() => home.close());
beforeEach(async () => {
  home.clock.set(new Date(NOW));
  await home.owner.query('delete from counselling.triage_setting');
  await home.owner.query('delete from work.approval');
});

const as = (actor: Actor) => home.context(actor);
const later = (ms: number) => home.clock.set(new Date(home.clock.now().getTime() + ms));

/** Triage of a new contact as its child's page asks for it; `draw` 0 keeps it in plain order. */
async function triaged(text: string, draw = 1, urgent = false) {
  const contact = newId<'contact'>();
  await home.owner.query(
    `insert into counselling.contact (id, reference, channel, desk_code, organisation, state, language, band_reason, waiting_since, began_at)
     values ($1, $2, 'CHAT', $3, $4, 'waiting', 'vi', 'arrived', $5, $5)`,
    [contact, reference(), INTAKE.desk, INTAKE.agency, home.clock.now()],
  );
  const given = must(
    await as({ kind: 'receipt', report: contact }).transaction(async (tx) =>
      ok(await triageContact(tx, { contact, desk: INTAKE.desk, text, urgent }, () => draw)),
    ),
  );
  const { rows } = await home.owner.query('select * from counselling.triage_score where contact_id = $1', [contact]);
  return { band: given.band, reasons: given.reasons, kept: rows[0] };
}

let made = 0;
function reference(): string {
  made += 1;
  return `TEST-${String(made).padStart(4, '0')}`;
}

async function live() {
  must(await beginSilence(as(asker), HERE));
  later(SILENT_FOR);
  const { approval } = must(await askTriageUse(as(asker), { ...HERE, reason: 'Đã đọc mẫu điểm thấp' }));
  must(await decideApproval(as(second), { approval, decision: 'APPROVED' }));
}

test('in the silent weeks a score is kept and moves nobody; rules and the child itself do', async () => {
  must(await beginSilence(as(asker), HERE));
  const score = await triaged(HIGH);
  expect([score.band, score.kept.given_band, score.kept.found_band]).toEqual([1, 1, 2]);
  expect((await triaged(RULE)).band).toBe(3);
  expect((await triaged('Em bị trêu ở lớp', 1, true)).band).toBe(2);
});

test('what no desk has decided is silent', async () => {
  expect([(await triaged(HIGH)).band, (await triaged(RULE)).band]).toEqual([1, 3]);
});

test('a score moves after four silent weeks, when another supervisor has approved it', async () => {
  must(await beginSilence(as(asker), HERE));
  later(SILENT_FOR - 1);
  expect(code(await askTriageUse(as(asker), { ...HERE, reason: 'Sớm' }))).toBe('triage.not-silent-long-enough');
  later(1);
  const { approval } = must(await askTriageUse(as(asker), { ...HERE, reason: 'Đã đọc mẫu' }));
  expect((await decideApproval(as(asker), { approval, decision: 'APPROVED' })).ok).toBe(false);
  expect((await decideApproval(as(counsellor), { approval, decision: 'APPROVED' })).ok).toBe(false);
  expect((await triaged(HIGH)).band).toBe(1);
  must(await decideApproval(as(second), { approval, decision: 'APPROVED' }));
  expect((await triaged(HIGH)).band).toBe(2);
});

test('one in twenty is kept from its score for learning, and never from a rule or its own word (trap 24)', async () => {
  await live();
  const plain = await triaged(HIGH, 0);
  expect([plain.band, plain.kept.plain_order, plain.kept.found_band]).toEqual([1, true, 2]);
  expect([(await triaged(RULE, 0)).band, (await triaged(HIGH, 0, true)).band]).toEqual([3, 2]);
});

test('one press of one supervisor stops everything, and only the child itself still counts', async () => {
  await live();
  must(await stopTriage(as(second), HERE));
  const stopped = await triaged(RULE);
  expect([stopped.band, stopped.kept]).toEqual([1, undefined]);
  expect((await triaged(RULE, 1, true)).band).toBe(2);
  expect(code(await stopTriage(as(second), HERE))).toBe('triage.so-already');
  expect(code(await stopTriage(as(counsellor), HERE))).toBe('triage.not-yours');
  const audit = await home.owner.query(
    `select count(*)::int as n from kernel.audit_entry where action = 'triage.steer'`,
  );
  expect(audit.rows[0].n).toBeGreaterThanOrEqual(3);
});

test('what was stopped while it was asked for does not come on by an approval', async () => {
  must(await beginSilence(as(asker), HERE));
  later(SILENT_FOR);
  const { approval } = must(await askTriageUse(as(asker), { ...HERE, reason: 'Đã đọc mẫu' }));
  must(await stopTriage(as(second), HERE));
  expect(code(await decideApproval(as(second), { approval, decision: 'APPROVED' }))).toBe(
    'triage.not-silent-long-enough',
  );
  expect((await triaged(HIGH)).band).toBe(1);
});

test('an approval holds for the version that was silent, not for the next one', async () => {
  await live();
  await home.owner.query(`update counselling.triage_setting set version = 'first-message-0'`);
  expect((await triaged(HIGH)).band).toBe(1);
});

test('no word of a child is kept with its score, and neither a helper nor the child reads it', async () => {
  const { kept } = await triaged(`${HIGH} canary`);
  expect(JSON.stringify(kept)).not.toContain('canary');
  const read = (actor: Actor) =>
    as(actor).transaction(async (tx) =>
      ok(
        (
          await tx
            .query<never>()
            .selectFrom('counselling.triage_score' as never)
            .selectAll()
            .execute()
        ).length,
      ),
    );
  expect(must(await read(counsellor))).toBe(0);
  expect(must(await read({ kind: 'receipt', report: kept.contact_id }))).toBe(0);
  expect(must(await read(asker))).toBeGreaterThan(0);
  expect(must(await read(systemActor('test')))).toBeGreaterThan(0);
});
