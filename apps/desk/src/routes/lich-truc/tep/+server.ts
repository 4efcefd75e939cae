import { m } from '../../../paraglide/messages.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { fileAnswer } from '../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'roster.see' };

/** The own shifts as a calendar file: the shift and its hours, nobody else's name. */
export const GET: RequestHandler = async ({ locals: { app, ctx } }) => {
  const { shifts } = valueOrError(ctx, await app.modules.counselling.ownShifts(ctx));
  const events = shifts.map(({ day, shift, from, to, roster }) => ({
    uid: `${roster}-${day}@la-chan`,
    summary: m.roster_calendar_entry({ shift: shift[ctx.language] }),
    at: from,
    until: to,
  }));
  return fileAnswer({
    name: 'lich-truc-111.ics',
    mediaType: 'text/calendar; charset=utf-8',
    bytes: app.modules.documents.calendarFile(m.roster_title(), events, ctx.now),
  });
};
