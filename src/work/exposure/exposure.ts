/** How much a person may look at of what is hard to see, whatever module shows it: its items are data (`work.exposure_limit`), its periods rules of time, a shift is a row of counts. */

export interface ExposureLimit {
  /** Items and minutes of one shift. */
  readonly itemsShift: number;
  readonly minutesShift: number;
  /** Items and minutes without a break. */
  readonly itemsRun: number;
  readonly minutesRun: number;
  readonly breakMinutes: number;
  /** Hours without work after which a new shift begins. */
  readonly restHours: number;
}

export interface Shift {
  readonly person: string;
  readonly startedAt: Date;
  readonly items: number;
  readonly seconds: number;
  readonly runItems: number;
  readonly runSeconds: number;
  readonly breaks: number;
  readonly breakFrom: Date | null;
  readonly openItem: string | null;
  readonly openedAt: Date | null;
  readonly lastAt: Date;
}

/** Where a person stands: free to go on, on a break, or done for the shift. */
export interface ExposureStanding {
  readonly state: 'free' | 'break' | 'spent';
  /** When the next item may be opened; null where it may be now. */
  readonly until: Date | null;
  readonly items: number;
  readonly minutes: number;
  readonly runItems: number;
  readonly runMinutes: number;
  readonly breaks: number;
  readonly limit: ExposureLimit;
}

const MINUTE = 60_000;
/** An item that lies open longer counts for so long: somebody was called away. */
export const OPEN_MOST_SECONDS = 600;

/** Whether the rest after a shift is over, so that the next item begins a new one. */
export function isRested(shift: Shift, limit: ExposureLimit, now: Date): boolean {
  return now.getTime() - shift.lastAt.getTime() >= limit.restHours * 60 * MINUTE;
}

/** Seconds that the open item has been looked at. */
export function secondsOpen(shift: Shift, now: Date): number {
  if (shift.openedAt === null) return 0;
  return Math.max(0, Math.min(OPEN_MOST_SECONDS, Math.round((now.getTime() - shift.openedAt.getTime()) / 1_000)));
}

/** Whether a break is due: so many items or minutes without one. */
export function isRunSpent(shift: Pick<Shift, 'runItems' | 'runSeconds'>, limit: ExposureLimit): boolean {
  return shift.runItems >= limit.itemsRun || shift.runSeconds >= limit.minutesRun * 60;
}

export function isShiftSpent(shift: Pick<Shift, 'items' | 'seconds'>, limit: ExposureLimit): boolean {
  return shift.items >= limit.itemsShift || shift.seconds >= limit.minutesShift * 60;
}

/** Where somebody stands at a moment. Without a shift, or after the rest, everything is free. */
export function standingOf(shift: Shift | undefined, limit: ExposureLimit, now: Date): ExposureStanding {
  if (!shift || isRested(shift, limit, now))
    return { state: 'free', until: null, items: 0, minutes: 0, runItems: 0, runMinutes: 0, breaks: 0, limit };
  const counted = {
    items: shift.items,
    minutes: Math.round(shift.seconds / 60),
    runItems: shift.runItems,
    runMinutes: Math.round(shift.runSeconds / 60),
    breaks: shift.breaks,
    limit,
  };
  if (isShiftSpent(shift, limit))
    return {
      ...counted,
      state: 'spent',
      until: new Date(shift.lastAt.getTime() + limit.restHours * 60 * MINUTE),
    };
  if (shift.breakFrom !== null) {
    const until = new Date(shift.breakFrom.getTime() + limit.breakMinutes * MINUTE);
    if (now < until) return { ...counted, state: 'break', until };
    return { ...counted, state: 'free', until: null, runItems: 0, runMinutes: 0, breaks: shift.breaks + 1 };
  }
  return { ...counted, state: 'free', until: null };
}
