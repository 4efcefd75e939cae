import { agencyNamesOf } from '../../../agency/agencies.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'duty-officer.see' };

const DAY = 1_440;
const two = (value: number) => String(value).padStart(2, '0');
/** "07:00" of a minute of the day. */
const hour = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const day = (number: number) => words('week_day', String(number));
/** "Thứ hai 22:00" of a minute of the week; the week's end is that of Sunday. */
const moment = (minute: number) =>
  minute === 7 * DAY ? `${day(7)} 24:00` : `${day(Math.floor(minute / DAY) + 1)} ${hour(minute % DAY)}`;
const GAPS = 6;

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends, url }) => {
  depends('desk:duty-officers');
  const { counselling, members } = app.modules;
  const agency = url.searchParams.get('don-vi') ?? undefined;
  const { agencies, more } = valueOrError(ctx, await counselling.listOfficers(ctx, { agency }));
  const names = await agencyNamesOf(app, ctx, agencies);
  const mayKeep = app.permissions.allows({ action: 'duty-officer.keep' }, ctx.actor, ctx.now);
  const colleagues = mayKeep
    ? await members.findColleagues(ctx, {
        roles: ['commune_child_officer', 'commune_chair', 'province_child_officer'],
      })
    : undefined;
  const own = personOf(ctx).agency;
  return {
    more,
    mayKeep,
    own: `${names.get(own) ?? own} (${own})`,
    colleagues: colleagues?.ok ? colleagues.value.map(({ id, name }) => ({ value: id, label: name })) : [],
    days: [1, 2, 3, 4, 5, 6, 7].map((number) => ({ number, name: day(number) })),
    agencies: agencies.map((one) => ({
      code: one.agency,
      name: names.get(one.agency) ?? one.agency,
      mayKeep: one.mayKeep,
      officers: one.officers.map((officer) => ({
        id: officer.id,
        name: officer.name,
        phone: officer.phone,
        rank: words('officer_rank', officer.rank),
        days: officer.days.length === 7 ? m.officer_every_day() : officer.days.map(day).join(', '),
        hours:
          officer.from === 0 && officer.to === DAY
            ? m.officer_all_day()
            : `${hour(officer.from)} – ${hour(officer.to)}`,
        hasAccount: officer.hasAccount,
      })),
      gaps: one.gaps.slice(0, GAPS).map(({ from, to }) => `${moment(from)} – ${moment(to)}`),
      moreGaps: Math.max(0, one.gaps.length - GAPS),
      always: one.gaps.length === 0,
    })),
  };
};

/** A minute of the day as somebody writes it, "7:30"; -1 where it is none. */
function minuteOf(written: string): number {
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-4])[:.h]([0-5]\d)$/.exec(written.trim()) ?? [];
  return hours === '' ? -1 : Number(hours) * 60 + Number(minutes);
}

export const actions: Actions = {
  them: formAct(({ ctx, modules, form }) =>
    modules.counselling.addOfficer(ctx, {
      agency: text(form, 'agency'),
      name: text(form, 'name'),
      phone: text(form, 'phone'),
      rank: text(form, 'rank') === 'DEPUTY' ? 'DEPUTY' : 'OFFICER',
      days: form.getAll('days').map(Number),
      from: minuteOf(text(form, 'from')),
      to: minuteOf(text(form, 'to')),
      person: field(form, 'person'),
    }),
  ),
  bo: formAct(({ ctx, modules, form }) => modules.counselling.endOfficer(ctx, { officer: text(form, 'officer') })),
};
