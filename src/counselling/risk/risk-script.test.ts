import { describe, expect, it } from 'vitest';
import { nextRiskStep, riskLevelOf } from './risk-level.pure.ts';
import { DANGER_NOW, riskKinds, riskScript } from './risk-script.ts';

const given = (...all: string[]) =>
  all.map((one) => {
    const [step = '', answer = ''] = one.split(':');
    return { step, answer };
  });

describe.each(riskKinds)('the dialogue about %s', (kind) => {
  const script = riskScript.kinds[kind];
  const steps = Object.keys(script.steps);

  it('leads forward only, to steps that it has, and asks where the child is last', () => {
    for (const [at, step] of steps.entries())
      for (const { next } of Object.values(script.steps[step]?.answers ?? {}))
        if (next !== undefined) expect(steps.indexOf(next), `${step} -> ${next}`).toBeGreaterThan(at);
    expect(steps.at(-1)).toBe('where');
  });

  it('has rules over answers that it has, each of which raises above its parts', () => {
    for (const { all, level } of script.rules)
      for (const one of all) {
        const [step = '', answer = ''] = one.split(':');
        const found = script.steps[step]?.answers[answer];
        expect(found, one).toBeDefined();
        expect(found?.level ?? 3, one).toBeLessThan(level);
      }
  });

  it('can be answered by one key for each answer, and comes to danger now', () => {
    const answers = Object.values(script.steps).map((step) => Object.values(step.answers));
    for (const each of answers) {
      expect(each.length).toBeGreaterThan(1);
      expect(each.length).toBeLessThan(10);
    }
    expect(answers.flat().some(({ level }) => level === DANGER_NOW)).toBe(true);
  });

  it('never asks why, and says nothing of blame but that there is none', () => {
    const said = Object.values(script.steps).map(({ say_vi, say_en }) => `${say_vi} ${say_en}`);
    for (const one of said) expect(one).not.toMatch(/\b(tại sao|vì sao|sao em lại|why)\b/i);
  });
});

describe('the level', () => {
  const script = riskScript.kinds.SELF_HARM;

  it('is the highest that an answer stands for, and says which', () => {
    expect(riskLevelOf(script, given('now:no', 'thoughts:yes', 'plan:yes'))).toEqual({
      level: 2,
      reasons: [{ level: 2, step: 'plan', answer: 'yes' }],
    });
    expect(riskLevelOf(script, given('now:no')).level).toBe(0);
  });

  it('is raised by what answers say together', () => {
    const { level, reasons } = riskLevelOf(script, given('plan:yes', 'means:yes'));
    expect({ level, reasons }).toEqual({ level: 3, reasons: [{ level: 3, rule: 0 }] });
  });

  it('is lowered by no correction of an answer', () => {
    expect(riskLevelOf(script, given('when:today', 'when:no')).level).toBe(3);
    expect(riskLevelOf(script, given('plan:yes', 'means:yes', 'means:no')).level).toBe(3);
  });
});

describe('the next question', () => {
  const script = riskScript.kinds.SELF_HARM;

  it('is the first that was not asked, and leaves out what an answer leaves out', () => {
    expect(nextRiskStep(script, [])).toBe('now');
    expect(nextRiskStep(script, given('now:no'))).toBe('thoughts');
    expect(nextRiskStep(script, given('now:yes'))).toBe('where');
    expect(nextRiskStep(script, given('now:no', 'thoughts:no'))).toBe('near');
    expect(nextRiskStep(script, given('now:yes', 'where:told'))).toBeUndefined();
  });

  it('follows the newest answer of a step', () => {
    expect(nextRiskStep(script, given('now:yes', 'now:no'))).toBe('thoughts');
  });
});
