import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { namesOf } from '../report/report-view.server.ts';
import { field, text, valueOrError } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 0];
const SPANS = [1, 3, 7, 14, 30];
const dayName = (day: number) => words('frequent_day', String(day));
const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** The plan and the slowing of a contact, with what their forms choose from. */
export async function careView(app: App, ctx: Ctx, contact: string) {
  const { counselling } = app.modules;
  const { plan, slow } = valueOrError(ctx, await counselling.contactCare(ctx, { contact }));
  const shifts = await counselling.listShifts(ctx);
  const people = [
    ...new Set([...(shifts.ok ? shifts.value.map(({ person }) => person) : []), ...(plan?.named ? [plan.named] : [])]),
  ];
  const names = await namesOf(app, ctx, people);
  return {
    helpers: people.map((person) => ({ value: person, label: names.get(person) ?? '–' })),
    days: DAYS.map((day) => ({ value: String(day), label: dayName(day) })),
    hours: Array.from({ length: 25 }, (_, hour) => ({ value: String(hour), label: hourName(hour) })),
    spans: SPANS.map((days) => ({ value: String(days), label: m.frequent_slow_span({ days }) })),
    reasons: counselling.slowReasons.map((value) => ({ value: value as string, label: words('slow_reason', value) })),
    plan: plan && {
      named: plan.named ?? '',
      namedName: plan.named === null ? null : (names.get(plan.named) ?? '–'),
      weekdays: plan.weekdays.map(String),
      fromHour: String(Math.floor(plan.fromMinute / 60)),
      toHour: String(Math.ceil(plan.toMinute / 60)),
      times: `${DAYS.filter((day) => plan.weekdays.includes(day))
        .map(dayName)
        .join(', ')} ${hourName(Math.floor(plan.fromMinute / 60))}–${hourName(Math.ceil(plan.toMinute / 60))}`,
      reviewOn: plan.reviewOn,
      review: plan.reviewOn.split('-').reverse().join('/'),
      words: plan.words,
    },
    slow: slow && { reasonName: words('slow_reason', slow.reason), until: slow.until },
  };
}
export type CareView = Awaited<ReturnType<typeof careView>>;

/** What was sent, as the plan of a contact. */
export function planOf(form: FormData) {
  return {
    named: field(form, 'named') ?? null,
    weekdays: form.getAll('weekdays').map(Number),
    fromMinute: Number(text(form, 'fromHour')) * 60,
    toMinute: Number(text(form, 'toHour')) * 60,
    reviewOn: text(form, 'reviewOn'),
    words: text(form, 'words'),
  };
}
