import { error } from '@sveltejs/kit';
import { daysOf, uidOf } from '../../../calendar/calendar.server.ts';
import { m } from '../../../paraglide/messages.js';
import { fileAnswer } from '../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'clock.own' };

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The deadlines and visits of some days as a calendar file: codes and rules, no identity. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const [from, to] = [url.searchParams.get('tu') ?? '', url.searchParams.get('den') ?? ''];
  if (!DATE.test(from) || !DATE.test(to)) error(404);
  const days = await daysOf(app, ctx, from, to, 'ics');
  const events = days.flatMap(({ day, entries }) =>
    entries.map((entry) => ({
      uid: uidOf(entry, day),
      summary: `${entry.what} · ${entry.reference ?? m.calendar_hidden_case()}`,
      description: entry.law,
      at: entry.at ? new Date(entry.at) : day,
    })),
  );
  return fileAnswer({
    name: `lich-la-chan-${from}.ics`,
    mediaType: 'text/calendar; charset=utf-8',
    bytes: app.modules.documents.calendarFile(m.calendar_file_name(), events, ctx.now),
  });
};
