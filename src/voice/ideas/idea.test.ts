import { describe, expect, it } from 'vitest';
import { decidedState, type IdeaFacts, ideaDecisions, ideaStates, wayOf } from './idea.ts';

const AT = new Date('2026-12-01T02:00:00Z');
const LATER = new Date('2026-12-20T02:00:00Z');
const facts = (more: Partial<IdeaFacts> = {}): IdeaFacts => ({
  state: 'WAITING',
  madeAt: AT,
  decidedAt: null,
  themed: false,
  closedAt: null,
  counted: false,
  withdrawn: false,
  answeredAt: null,
  answerBy: '2027-01-31',
  followedUpAt: null,
  ...more,
});
const states = (more: Partial<IdeaFacts>, today = '2026-12-02') =>
  Object.fromEntries(wayOf(facts(more), today).map(({ mark, state }) => [mark, state]));

describe('moderation', () => {
  it('leads from waiting into every other state by a decision, and into no state without one', () => {
    expect(new Set(ideaDecisions.map((one) => decidedState[one]))).toEqual(
      new Set(ideaStates.filter((state) => state !== 'WAITING')),
    );
  });
});

describe('the way of an idea', () => {
  it('begins with what was received and waits to be read', () => {
    expect(states({})).toEqual({
      RECEIVED: 'DONE',
      READ: 'WAITS',
      THEME: 'WAITS',
      VOTES: 'WAITS',
      DECISION: 'WAITS',
      FOLLOWED_UP: 'WAITS',
    });
  });

  it('ends with what was looked at again', () => {
    const way = wayOf(
      facts({
        state: 'JOINED',
        decidedAt: AT,
        themed: true,
        closedAt: LATER,
        counted: true,
        answeredAt: LATER,
        followedUpAt: LATER,
      }),
      '2027-03-01',
    );
    expect(way.every(({ state }) => state === 'DONE')).toBe(true);
    expect(way.map(({ at }) => at)).toEqual([AT, AT, AT, LATER, LATER, LATER]);
  });

  it('has no votes where nobody could vote on it', () => {
    expect(states({ state: 'SHOWN', decidedAt: LATER, closedAt: LATER }).VOTES).toBe('NOT_FOR_IT');
    expect(states({ state: 'SHOWN', decidedAt: AT }).VOTES).toBe('WAITS');
  });

  it('ends for one whose statement was taken out before it stood under a theme', () => {
    const out = { state: 'SHOWN', decidedAt: AT, closedAt: LATER, counted: true, withdrawn: true } as const;
    expect(states(out, '2027-02-01')).toMatchObject({ VOTES: 'DONE', DECISION: 'NOT_FOR_IT' });
    expect(states({ ...out, themed: true, answeredAt: LATER }, '2027-02-01').DECISION).toBe('DONE');
  });

  it('is late from the day after the promised one on, until there is an answer', () => {
    const shown = { state: 'SHOWN', decidedAt: AT, closedAt: LATER } as const;
    expect(states(shown, '2027-01-31').DECISION).toBe('WAITS');
    expect(states(shown, '2027-02-01').DECISION).toBe('LATE');
    expect(states({ ...shown, answeredAt: LATER }, '2027-02-01').DECISION).toBe('DONE');
  });

  it.each(['REFUSED', 'TOLD'] as const)('of one that is %s ends where it was read', (state) => {
    expect(states({ state, decidedAt: AT, closedAt: LATER, answeredAt: LATER })).toEqual({
      RECEIVED: 'DONE',
      READ: 'DONE',
      THEME: 'NOT_FOR_IT',
      VOTES: 'NOT_FOR_IT',
      DECISION: 'NOT_FOR_IT',
      FOLLOWED_UP: 'NOT_FOR_IT',
    });
  });
});
