import type { Answers, OpenCaseInput } from '../../../../src/cases/index.ts';
import type { OpenedReport, Triage } from '../../../../src/intake/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { communesOf, type Day, dutyNumbersFor, provinceOf } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { provinceChoices, unitOption } from '../agency/admin-units.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { field, text, valueOrError } from '../server/answer.server.ts';

/** How the report came in, in the words of form 01. */
const SOURCES: Readonly<Record<string, string>> = { TEL111: 'PHONE', INPERSON: 'IN_PERSON' };

/** What an emergency is handed over with: whom to call, and form 01 as far as the report says it in codes. */
export async function handOverOf(app: App, ctx: Ctx, { triage, events }: OpenedReport, why: readonly string[]) {
  const definition = valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: 'FORM-01' }));
  const category = definition.sections.flatMap((section) => section.fields).find(({ code }) => code === 'category');
  const commune = triage.commune ?? '';
  const province = (commune && provinceOf(commune)?.code) || (triage.province ?? '');
  const language = getLocale();
  const numbers = dutyNumbersFor(
    { ...(commune ? { commune } : {}), ...(province ? { province } : {}) },
    vietnamDate(ctx.now) as Day,
  );
  return {
    numbers: numbers.map((one) => ({
      code: one.code,
      name: one[language],
      number: one.number,
      source: one.source,
      // Who has to call does not stop at 113: only a number of one place is told to be unconfirmed.
      unconfirmed: !one.verified && one.unit !== null,
      calledAt: events.findLast(({ code, codes }) => code === 'called' && codes.whom === one.code)?.at ?? null,
    })),
    communeNumber: numbers.some(({ serves }) => serves === 'commune'),
    province,
    commune,
    provinces: provinceChoices(),
    communes: province ? communesOf(province).map(unitOption) : [],
    categories: (category?.options ?? []).map((one) => ({ value: one.code, label: one[language] })),
    place: m.hand_over_place_online(),
    state: m.hand_over_state_given({ why: why.join(' ') }),
  };
}

/** What a report says of form 01 in codes. */
export function knownReception(triage: Pick<Triage, 'channel' | 'receivedAt' | 'sex'>): Answers {
  return {
    source_channel: SOURCES[triage.channel] ?? 'ONLINE',
    received_at: triage.receivedAt,
    age_known: 'UNKNOWN',
    sex: triage.sex,
    informant_willing: false,
  };
}

/** What was sent with the sheet, as the opening of a case; the rest of form 01 follows. */
export function handOverInput({ triage }: OpenedReport, form: FormData): OpenCaseInput {
  return {
    report: triage.id,
    ...(field(form, 'commune') ? { commune: text(form, 'commune') } : {}),
    urgency: 'U1',
    restFollows: true,
    reception: {
      ...knownReception(triage),
      category: form.getAll('category').map(String),
      place_of_incident: text(form, 'place'),
      present_state: text(form, 'state'),
    },
  };
}
