import { alertWords } from '../../../../alert/alert-words.server.ts';
import { dayOf } from '../../../../appeal/appeal.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** Why it was taken back, as far as it helps who read it; of what could lead to a child nothing is said. */
const because = (reason: string | null) => {
  if (reason === 'WRONG') return m.public_alert_because_wrong();
  return reason === 'OVER' ? m.public_alert_because_over() : m.public_alert_because_other();
};

/** One public alert as it stands at this moment, by the code that all its versions have; what was taken back says so and nothing else. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const found = await app.modules.takedown.readPublicAlert(ctx, params.so);
  if (!found.ok) return { standing: 'UNKNOWN' as const };
  const told = found.value;
  if (told.standing === 'RECALLED')
    return {
      standing: told.standing,
      reference: told.reference,
      day: dayOf(told.at),
      because: because(told.reason),
    };
  if (told.standing === 'ENDED') return { standing: told.standing, reference: told.reference, day: dayOf(told.at) };
  const valuesOf = (type: string) => told.alert.parts.filter((part) => part.type === type).map(({ value }) => value);
  const lines = (texts: readonly string[]) =>
    texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  return {
    standing: told.standing,
    ...alertWords(app, told.alert),
    agency: getLocale() === 'vi' ? told.agencyVi : told.agencyEn,
    paragraphs: lines(valuesOf('TEXT')),
    advice: lines(valuesOf('ADVICE')),
    // A copy on paper says where the newest is.
    at: `${url.host}${url.pathname}`,
  };
};
