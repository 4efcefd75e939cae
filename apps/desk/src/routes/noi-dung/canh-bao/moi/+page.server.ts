import { endOfVietnamDate } from '../../../../../../../src/kernel/time.pure.ts';
import { agencyFunction } from '../../../../../../../src/vocabulary/index.ts';
import { provinceChoices } from '../../../../agency/admin-units.server.ts';
import { field, text, valueOrError } from '../../../../server/answer.server.ts';
import { functionName, options } from '../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'network-alert.write' };

/** So many parts a form has room for; the API takes more. */
const PARTS = 6;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { takedown } = app.modules;
  const id = url.searchParams.get('thay');
  const before = id === null ? null : valueOrError(ctx, await takedown.alertDetail(ctx, id));
  return {
    // Begun at an item: its code stands there already.
    items: url.searchParams.get('muc') ?? '',
    before: before && {
      id: before.id,
      reference: before.reference,
      nature: before.nature,
      event: before.event,
      headline: before.headline,
      urgency: before.urgency,
      severity: before.severity,
      certainty: before.certainty,
      tlp: before.tlp,
      pap: before.pap,
      areas: before.areas,
      audiences: before.audiences,
      functions: before.functions,
      named: before.named.join(', '),
      // What was found lawful is left out: a version that names it would be refused.
      items: before.items
        .flatMap((one) => (one.reference === null || one.overturnedAt !== null ? [] : one.reference))
        .join(', '),
    },
    parts: Array.from({ length: PARTS }, (_, at) => ({
      at,
      type: before?.parts[at]?.type ?? ['TEXT', 'ADVICE'][at] ?? 'URL',
      about: before?.parts[at]?.about ?? 'NOBODY',
      tlp: before?.parts[at]?.tlp ?? '',
      pap: before?.parts[at]?.pap ?? '',
      value: before?.parts[at]?.value ?? '',
    })),
    choices: {
      nature: options(takedown.alertNature),
      event: options(takedown.alertEvent),
      urgency: options(takedown.alertUrgency),
      severity: options(takedown.alertSeverity),
      certainty: options(takedown.alertCertainty),
      tlp: options(takedown.tlp),
      pap: options(takedown.pap),
      audience: options(takedown.alertAudience),
      function: ['ORDER_TAKEDOWN', 'ORDER_BLOCK', 'INVESTIGATE', 'RUN_HELPLINE', 'VERIFY_CONTENT']
        .filter((code) => agencyFunction.has(code))
        .map((value) => ({ value, label: functionName(value) })),
      part: options(takedown.alertPart),
      about: options(takedown.alertAbout),
      area: provinceChoices(),
    },
  };
};

const all = (form: FormData, name: string) =>
  form.getAll(name).filter((one): one is string => typeof one === 'string' && one !== '');
/** Codes that are written one after another. */
const codesIn = (form: FormData, name: string) =>
  text(form, name)
    .split(/[\s,;]+/)
    .filter((one) => one !== '');
const dayEnd = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? endOfVietnamDate(day) : new Date(Number.NaN));

export const actions: Actions = {
  gui: keepEntered(
    permittedAct('network-alert.write', ({ ctx, modules, form }) =>
      modules.takedown.writeAlert(ctx, {
        follows: field(form, 'follows'),
        nature: text(form, 'nature'),
        event: text(form, 'event'),
        headline: text(form, 'headline'),
        urgency: text(form, 'urgency'),
        severity: text(form, 'severity'),
        certainty: text(form, 'certainty'),
        tlp: text(form, 'tlp'),
        pap: text(form, 'pap'),
        areas: all(form, 'areas'),
        audiences: all(form, 'audiences'),
        functions: all(form, 'functions'),
        named: codesIn(form, 'named'),
        items: codesIn(form, 'items'),
        expiresAt: dayEnd(text(form, 'expiresAt')),
        parts: Array.from({ length: PARTS }, (_, at) => at).flatMap((at) => {
          const value = field(form, `value-${at}`);
          return value === undefined
            ? []
            : [
                {
                  type: text(form, `type-${at}`),
                  about: text(form, `about-${at}`),
                  value,
                  tlp: field(form, `tlp-${at}`),
                  pap: field(form, `pap-${at}`),
                },
              ];
        }),
      }),
    ),
  ),
};
