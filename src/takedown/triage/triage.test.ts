import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, systemActor } from '../../kernel/index.ts';
import { openTakedownHome } from '../takedown.testing.ts';
import { dropDomainRule, listDomainRules, setDomainRule } from './domain-rules.ts';
import { scoreAnew, scoreDomain } from './score-anew.ts';
import { readWeights, setWeights } from './set-weights.ts';
import { scoreOf, shippedWeights, type TriageFacts, weightsAreSound } from './triage.ts';

const home = fileFixture(() => openTakedownHome());
const reason = 'Lý do mẫu';
const facts: TriageFacts = {
  danger: null,
  selfMade: null,
  knownHash: null,
  ageGroup: null,
  reachable: null,
  reports: 1,
  recentReports: 1,
  badHost: false,
  lawfulBefore: false,
};

describe('the score', () => {
  it('names every factor that made it, and nothing that is not known counts', () => {
    expect(scoreOf(facts, shippedWeights)).toEqual({ score: 0, tier: 'LOW', factors: [] });
    expect(
      scoreOf({ ...facts, selfMade: true, ageGroup: 'PREPUB', reachable: 'YES', reports: 150 }, shippedWeights),
    ).toEqual({
      score: 60,
      tier: 'URGENT',
      factors: [
        { code: 'SELF_MADE', points: 25 },
        { code: 'REPORTS', points: 9 },
        { code: 'AGE', points: 16 },
        { code: 'REACHABLE', points: 10 },
      ],
    });
  });
  it('stays within its bounds, rises with each ground, and a child in danger is first whatever else is true', () => {
    const flag = fc.constantFrom(true, false, null);
    const any = fc.record({
      danger: flag,
      selfMade: flag,
      knownHash: flag,
      ageGroup: fc.constantFrom('INFANT', 'PREPUB', 'PUB', 'UNKNOWN', null),
      reachable: fc.constantFrom('YES', 'LOGIN', 'NO', null),
      reports: fc.nat(100_000),
      recentReports: fc.nat(100_000),
      badHost: fc.boolean(),
      lawfulBefore: fc.boolean(),
    }) as fc.Arbitrary<TriageFacts>;
    fc.assert(
      fc.property(any, (one) => {
        const { score, tier } = scoreOf(one, shippedWeights);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(scoreOf({ ...one, danger: true }, shippedWeights).tier).toBe('NOW');
        expect(scoreOf({ ...one, selfMade: true }, shippedWeights).score).toBeGreaterThanOrEqual(score);
        if (one.danger) expect(tier).toBe('NOW');
      }),
    );
  });
});

describe('the weights are the unit’s', () => {
  it('what waits is scored anew by a new set, with its reason kept', async () => {
    const [item] = (await home.arrive({ locator: 'https://trong-so.example/1', selfMade: true })) as [string];
    expect((await home.item(item)).score).toBe(25);
    const weights = { ...shippedWeights, points: { ...shippedWeights.points, SELF_MADE: 60 } };
    must(await setWeights(home.as(home.people.first), { weights, reason }));
    expect(must(await scoreAnew(home.platform))).toBeGreaterThan(0);
    expect(await home.item(item)).toMatchObject({ score: 60, tier: 'URGENT' });
    expect(must(await scoreAnew(home.platform))).toBe(0);
    const read = must(await readWeights(home.as(home.people.second)));
    expect([read.weights.points.SELF_MADE, read.history[0]?.reason]).toEqual([60, reason]);
  });
  it('a child in danger cannot be put behind, levels cannot cross, and who has no part sets none', async () => {
    const ctx = home.as(home.people.first);
    const set = (weights: unknown) => setWeights(ctx, { weights, reason });
    expect(weightsAreSound(shippedWeights)).toBe(true);
    expect(code(await set({ ...shippedWeights, points: { ...shippedWeights.points, DANGER_NOW: 10 } }))).toBe(
      'content-weight.unsound',
    );
    expect(code(await set({ ...shippedWeights, tiers: { NOW: 50, URGENT: 60, NORMAL: 10 } }))).toBe(
      'content-weight.unsound',
    );
    expect(code(await set({ ...shippedWeights, points: { AGE: 1 } }))).toBe('content-weight.unsound');
    expect(code(await set('x'))).toBe('content-weight.unsound');
    expect(code(await setWeights(ctx, { weights: shippedWeights, reason: ' ' }))).toBe('text.empty');
    expect(code(await setWeights(home.as(home.people.counsellor), { weights: shippedWeights, reason }))).toBe(
      'access.not-permitted',
    );
  });
});

