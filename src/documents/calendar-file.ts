import ical, { ICalCalendarMethod, ICalEventClass, ICalEventTransparency } from 'ical-generator';

/** One entry of a calendar file: at an instant, or on a day. */
export interface CalendarEvent {
  /** Names the entry for good, so that a later file replaces it. */
  readonly uid: string;
  readonly summary: string;
  readonly description?: string;
  /** An instant, or `yyyy-mm-dd` for a whole day. */
  readonly at: Date | string;
  /** When it ends, for what takes somebody's time, as a shift does. */
  readonly until?: Date;
}

/** A calendar file (RFC 5545): deadlines and visits take nobody's time, shifts do; none is anybody else's business. */
export function calendarFile(name: string, events: readonly CalendarEvent[], stamp: Date): string {
  const calendar = ical({
    name,
    prodId: { company: 'La Chan', product: 'Duties', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { uid, summary, description, at, until } of events) {
    calendar.createEvent({
      id: uid,
      stamp,
      summary,
      ...(description ? { description } : {}),
      start: typeof at === 'string' ? new Date(`${at}T00:00:00Z`) : at,
      ...(until ? { end: until } : {}),
      allDay: typeof at === 'string',
      transparency: until ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
      class: ICalEventClass.PRIVATE,
    });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}
