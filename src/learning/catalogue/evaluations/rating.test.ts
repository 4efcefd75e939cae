import { describe, expect, it } from 'vitest';
import type { CriterionAnswer, EvaluationLayer, ProductPlatform, ProductReader } from '../catalogue-lists.ts';
import { criteriaList, criteriaOf } from './criteria.ts';
import {
  type Finding,
  faultOfFindings,
  goodAnswer,
  outcomeOf,
  type RatedEvaluation,
  wholeLayer,
} from './evaluation.ts';
import { kappaOf } from './kappa.ts';
import { lastDayOf, rate } from './rating.ts';

const MADE = new Date('2026-12-01T02:00:00Z');
const NOW = new Date('2026-12-20T02:00:00Z');
const finding = (criterion: string, answer: CriterionAnswer, reader: ProductReader = 'EVERYBODY'): Finding => ({
  criterion,
  answer,
  reader,
  consent: null,
  reason: 'Lý do mẫu.',
});
/** Every answer of the layer that worries nobody. */
const clean = (layer: EvaluationLayer): Finding[] =>
  criteriaOf(layer).map((criterion) => finding(criterion.id, goodAnswer(criterion)));
const withAnswer = (layer: EvaluationLayer, id: string, answer: CriterionAnswer, reader?: ProductReader) =>
  clean(layer).map((one) => (one.criterion === id ? finding(id, answer, reader) : one));

const evaluation = (layer: EvaluationLayer, more: Partial<RatedEvaluation> = {}): RatedEvaluation => ({
  id: `${layer}-${more.evaluator ?? 'an'}`,
  layer,
  platform: 'ANDROID',
  version: '4.2.0',
  major: 4,
  listVersion: criteriaList.version,
  evaluator: 'an',
  madeAt: MADE,
  findings: clean(layer),
  ...more,
});
const whole = (): RatedEvaluation[] => [
  evaluation('POLICY'),
  evaluation('PACKAGE'),
  evaluation('USE'),
  evaluation('USE', { evaluator: 'binh' }),
];
const majors = (major: number, platform: ProductPlatform = 'ANDROID') => new Map([[platform, major]]);
const rated = (evaluations: RatedEvaluation[], now = NOW, major = 4) => rate(evaluations, majors(major), now);

describe('the list of criteria', () => {
  it('has six core statements and says where it is from', () => {
    expect(criteriaList.criteria.filter(({ core }) => core)).toHaveLength(6);
    expect(criteriaOf('POLICY')).toHaveLength(18);
    expect(criteriaList.source).not.toBe('');
    expect(criteriaList.verified).toBe(false);
  });

  it('lets each criterion be answered well, and in some way badly', () => {
    for (const criterion of criteriaList.criteria) {
      const outcomes = (['YES', 'NO', 'UNSAID'] as const).map((answer) => outcomeOf(criterion, answer));
      expect([criterion.id, outcomes.includes('PASS')]).toEqual([criterion.id, true]);
      expect([criterion.id, outcomes.some((one) => one === 'WARN' || one === 'FAIL')]).toEqual([criterion.id, true]);
    }
  });
});

describe('answers', () => {
  it('need a reason where they worry somebody', () => {
    const bare = { ...finding('use.loot', 'YES'), reason: null };
    expect(faultOfFindings('USE', [bare])?.fault).toBe('reason-missing');
    expect(faultOfFindings('USE', [{ ...bare, answer: 'NO' }])).toBeUndefined();
  });

  it('are of the layer, once for each reader, and a core statement always applies', () => {
    expect(faultOfFindings('USE', [finding('policy.no-sale', 'YES')])?.fault).toBe('unknown');
    expect(faultOfFindings('USE', [finding('use.loot', 'YES'), finding('use.loot', 'NO')])?.fault).toBe('twice');
    expect(
      faultOfFindings('USE', [finding('use.loot', 'YES', 'ORDINARY_MODE'), finding('use.loot', 'NO', 'CHILD_MODE')]),
    ).toBeUndefined();
    expect(faultOfFindings('POLICY', [finding('policy.no-sale', 'NOT_APPLICABLE')])?.fault).toBe('always-applies');
  });

  it('that were not given were not checked', () => {
    const all = wholeLayer('USE', [finding('use.loot', 'YES')]);
    expect(all).toHaveLength(criteriaOf('USE').length);
    expect(all.filter(({ answer }) => answer === 'NOT_CHECKED')).toHaveLength(criteriaOf('USE').length - 1);
  });
});

