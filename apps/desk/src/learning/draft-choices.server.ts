import { fourC, portalBand } from '../../../../src/vocabulary/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';
import { field, text } from '../server/answer.server.ts';
import { ageName, options, words } from '../server/codes.server.ts';

/** What an editor chooses before there is anything to write in. */
export const draftChoices = (app: LaChan) => ({
  forms: app.modules.learning.itemForms.map((value) => ({ value, label: words('item_form', value) })),
  bands: portalBand.codes.map((value) => ({ value, label: ageName(value) })),
  audiences: ['PARENT', 'TEACHER'].map((value) => ({ value, label: words('item_option', value) })),
  themes: options(fourC),
  skills: app.modules.learning.skills.map(({ code, name }) => ({ value: code, label: name[getLocale()] })),
});

/** What was chosen in a form. */
export const chosenDraft = (form: FormData) => ({
  title: text(form, 'title'),
  slug: field(form, 'slug'),
  band: text(form, 'band'),
  audience: field(form, 'audience'),
  theme: text(form, 'theme'),
  skill: field(form, 'skill'),
});
