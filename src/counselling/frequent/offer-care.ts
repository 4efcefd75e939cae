import { MINUTE, vietnamDate, vietnamTime, weekdayOf } from '../../kernel/time.pure.ts';
import { contactBands } from '../contacts/contact.ts';

/** How long a slowed contact waits before it is offered like any other. Milliseconds. */
export const SLOWED_FOR = 5 * MINUTE;
/** How long a contact of a plan is kept for the helper who is named in it, while they are there. Milliseconds. */
export const NAMED_FOR = 5 * MINUTE;

export interface Waiting {
  readonly band: number;
  /** Milliseconds. */
  readonly waitingSince: number;
}

/** Whether a slowed contact is passed over in this round: never danger, and nobody for longer than five minutes. */
export const isHeldBack = ({ band, waitingSince }: Waiting, now: Date): boolean =>
  band < contactBands.danger && now.getTime() - waitingSince < SLOWED_FOR;

export interface AgreedTimes {
  readonly weekdays: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Whether the agreed times of a plan are now, by Viet Nam's clock. */
export function isAgreedTime({ weekdays, fromMinute, toMinute }: AgreedTimes, now: Date): boolean {
  const [hours = '0', minutes = '0'] = vietnamTime(now).slice(11, 16).split(':');
  const minute = Number(hours) * 60 + Number(minutes);
  return weekdays.includes(weekdayOf(vietnamDate(now))) && minute >= fromMinute && minute < toMinute;
}

/** Whether a contact is for the helper who is named in its plan alone: at the agreed times, not in danger, for five minutes. */
export const isForNamed = (contact: Waiting, times: AgreedTimes, now: Date): boolean =>
  contact.band < contactBands.danger && now.getTime() - contact.waitingSince < NAMED_FOR && isAgreedTime(times, now);
