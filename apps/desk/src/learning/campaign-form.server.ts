import { fourC, portalBand } from '../../../../src/vocabulary/index.ts';
import { field, text } from '../server/answer.server.ts';
import { ageName, options } from '../server/codes.server.ts';

export const campaignChoices = () => ({
  bands: portalBand.codes.map((value) => ({ value, label: ageName(value) })),
  themes: options(fourC),
});

/** What was written of a campaign. */
export const campaignOf = (form: FormData) => ({
  titleVi: text(form, 'titleVi'),
  titleEn: field(form, 'titleEn'),
  aim: field(form, 'aim'),
  bands: form.getAll('bands').filter((one) => typeof one === 'string'),
  theme: text(form, 'theme'),
  startsOn: text(form, 'startsOn'),
  endsOn: text(form, 'endsOn'),
});
