import type { OpenedRecord } from '../../../../src/counselling/index.ts';
import {
  ageBand,
  chiCategory,
  chiSubcategory,
  contactReason,
  informantType,
  onlineIncident,
  onlinePlace,
  sex,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { provinceChoices } from '../agency/admin-units.server.ts';
import { m } from '../paraglide/messages.js';
import { field, text } from '../server/answer.server.ts';
import { label, options } from '../server/codes.server.ts';

/** The code lists of the form, as the choices of its fields. */
export function recordChoices(app: App) {
  const { counselling } = app.modules;
  const { callType } = counselling;
  return {
    callTypes: callType.terms.map(({ code, needsReason }) => ({
      value: code,
      label: label(callType, code),
      needsReason,
    })),
    informants: options(informantType),
    ages: options(ageBand),
    sexes: options(sex),
    provinces: provinceChoices(),
    reasons: contactReason.terms.map(({ code, chi }) => ({ value: code, label: label(contactReason, code), chi })),
    chi: chiSubcategory.terms.map(({ code, category }) => ({
      value: code,
      category,
      label: `${label(chiCategory, category)}: ${label(chiSubcategory, code)}`,
    })),
    places: options(onlinePlace),
    incidents: options(onlineIncident),
    actions: options(counselling.contactAction),
    corrections: options(counselling.correctionReason),
  };
}

/** The newest record as the fields of the form; before there is one, what the contact and its call for a duty officer say. */
export function recordFields({ contact, danger, records: [last] }: OpenedRecord) {
  return {
    callType: last?.callType ?? 'COUNSELLING',
    informant: last?.informant ?? contact.informantType ?? 'CHILD',
    ageBand: last?.ageBand ?? contact.ageBand,
    sex: last?.sex ?? 'OTHER_UNK',
    province: last?.province ?? contact.province ?? danger.province ?? '',
    reasons: [...(last?.reasons ?? [])] as string[],
    main: (last?.main ?? '') as string,
    chi: [...(last?.chi ?? [])] as string[],
    places: [...(last?.places ?? [])] as string[],
    incidents: [...(last?.incidents ?? [])] as string[],
    actions: [...(last?.actions ?? [])] as string[],
    words: last?.words ?? '',
    correction: '',
  };
}
export type RecordFields = ReturnType<typeof recordFields>;

/** The draft that the house keeps, as far as it has the fields of today’s form. */
export function draftFields(draft: string, form: RecordFields): Partial<RecordFields> {
  const kept = draft === '' ? {} : (JSON.parse(draft) as Record<string, unknown>);
  const fits = (name: string, value: unknown) => {
    const known = form[name as keyof RecordFields];
    if (Array.isArray(known)) return Array.isArray(value) && value.every((one) => typeof one === 'string');
    return typeof value === 'string' && typeof known === 'string';
  };
  return Object.fromEntries(Object.entries(kept).filter(([name, value]) => fits(name, value)));
}

export const suggestionViews = ({ suggestions }: OpenedRecord) =>
  suggestions.map(({ reason, because }) => ({
    value: reason as string,
    label: label(contactReason, reason),
    why: m.contact_record_suggested_why({ words: because.map((one) => `“${one}”`).join(', ') }),
  }));

/** What was sent, as the record of a contact. */
export function recordOf(form: FormData): unknown {
  const all = (name: string) => form.getAll(name).map(String);
  const correction = field(form, 'correction');
  return {
    callType: text(form, 'callType'),
    informant: field(form, 'informant') ?? null,
    ageBand: text(form, 'ageBand'),
    sex: text(form, 'sex'),
    province: field(form, 'province') ?? null,
    reasons: all('reasons'),
    main: field(form, 'main') ?? null,
    chi: all('chi'),
    places: all('places'),
    incidents: all('incidents'),
    actions: all('actions'),
    suggested: all('suggested'),
    words: text(form, 'words'),
    ...(correction !== undefined && { correction }),
  };
}

/** What was sent, as the report of a contact. */
export function reportOf(form: FormData): unknown {
  const [childName, phone] = [field(form, 'childName'), field(form, 'phone')];
  return {
    lines: form.getAll('line').map(Number),
    added: text(form, 'added'),
    reporter: text(form, 'reporter'),
    ageBand: text(form, 'ageBand'),
    sex: text(form, 'sex'),
    province: field(form, 'province') ?? null,
    commune: field(form, 'commune') ?? null,
    places: form.getAll('places').map(String),
    danger: text(form, 'danger'),
    ...(childName !== undefined && { childName }),
    ...(phone !== undefined && { phone }),
  };
}
