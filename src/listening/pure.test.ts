import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../text/index.ts';
import { prevalenceOf, wilson } from './models/prevalence.ts';
import { burstOf, stepsOf } from './pipeline/burst.ts';
import { pressureOf, readyPost, TEXT_MOST } from './posts/observation.ts';
import { agreement } from './review/agreement.ts';
import { decide, type Signal } from './review/decide.ts';
import { type harmLabels, label } from './review/label.ts';
import { strataInTurn } from './review/review.ts';
import { compileRules, readDefinition } from './rules/rule.ts';
import { shippedRules } from './rules/shipped-rules.ts';
import { hasDrifted, lookDelay } from './sources/source.ts';

const signal = (
  code: (typeof harmLabels)[number] | 'is_report_or_awareness' | 'subject_is_minor',
  score: number,
  origin: Signal['origin'] = 'rule',
) => ({ label: code, score, origin }) satisfies Signal;

describe('deciding', () => {
  test('severity is never above what the gravest label or rule says, and an alert is severity 2 or more', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ label: fc.constantFrom(...label.codes), score: fc.double({ min: 0, max: 1, noNaN: true }) }),
        ),
        (given) => {
          const decision = decide(
            given.map((one) => ({ ...one, origin: 'rule' as const })),
            {},
          );
          const most = Math.max(0, ...given.map((one) => Math.max(label.get(one.label).severity, 0)), 2);
          expect(decision.severity).toBeLessThanOrEqual(most);
          expect(decision.alerts).toBe(decision.severity >= 2);
          expect(decision.uncertainty).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('prevention takes harm in words back and asks a person; a hash it takes nothing from', () => {
    const news = decide([signal('grooming.signal', 0.9), signal('is_report_or_awareness', 0.8)], {});
    expect(news).toMatchObject({ severity: 1, alerts: false, uncertainty: 0 });
    const hash = decide([signal('csam.known', 1, 'hash'), signal('is_report_or_awareness', 0.8)], {});
    expect(hash).toMatchObject({ severity: 3, alerts: true });
  });

  test('an insult is counted; where a child is spoken of it is bullying', () => {
    expect(decide([signal('toxic.insult', 0.9, 'model')], { 'toxic.insult': 0.6 })).toMatchObject({ severity: 1 });
    expect(decide([signal('toxic.insult', 0.55, 'model')], { 'toxic.insult': 0.6 })).toMatchObject({ severity: 0 });
    expect(decide([signal('toxic.insult', 0.9), signal('subject_is_minor', 0.8)], {})).toMatchObject({
      severity: 2,
      label: 'bullying.target_minor',
    });
  });
});

describe('rules', () => {
  test('that ship are sound, compile together and find what they name, with and without diacritics', () => {
    for (const { definition } of shippedRules) expect(readDefinition(definition).ok).toBe(true);
    const set = compileRules(shippedRules.map((one, at) => ({ ...one, id: String(at) })));
    const found = (text: string) => set.hits(normalise(text)).map(({ rule }) => rule.label);
    expect(found('Tặng bạn nhỏ kim cương, chỉ cần gửi mật khẩu cho mình')).toContain('scam.child_targeted');
    expect(found('tang kim cuong chi can gui mat khau')).toContain('scam.child_targeted');
    expect(found('Hội thảo phòng chống xâm hại trẻ em')).toEqual(
      expect.arrayContaining(['is_report_or_awareness', 'subject_is_minor']),
    );
    expect(found('Em năm nay 13 tuổi ạ')).toContain('speaker_is_minor');
    expect(found('Trời hôm nay rất đẹp')).toEqual([]);
  });
});

