import { alertWords } from '../../../../alert/alert-words.server.ts';
import { dayOf } from '../../../../appeal/appeal.server.ts';
import { getLocale } from '../../../../paraglide/runtime.js';
import type { PageServerLoad } from './$types';

export const _may = 'public';

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
      because: app.modules.takedown.alertPublicRecallReason.label(told.reason, getLocale()),
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
