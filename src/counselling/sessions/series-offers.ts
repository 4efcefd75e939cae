import { calendarSources } from '../../clocks/index.ts';
import { type Offer, startOfVietnamDate, vietnamDate } from '../../kernel/index.ts';
import { objectNames } from '../../work/index.ts';
import { plannedSessions, seriesReferences } from './series-calendar-store.ts';

/** What series bring to the modules above: the counsellor's sessions in the calendar, and the code that people say. */
export const seriesOffers: readonly Offer[] = [
  objectNames.offer({ objectKind: 'series', references: seriesReferences }),
  calendarSources.offer({
    name: 'counselling.sessions',
    entries: async ({ actor }, tx, from, to) => {
      if (actor.kind !== 'person') return [];
      const planned = await plannedSessions(tx, actor.person, startOfVietnamDate(from), startOfVietnamDate(to));
      return planned.map(({ series, reference, at, mode }) => ({
        day: vietnamDate(at),
        kind: 'session',
        code: mode,
        object: series,
        reference,
        page: `/tu-van/${series}`,
        at,
      }));
    },
  }),
];
