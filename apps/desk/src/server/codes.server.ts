import {
  ageBand,
  agencyFunction,
  onlineIncident,
  portalBand,
  reportStatus,
  role,
  urgency,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { ruleFor } from '../deadline-rule/current-law.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

const messages = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

/** The words of a code that is no vocabulary's: an action, an event, a kind of notice. They stand in the messages as `<family>_<code>`. */
export function words(family: string, code: string): string {
  return messages[keyOf(family, code)]?.() ?? code;
}

export function keyOf(family: string, code: string): string {
  return `${family}_${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`;
}

interface Labelled {
  has(code: unknown): boolean;
  label(code: never, language: 'vi' | 'en'): string;
}

/** A code's label in the reader's language; a code that the list does not know shows as it is. */
export function label(list: Labelled, code: string): string {
  return list.has(code) ? list.label(code as never, getLocale()) : code;
}

/** "9–11 tuổi": an age band as short as a row needs it. One without two ends reads as its label does. */
export function ageName(band: string): string {
  const { minAge = null, maxAge = null } = ageBand.has(band)
    ? ageBand.get(band)
    : portalBand.has(band)
      ? portalBand.get(band)
      : {};
  if (minAge === null || maxAge === null) return label(ageBand, band);
  return m.age_span({ min: minAge, max: maxAge });
}

export const roleName = (code: string) => label(role, code);
export const incidentName = (code: string) => label(onlineIncident, code);
export const statusName = (code: string) => label(reportStatus, code);
export const functionName = (code: string) => label(agencyFunction, code);
export const urgencyName = (code: string) => label(urgency, code);

/** What a clock is of, as `DL-FWD`. */
export function clockName(code: string, startedAt?: Date): string {
  return ruleFor(code, startedAt)?.[getLocale()] ?? code;
}

/** A step of a report, or of another module's answer to it, as the desk reads it. */
export function progressWords(app: App, code: string): string {
  return app.modules.intake.progressStep(app.kernel, code)?.desk[getLocale()] ?? words('report_event', code);
}

/** What a thing is called in the reader's language. */
export function localName(thing: { readonly nameVi: string; readonly nameEn: string }): string {
  return getLocale() === 'vi' ? thing.nameVi : thing.nameEn;
}

/** A list as the options of a field. */
export function options(list: { readonly codes: readonly string[] } & Labelled): { value: string; label: string }[] {
  return list.codes.map((value) => ({ value, label: label(list, value) }));
}