describe('figures', () => {
  test('an interval holds its share, stays within 0 and 1, and narrows as the sample grows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (share, n) => {
        const { low, high } = wilson(share, n);
        expect(low).toBeLessThanOrEqual(share + 1e-9);
        expect(high).toBeGreaterThanOrEqual(share - 1e-9);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        const wide = wilson(share, n * 4);
        expect(wide.high - wide.low).toBeLessThanOrEqual(high - low + 1e-9);
      }),
    );
  });

  test('prevalence undoes the sampling: posts that were taken at a tenth count ten times', () => {
    const audited = [
      ...Array.from({ length: 50 }, () => ({ labels: [['toxic.insult']], probability: 1 })),
      ...Array.from({ length: 50 }, () => ({ labels: [[]], probability: 0.1 })),
    ];
    expect(prevalenceOf(audited, 'toxic.insult')?.value).toBeCloseTo(50 / 550, 6);
    expect(prevalenceOf(audited, 'sextortion')).toMatchObject({ value: 0, low: 0, sample: 100 });
    expect(prevalenceOf(audited, 'sextortion')?.high).toBeGreaterThan(0);
    expect(prevalenceOf(audited.slice(0, 29), 'toxic.insult')).toBeNull();
  });

  test('agreement is 1 for the same, 0 for chance, null for too few', () => {
    const pairs = (n: number, one: boolean, other: boolean) => Array.from({ length: n }, () => ({ one, other }));
    expect(agreement([...pairs(10, true, true), ...pairs(10, false, false)])?.value).toBe(1);
    expect(
      agreement([
        ...pairs(5, true, true),
        ...pairs(5, true, false),
        ...pairs(5, false, true),
        ...pairs(5, false, false),
      ])?.value,
    ).toBeCloseTo(0, 9);
    expect(agreement(pairs(19, true, true))).toBeNull();
  });

  test('a burst stands out of its own past', () => {
    expect(burstOf([10, 11, 9, 10, 10, 60]).z).toBeGreaterThan(10);
    expect(burstOf([10, 11, 9, 10, 10, 12]).z).toBeLessThan(3);
    expect(burstOf([0, 0, 0, 0, 3]).z).toBeLessThan(4);
    const end = new Date('2026-11-24T06:00:00Z');
    expect(
      stepsOf(
        [
          { at: new Date('2026-11-24T05:59:00Z'), n: 2 },
          { at: new Date('2026-11-24T00:30:00Z'), n: 3 },
        ],
        end,
        3_600_000,
        6,
      ),
    ).toEqual([3, 0, 0, 0, 0, 2]);
  });
});

describe('limits', () => {
  test('pressure falls from everything to nothing in order', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(pressureOf(more, 10_000, 50_000).keep).toBeLessThanOrEqual(pressureOf(less, 10_000, 50_000).keep);
      }),
    );
    expect(pressureOf(50_000, 10_000, 50_000).state).toBe('full');
  });

  test('any post is bounded or refused, never thrown on', () => {
    const now = new Date('2026-11-24T02:00:00Z');
    fc.assert(
      fc.property(
        fc.record({
          id: fc.string(),
          revision: fc.string(),
          at: fc.date({ noInvalidDate: false }),
          author: fc.option(fc.string(), { nil: null }),
          text: fc.string({ unit: 'binary', maxLength: 50 }),
          language: fc.option(fc.string(), { nil: null }),
          url: fc.option(fc.webUrl(), { nil: null }),
          links: fc.array(fc.string()),
          media: fc.array(fc.record({ url: fc.webUrl(), kind: fc.constantFrom('image', 'video') })),
          parent: fc.option(fc.string(), { nil: null }),
          deleted: fc.boolean(),
        }),
        (given) => {
          const ready = readyPost(given, now);
          if (!ready) return;
          expect(ready.text.length).toBeLessThanOrEqual(TEXT_MOST);
          expect(ready.at <= now).toBe(true);
          expect(ready.links.length).toBeLessThanOrEqual(20);
        },
      ),
    );
  });

  test('of ten posts seven are uncertain, two come by chance, one is the surest', () => {
    const first = Array.from({ length: 10 }, (_, at) => strataInTurn(at)[0]);
    expect([...Map.groupBy(first, (one) => one)].map(([name, all]) => [name, all.length]).sort()).toEqual([
      ['margin', 7],
      ['random', 2],
      ['top', 1],
    ]);
  });

  test('a source that changes its shape is found within some twenty items, a noisy one is not stopped', () => {
    expect(hasDrifted({ malformed: 20, seen: 20 })).toBe(true);
    expect(hasDrifted({ malformed: 2, seen: 100 })).toBe(false);
    expect(hasDrifted({ malformed: 5, seen: 5 })).toBe(false);
    expect(lookDelay(60, 0)).toBe(60_000);
    expect(lookDelay(60, 20)).toBe(3_600_000);
  });
});
