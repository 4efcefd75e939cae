import { beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../../apps/server/modules.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import {
  type Ctx,
  createContext,
  createLog,
  newId,
  ok,
  openKernel,
  readConfig,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import {
  type DeadlineRule,
  deadlineRuleAt,
  deadlineRules,
  type Holiday,
  holidays,
  keepLaw,
  lawChanged,
  lawOf,
  readLaw,
  recordDay,
  recordedDays,
  recordRule,
  ruleOfClock,
  ruleRevisions,
  syncVocabulary,
  warnFraction,
  writtenLaw,
} from '../index.ts';

const rule = deadlineRules.find((one) => one.id === 'DL-FEEDBACK.2025') as DeadlineRule;
const provisional = holidays().find((one) => one.day === '2027-02-11') as Holiday;
const home = fileFixture(() => openTestKernel('2026-11-24T02:00:00Z'));
let ctx: Ctx;
/** Does it in one transaction. */
const write = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const done = await ctx.transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value;
};
const amount = async (from: Ctx = ctx) =>
  deadlineRuleAt((await readLaw(from)).rules, 'DL-FEEDBACK', '2026-11-24')?.amount;

beforeAll(async () => {
  ctx = home.context(systemActor('vocabulary.test'));
});

describe('the rule that a running clock goes by', () => {
  const now = new Date('2026-11-24T02:00:00Z');
  const [screen] = deadlineRules.filter(({ code }) => code === 'DL-SCREEN') as [DeadlineRule];
  const rules: DeadlineRule[] = [
    { ...screen, id: 'u1', urgency: 'U1', warnAt: 0.5 },
    { ...screen, id: 'u2', urgency: 'U2', warnAt: 0.6 },
  ];

  it('is that of its urgency, of another where none is known, and the last of its code from before its days', () => {
    expect(ruleOfClock(rules, 'DL-SCREEN', now, 'U1')?.id).toBe('u1');
    expect(ruleOfClock(rules, 'DL-SCREEN', now)?.id).toBe('u2');
    expect(ruleOfClock(rules, 'DL-SCREEN', new Date('1999-01-01T00:00:00Z'), 'U1')?.id).toBe('u2');
    expect(ruleOfClock(rules, 'DL-NOWHERE', now)).toBeUndefined();
  });

  it('says from which part of its time on it is due soon', () => {
    const law = { ...writtenLaw(), rules };
    expect(warnFraction(law, 'DL-SCREEN', now, 'U1')).toBe(0.5);
    expect(warnFraction(law, 'DL-SCREEN', now)).toBeCloseTo(0.4);
    expect(warnFraction(law, 'DL-NOWHERE', now)).toBe(0.25);
  });
});

describe('the law in force', () => {
  it('is what the files say, before and after they are in the database', async () => {
    expect(lawOf(home.kernel)).toBe(writtenLaw());
    expect(await readLaw(ctx)).toEqual(writtenLaw());
    await syncVocabulary(home.owner);
    expect(await readLaw(ctx)).toEqual(writtenLaw());
    expect(lawOf(home.kernel).rules).toEqual(deadlineRules);
  });

  it('is what was recorded since, with each form that stood before and who ended it', async () => {
    await write((tx) => recordRule(tx, { ...rule, amount: 6 }, 'ministry', 'Đối chiếu lại.'));
    expect(await amount()).toBe(6);
    home.clock.advance(60_000);
    ctx = home.context(systemActor('vocabulary.test'));
    await write((tx) => recordRule(tx, { ...rule, amount: 7 }, 'ministry', 'Lại nữa.'));
    expect(await amount()).toBe(7);
    // The files come again at every start, and change nothing of it.
    expect((await syncVocabulary(home.owner)).deadlineRule).toBe(0);
    expect(await amount()).toBe(7);
    const forms = await write(ruleRevisions);
    expect(forms.map((form) => [form.rule.id, form.revision, form.rule.amount, form.by, form.reason])).toEqual([
      [rule.id, 3, 7, 'ministry', 'Lại nữa.'],
      [rule.id, 2, 6, 'ministry', 'Đối chiếu lại.'],
      [rule.id, 1, 5, 'vocabulary', ''],
    ]);
  });

  it('has the days of a notice, and not those that were withdrawn', async () => {
    const tet: Holiday = { day: '2027-02-12', kind: 'holiday', vi: 'Tết', en: 'Tết', source: 'Notice', verified: true };
    await write(async (tx) => {
      await recordDay(tx, tet, false, 'ministry', 'Thông báo của năm.');
      await recordDay(tx, provisional, true, 'ministry', 'Thông báo của năm.');
    });
    const law = await readLaw(ctx);
    expect(law.holidays.find((one) => one.day === '2027-02-12')).toMatchObject({ vi: 'Tết', verified: true });
    expect(law.holidays.some((one) => one.day === provisional.day)).toBe(false);
    expect([law.days.holidays.has('2027-02-12'), law.days.holidays.has(provisional.day)]).toEqual([true, false]);
    expect(writtenLaw().days.holidays.has(provisional.day)).toBe(true);
    expect(await write(recordedDays)).toMatchObject([
      { day: provisional.day, withdrawn: true, recordedBy: 'ministry', reason: 'Thông báo của năm.' },
      { day: '2027-02-12', withdrawn: false },
    ]);
  });

  it('asks who recorded it and why, of the database itself', async () => {
    await expect(
      home.owner.query(
        "update vocabulary.holiday set origin = 'operator', recorded_by = null, reason = null where day = '2026-01-01'",
      ),
    ).rejects.toThrow(/check constraint/);
  });

  it('reaches every process that is told of a change', async () => {
    const config = readConfig({ ...settings(), DATABASE_POOL: '2' });
    const other = await openKernel(config, home.ownerUrl, { clock: home.clock, log: createLog('silent'), modules });
    const elsewhere = createContext(other, {
      actor: systemActor('vocabulary.test'),
      requestId: newId<'request'>(),
      language: 'vi',
    });
    try {
      const leave = await keepLaw(elsewhere);
      const known = () => deadlineRuleAt(lawOf(other).rules, 'DL-FEEDBACK', '2026-11-24')?.amount;
      expect(known()).toBe(7);
      await write(async (tx) => {
        await recordRule(tx, { ...rule, amount: 9 }, 'ministry', 'Lần cuối.');
        tx.notify(lawChanged(rule.id));
      });
      await expect.poll(known, { timeout: 5_000 }).toBe(9);
      leave();
    } finally {
      await other.close();
    }
  });

  const settings = () => ({ DATA_DIR: home.kernel.config.dataDir, DATABASE_APP_URL: home.appUrl });
});
