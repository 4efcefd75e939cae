import { appAge, gameLabel, portalBand } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { formatDay } from '../parts/format.ts';
import { text } from '../server/answer.server.ts';
import { label, options } from '../server/codes.server.ts';

const TONES = { GOOD: 'done', CAREFUL: 'open', WARNING: 'stopped', UNFINISHED: 'waiting', LAPSED: 'waiting' } as const;
const STATES = {
  DRAFT: () => m.product_draft(),
  LISTED: () => m.product_listed(),
  WITHDRAWN: () => m.product_withdrawn(),
};

const EVALUATIONS = {
  WAITING: { tone: 'waiting', text: () => m.evaluation_waits() },
  COUNTS: { tone: 'done', text: () => m.evaluation_counts() },
  REFUSED: { tone: 'stopped', text: () => m.evaluation_refused() },
  WITHDRAWN: { tone: 'stopped', text: () => m.evaluation_withdrawn() },
} as const;

/** Where an evaluation stands, as a badge shows it. */
export const evaluationStatus = (state: keyof typeof EVALUATIONS) => ({
  tone: EVALUATIONS[state].tone,
  text: EVALUATIONS[state].text(),
});

export const stateName = (state: keyof typeof STATES): string => STATES[state]();

/** A verdict as a badge shows it. */
export const verdictWords = (app: App, verdict: keyof typeof TONES) => ({
  tone: TONES[verdict],
  text: label(app.modules.learning.productVerdict, verdict),
});

/** A day of Viet Nam as it is written; empty where there is none. */
export const dayText = (day: string | null): string => (day === null ? '' : formatDay(day));

/** What a form of a product chooses from. */
export function productChoices(app: App) {
  const { learning } = app.modules;
  return {
    kinds: options(learning.productKind),
    platforms: options(learning.productPlatform),
    bands: options(portalBand),
    labels: [{ value: '', label: m.product_no_label() }, ...options(gameLabel)],
    bases: options(learning.labelBasis),
    ages: [{ value: '', label: m.product_no_store_age() }, ...options(appAge)],
    descriptors: options(learning.contentDescriptor),
  };
}

const all = (form: FormData, name: string) =>
  form.getAll(name).filter((one): one is string => typeof one === 'string' && one !== '');

/** A product as its form sends it. */
export function productOf(app: App, form: FormData) {
  const chosen = text(form, 'label');
  return {
    kind: text(form, 'kind'),
    name: text(form, 'name'),
    maker: text(form, 'maker'),
    aboutVi: text(form, 'aboutVi'),
    aboutEn: text(form, 'aboutEn'),
    bands: all(form, 'bands'),
    places: app.modules.learning.productPlatform.codes.flatMap((platform) => {
      const storeId = text(form, `place-${platform}`);
      return storeId === '' ? [] : [{ platform, storeId }];
    }),
    policyUrl: text(form, 'policyUrl'),
    label: chosen,
    labelBasis: chosen === '' ? '' : text(form, 'labelBasis'),
    labelPapers: text(form, 'labelPapers'),
    descriptors: all(form, 'descriptors'),
    storeAge: text(form, 'storeAge'),
  };
}