describe('a rating', () => {
  it('is good and featured where everything was checked and nothing found', () => {
    expect(rated(whole())).toMatchObject({ verdict: 'GOOD', flags: [], featured: true, until: lastDayOf(MADE) });
  });

  it('counts the worst that anybody meets: a children’s mode hides nothing', () => {
    const [policy, pack, first, second] = whole() as [
      RatedEvaluation,
      RatedEvaluation,
      RatedEvaluation,
      RatedEvaluation,
    ];
    const both = [
      finding('use.stranger-contact', 'NO', 'CHILD_MODE'),
      finding('use.stranger-contact', 'YES', 'ORDINARY_MODE'),
    ];
    const open = { findings: [...clean('USE').filter((one) => one.criterion !== 'use.stranger-contact'), ...both] };
    const rating = rated([policy, pack, { ...first, ...open }, { ...second, ...open }]);
    expect(rating.verdict).toBe('WARNING');
    expect(rating.featured).toBe(false);
    expect(rating.flags.map(({ flag }) => flag)).toEqual(['STRANGER_CHAT']);
    expect(rating.flags[0]?.grounds[0]).toMatchObject({ reader: 'ORDINARY_MODE', listVersion: '1', madeAt: MADE });
  });

  it('counts a practice whether it asks before or not', () => {
    const asked = withAnswer('PACKAGE', 'package.tracker', 'YES').map((one) => ({ ...one, consent: 'ASKED' as const }));
    const rating = rated([
      ...whole().filter(({ layer }) => layer !== 'PACKAGE'),
      evaluation('PACKAGE', { findings: asked }),
    ]);
    expect(rating.verdict).toBe('WARNING');
    expect(rating.flags[0]).toMatchObject({ flag: 'TRACKS', red: true });
  });

  it('never features what has a flag, be it no red one', () => {
    const uses = ['an', 'binh'].map((evaluator) =>
      evaluation('USE', { evaluator, findings: withAnswer('USE', 'use.purchase', 'YES') }),
    );
    const rating = rated([evaluation('POLICY'), evaluation('PACKAGE'), ...uses]);
    expect(rating).toMatchObject({ verdict: 'CAREFUL', featured: false });
    expect(rating.flags.map(({ flag }) => flag)).toEqual(['PURCHASE']);
  });

  it('may feature what has a lesser warning and no flag, if the six statements are made', () => {
    const retention = evaluation('POLICY', { findings: withAnswer('POLICY', 'policy.retention', 'UNSAID') });
    const core = evaluation('POLICY', { findings: withAnswer('POLICY', 'policy.no-sale', 'UNSAID') });
    const rest = whole().filter(({ layer }) => layer !== 'POLICY');
    expect(rated([retention, ...rest])).toMatchObject({ verdict: 'CAREFUL', featured: true });
    expect(rated([core, ...rest])).toMatchObject({ verdict: 'CAREFUL', featured: false });
  });

  it('is unfinished while a layer, the second person or a criterion is missing', () => {
    const missing = (evaluations: RatedEvaluation[], layer: EvaluationLayer) => {
      const rating = rated(evaluations);
      return [rating.verdict, rating.layers.find((one) => one.layer === layer)?.missing];
    };
    expect(missing(whole().slice(1), 'POLICY')).toEqual(['UNFINISHED', 'NEVER']);
    expect(missing(whole().slice(0, 3), 'USE')).toEqual(['UNFINISHED', 'SECOND_EVALUATOR']);
    const unchecked = evaluation('PACKAGE', { findings: withAnswer('PACKAGE', 'package.ads', 'NOT_CHECKED') });
    expect(missing([...whole().filter(({ layer }) => layer !== 'PACKAGE'), unchecked], 'PACKAGE')).toEqual([
      'UNFINISHED',
      'NOT_ALL_CHECKED',
    ]);
    expect(rate([], majors(4), NOW, ['POLICY']).layers[0]?.missing).toBe('NOT_CONFIRMED');
  });

  it('tells a failure that is known while the rest is still open', () => {
    const failing = evaluation('POLICY', { findings: withAnswer('POLICY', 'policy.no-targeted-ads', 'NO') });
    expect(rated([failing]).verdict).toBe('WARNING');
  });

  it('waits for a third where two who used it differ too much', () => {
    const turned = clean('USE').map((one, at) =>
      at % 2 === 0 ? { ...one, answer: one.answer === 'YES' ? ('NO' as const) : ('YES' as const) } : one,
    );
    // Nothing of theirs is a failure here, so that the verdict shows what is missing.
    const mild = clean('USE').map((one) =>
      [
        'use.block-report',
        'use.pressure',
        'use.play-time',
        'use.vietnamese',
        'use.needs-account',
        'use.ads-shown',
        'use.purchase',
      ].includes(one.criterion)
        ? finding(one.criterion, 'UNSAID')
        : one,
    );
    expect(kappaOf(clean('USE'), turned)).toBeLessThan(0.7);
    const two = [evaluation('USE'), evaluation('USE', { evaluator: 'binh', findings: mild })];
    const rest = [evaluation('POLICY'), evaluation('PACKAGE')];
    const differing = rated([...rest, ...two]);
    expect(differing.layers[2]).toMatchObject({ missing: 'EVALUATORS_DIFFER', evaluations: 2 });
    expect(differing.verdict).toBe('UNFINISHED');
    const settled = rated([...rest, ...two, evaluation('USE', { evaluator: 'chi', findings: mild })]);
    expect(settled.layers[2]).toMatchObject({ missing: null, evaluations: 3 });
    expect(settled.verdict).toBe('CAREFUL');
  });

  it('lapses by itself after its time', () => {
    const last = new Date('2027-11-30T16:59:59Z');
    expect(lastDayOf(MADE)).toBe('2027-11-30');
    expect(rated(whole(), last).verdict).toBe('GOOD');
    const after = rated(whole(), new Date('2027-11-30T17:00:00Z'));
    expect(after).toMatchObject({ verdict: 'LAPSED', featured: false, until: null });
    expect(after.layers.map(({ missing }) => missing)).toEqual(['EXPIRED', 'EXPIRED', 'EXPIRED']);
  });

  it('lapses with a new major version of the platform, and of no other', () => {
    expect(rated(whole(), NOW, 5)).toMatchObject({ verdict: 'LAPSED' });
    expect(rated(whole(), NOW, 5).layers[0]?.missing).toBe('NEW_MAJOR');
    expect(rate(whole(), majors(9, 'IOS'), NOW).verdict).toBe('GOOD');
  });

  it('forgets what a newer look at the same layer no longer finds', () => {
    const before = evaluation('POLICY', { findings: withAnswer('POLICY', 'policy.no-sale', 'NO') });
    const later = evaluation('POLICY', { id: 'later', evaluator: 'binh', madeAt: new Date('2026-12-10T02:00:00Z') });
    expect(rated([before, ...whole().slice(1)]).verdict).toBe('WARNING');
    expect(rated([before, later, ...whole().slice(1)]).verdict).toBe('GOOD');
  });

  it('keeps what the earlier version is known for until two have used the next', () => {
    const newer = { version: '4.3.0', madeAt: new Date('2026-12-10T02:00:00Z') };
    const loot = withAnswer('USE', 'use.loot', 'YES');
    const old = ['an', 'binh'].map((evaluator) => evaluation('USE', { evaluator, findings: loot }));
    const rest = [evaluation('POLICY'), evaluation('PACKAGE')];
    expect(rated([...rest, ...old, evaluation('USE', newer)]).verdict).toBe('WARNING');
    expect(
      rated([...rest, ...old, evaluation('USE', newer), evaluation('USE', { ...newer, evaluator: 'chi' })]).verdict,
    ).toBe('GOOD');
  });

  it('says when it was made by an earlier list', () => {
    expect(rated([evaluation('POLICY', { listVersion: '0' })]).layers[0]).toMatchObject({
      olderList: true,
      listVersion: '0',
    });
  });
});

describe('kappa', () => {
  const answers = (...given: CriterionAnswer[]) => given.map((answer, at) => finding(`c${at}`, answer));
  it('is 1 for the same answers, and what Cohen gives for others', () => {
    expect(kappaOf(answers('YES', 'NO', 'YES'), answers('YES', 'NO', 'YES'))).toBe(1);
    expect(kappaOf(answers('YES', 'YES'), answers('YES', 'YES'))).toBe(1);
    // Two agree on 7 of 10; by chance they would on 0.5: (0.7 - 0.5) / 0.5.
    const one = answers('YES', 'YES', 'YES', 'YES', 'YES', 'NO', 'NO', 'NO', 'NO', 'NO');
    const other = answers('YES', 'YES', 'YES', 'YES', 'NO', 'NO', 'NO', 'NO', 'YES', 'YES');
    expect(kappaOf(one, other)).toBeCloseTo(0.4, 10);
    expect(kappaOf([], answers('YES'))).toBeNull();
  });
});
