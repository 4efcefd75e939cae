import type { CallEvent } from '../../channels/index.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/time.pure.ts';

/** Where a call is: nobody has it yet; somebody has it; it waits for them; the desk's end is gone and the exchange keeps the caller; over. */
export const callStates = ['incoming', 'answered', 'held', 'parked', 'ended'] as const;
export type CallState = (typeof callStates)[number];

/** How long a caller is kept whose helper's page was loaded anew or fell asleep. Milliseconds. */
export const PARK_FOR = 30_000;
/** A call of which nothing was heard for so long is over, whatever the exchange says. */
export const SILENT_MOST = 4 * HOUR;
/** A recording is asked to stop for so long after its call: an exchange that never tells that it has is not asked for ever. Milliseconds. */
export const RECORDING_ASKED_FOR = 10 * MINUTE;
/** So many times a number is called back, and for so long. */
export const CALL_BACK = { attempts: 3, pauses: [30 * MINUTE, 3 * HOUR], days: 7 * DAY } as const;

/** A step that an exchange told: times in milliseconds of its own clock. */
export type CallStep = Pick<CallEvent, 'state' | 'extension' | 'cause'> & { readonly at: number };

/** A call as far as its steps change it. */
export interface CallNow {
  readonly state: CallState;
  readonly stateAt: number;
  readonly cameAt: number;
  readonly answeredAt: number | null;
  readonly extension: string | null;
  readonly cause: number | null;
  readonly recordingSince: number | null;
}

export const newCall = (step: CallStep): CallNow => ({
  state: 'incoming',
  stateAt: step.at,
  cameAt: step.at,
  answeredAt: null,
  extension: null,
  cause: null,
  recordingSince: null,
});

/**
 * The call after a step, in whatever order steps come and however often. What is over stays over; of two steps the later one by the
 * exchange's clock counts; the earliest arrival and answer are kept.
 */
export function afterStep(call: CallNow, step: CallStep): CallNow {
  const later = step.at >= call.stateAt;
  switch (step.state) {
    case 'incoming':
      return { ...call, cameAt: Math.min(call.cameAt, step.at) };
    case 'answered': {
      const answered = { ...call, answeredAt: Math.min(call.answeredAt ?? step.at, step.at) };
      if (call.state === 'ended') return answered;
      return later || call.state === 'incoming'
        ? { ...answered, state: 'answered', stateAt: step.at, extension: step.extension ?? call.extension }
        : answered;
    }
    case 'held':
      return later && call.state === 'answered' ? { ...call, state: 'held', stateAt: step.at } : call;
    case 'resumed':
      return later && call.state === 'held' ? { ...call, state: 'answered', stateAt: step.at } : call;
    case 'parked':
      // One of another extension is that of a helper who handed the call over.
      return later && (call.state === 'answered' || call.state === 'held') && isSame(call.extension, step.extension)
        ? { ...call, state: 'parked', stateAt: step.at }
        : call;
    case 'ended':
    case 'failed':
      return call.state === 'ended'
        ? call
        : { ...call, state: 'ended', stateAt: Math.max(step.at, call.stateAt), cause: step.cause };
    case 'recording-started':
      return { ...call, recordingSince: call.recordingSince ?? step.at };
    case 'recording-stopped':
      return call.recordingSince !== null && step.at >= call.recordingSince ? { ...call, recordingSince: null } : call;
    default:
      return call;
  }
}

const isSame = (has: string | null, tells: string | null) => has === null || tells === null || has === tells;

/** Whether a recording runs that must not: it is nobody's wish, or nobody of the desk is in the call any more. */
export function mustStopRecording(
  call: { readonly state: CallState; readonly recordingSince: number | null },
  wanted: boolean,
): boolean {
  return call.recordingSince !== null && (!wanted || (call.state !== 'answered' && call.state !== 'held'));
}

/** Causes by Q.850 that lie with an exchange or the network and pass: no circuit, out of order, temporary failure, congestion, no channel, no resource. */
const FAULTS = [34, 38, 41, 42, 44, 47];

/** Whether a call to outside ended without anybody having been rung, by a fault that passes. */
export const isFault = (told: { readonly cause: number | null; readonly lost?: true }): boolean =>
  told.lost === true || (told.cause !== null && FAULTS.includes(told.cause));

/** When the next attempt is due, or null where there is none left. Milliseconds. */
export function nextAttempt(attempts: number, now: number, until: number): number | null {
  if (attempts >= CALL_BACK.attempts) return null;
  const at = now + (CALL_BACK.pauses[Math.max(attempts - 1, 0)] ?? 0);
  return at <= until ? at : null;
}
