import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAvoidedTerms } from '../../vocabulary/index.ts';
import { selfCheckAnswer, selfChecks } from './self-check.ts';
import { adviceOf } from './self-check-advice.pure.ts';

const check = selfChecks[0];
if (check === undefined) throw new Error('no self-check');

test('whatever is answered, it ends in help with 111', () => {
  for (const one of selfChecks) {
    const answers = fc.record(
      Object.fromEntries(
        one.statements.map(({ id }) => [
          id,
          fc.option(fc.constantFrom(...selfCheckAnswer.options), { nil: undefined }),
        ]),
      ),
    );
    fc.assert(
      fc.property(answers, (given) => {
        const advice = adviceOf(one, given);
        expect(advice.help).toContain('111');
        expect(advice.opening.vi.length).toBeGreaterThan(0);
        expect(advice.steps.length > 0).toBe(advice.way !== 'calm');
      }),
    );
  }
});

test('a danger comes first and leads to calling now, also where somebody is not sure', () => {
  const advice = adviceOf(check, { again: 'yes', threat: 'not-sure' });
  expect(advice.way).toBe('call-now');
  expect(advice.help[0]).toBe('111');
  expect(advice.steps[0]).toEqual(check.statements.find(({ id }) => id === 'threat')?.advice);
});

test('a strength weighs where it is missing, and a line left out weighs nothing', () => {
  const balance = selfChecks.find(({ code }) => code === 'balance');
  if (balance === undefined) throw new Error('no balance');
  expect(adviceOf(balance, { sleep: 'no' }).way).toBe('talk');
  expect(adviceOf(balance, { sleep: 'yes' }).way).toBe('calm');
  expect(adviceOf(balance, {}).way).toBe('calm');
  const [line, ...others] = balance.statements;
  if (line === undefined) throw new Error('no statement');
  // Every object has something of this name.
  const named = { ...balance, statements: [{ ...line, id: 'constructor' }, ...others] };
  expect(adviceOf(named, {}).way).toBe('calm');
});

test('each of the four asks about danger, and uses the words of the house', () => {
  for (const { statements, ...rest } of selfChecks) {
    expect(statements.filter(({ weighs }) => weighs === 'danger').length).toBeGreaterThanOrEqual(1);
    expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
    expect(findAvoidedTerms(JSON.stringify([rest, statements]))).toEqual([]);
    expect(JSON.stringify([rest, statements])).not.toMatch(/"en":""/);
  }
});
