import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterStep, CALL_BACK, type CallStep, mustStopRecording, newCall, nextAttempt } from './call-state.pure.ts';

const step = (state: CallStep['state'], at: number, extension: string | null = null): CallStep => ({
  state,
  at,
  extension,
  cause: null,
});
const play = (steps: readonly CallStep[]) => steps.reduce(afterStep, newCall(steps[0] as CallStep));

describe('a call', () => {
  const talk = [
    step('incoming', 1),
    step('ringing', 2, '1001'),
    step('answered', 3, '1001'),
    step('held', 5),
    step('resumed', 7),
    step('ended', 9),
  ];

  it('is the same after its steps in whatever order and however often they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...talk, ...talk], { minLength: talk.length * 2 }), (steps) => {
        const call = play(steps);
        expect(call).toMatchObject({ state: 'ended', stateAt: 9, cameAt: 1, answeredAt: 3 });
      }),
      { numRuns: 300 },
    );
  });

  it('is over once and stays over', () => {
    expect(play([step('ended', 9), step('answered', 10, '1001'), step('held', 11)]).state).toBe('ended');
  });

  it('is kept by the exchange when the end of whoever has it goes, and not when that of another does', () => {
    const answered = [step('incoming', 1), step('answered', 2, '1001')];
    expect(play([...answered, step('parked', 3, '1001')]).state).toBe('parked');
    expect(play([...answered, step('answered', 3, '1002'), step('parked', 4, '1001')])).toMatchObject({
      state: 'answered',
      extension: '1002',
    });
    // Back again: the same extension, or another one.
    expect(play([...answered, step('parked', 3, '1001'), step('answered', 4, '1001')]).state).toBe('answered');
    expect(play([...answered, step('parked', 3, '1001'), step('answered', 1, '1001')]).state).toBe('parked');
  });

  it('records only as long as that is wanted and somebody of the desk is in it (trap 10)', () => {
    const recorded = play([step('incoming', 1), step('answered', 2, '1001'), step('recording-started', 3)]);
    expect(mustStopRecording(recorded, true)).toBe(false);
    expect(mustStopRecording(recorded, false)).toBe(true);
    for (const gone of ['parked', 'ended'] as const)
      expect(mustStopRecording(afterStep(recorded, step(gone, 4, null)), true)).toBe(true);
    expect(mustStopRecording(afterStep(recorded, step('recording-stopped', 5)), false)).toBe(false);
    // Told in the wrong order: what stopped before it started has not stopped.
    expect(afterStep(recorded, step('recording-stopped', 2)).recordingSince).toBe(3);
  });
});

it('a number is called back three times, later each time, and not for ever', () => {
  const until = 7 * 24 * 60 * 60_000;
  expect(nextAttempt(1, 0, until)).toBe(CALL_BACK.pauses[0]);
  expect(nextAttempt(2, 0, until)).toBe(CALL_BACK.pauses[1]);
  expect(nextAttempt(3, 0, until)).toBeNull();
  expect(nextAttempt(1, until, until)).toBeNull();
});