describe('what is known of a domain', () => {
  it('changes the score of what comes, until it ends', async () => {
    const ctx = home.as(home.people.first);
    must(await setDomainRule(ctx, { domain: 'https://www.may-chu-xau.example/x', rule: 'BAD_HOST', reason, days: 30 }));
    must(
      await setDomainRule(ctx, {
        domain: 'dien-dan-mau.example',
        rule: 'PLATFORM',
        value: 'WEBSITE',
        reason,
        days: 30,
      }),
    );
    const [bad] = (await home.arrive({ locator: 'https://a.may-chu-xau.example/1' })) as [string];
    expect((await home.item(bad)).factors).toEqual([{ code: 'BAD_HOST', points: 5 }]);
    const [placed] = (await home.arrive({ locator: 'https://dien-dan-mau.example/1' })) as [string];
    expect((await home.item(placed)).platform).toBe('WEBSITE');
    const { rules } = must(await listDomainRules(ctx));
    const rule = rules.find((one) => one.rule === 'BAD_HOST');
    must(await dropDomainRule(ctx, { rule: rule?.id ?? '' }));
    const [after] = (await home.arrive({ locator: 'https://a.may-chu-xau.example/2' })) as [string];
    expect((await home.item(after)).factors).toEqual([]);
    expect(code(await dropDomainRule(ctx, { rule: rule?.id ?? '' }))).toBe('record.not-found');
    expect(code(await dropDomainRule(ctx, { rule: 'x' }))).toBe('record.not-found');
  });
  it('changes the score of what waits already, when it is set, ended, and at its own end', async () => {
    const ctx = () => home.as(home.people.first);
    const [waits] = (await home.arrive({ locator: 'https://b.may-chu-cho.example/1' })) as [string];
    const decided = await home.verified('https://b.may-chu-cho.example/2');
    const factors = async (id: string) => (await home.item(id)).factors;
    const before = await factors(decided);
    /** The jobs that wait for this moment, done. */
    const due = async () => {
      const { rows } = await home.owner.query<{ id: string; rule: string }>(
        `select job.id, payload->>'rule' as rule from graphile_worker._private_jobs as job
           join graphile_worker._private_tasks as task on task.id = job.task_id
         where task.identifier = 'takedown.score-domain' and (job.key not like '%:end' or run_at <= $1) order by run_at`,
        [home.clock.now()],
      );
      for (const { id, rule } of rows) {
        await home.owner.query('delete from graphile_worker._private_jobs where id = $1', [id]);
        must(await scoreDomain(home.context(systemActor('test')), rule));
      }
    };
    const set = { domain: 'may-chu-cho.example', rule: 'BAD_HOST', reason, days: 30 };
    await due();
    must(await setDomainRule(ctx(), set));
    expect(await factors(waits)).toEqual([]);
    await due();
    expect(await factors(waits)).toEqual([{ code: 'BAD_HOST', points: 5 }]);
    expect(await factors(decided)).toEqual(before);
    const [rule] = must(await listDomainRules(ctx())).rules.filter(({ domain }) => domain === set.domain);
    must(await dropDomainRule(ctx(), { rule: rule?.id ?? '' }));
    await due();
    expect(await factors(waits)).toEqual([]);
    must(await setDomainRule(ctx(), { ...set, days: 2 }));
    await due();
    expect(await factors(waits)).toHaveLength(1);
    home.clock.advance(2 * DAY);
    await due();
    expect(await factors(waits)).toEqual([]);
  });
  it.each([
    [{ domain: 'http://127.0.0.1/' }],
    [{ rule: 'x' }],
    [{ rule: 'PLATFORM', value: 'x' }],
    [{ days: 400 }],
    [{ days: 1.5 }],
  ])('what cannot be one is refused: %j', async (change) => {
    const given = { domain: 'mau.example', rule: 'PROXY', reason, days: 30, ...change };
    expect(code(await setDomainRule(home.as(home.people.first), given))).toBe('content-domain-rule.unusable');
  });
});
