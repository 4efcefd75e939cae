import type { ChildFeeling, ChildNames, ChildPlace } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import type { Teller } from './teller.ts';

/** What each teller is called on the pages. */
export const tellerNames: Readonly<Record<Teller, () => string>> = {
  '6-8': m.band_6_8,
  '9-12': m.band_9_12,
  '13-15': m.band_13_15,
  '16-17': m.band_16_17,
  'ba-me': m.report_who_parent,
  'nguoi-nha': m.report_who_relative,
  'thay-co': m.band_teacher,
  'ban-be': m.report_who_peer,
  'nguoi-biet-chuyen': m.report_who_neighbour,
  'chuyen-mon': m.report_who_professional,
  khac: m.report_who_other,
};

/** What a first reader points at, in the words of these pages. */
export const feelings: Readonly<Record<ChildFeeling, () => string>> = {
  CALM: m.report_feeling_CALM,
  WORRIED: m.report_feeling_WORRIED,
  SCARED: m.report_feeling_SCARED,
};
export const settings: Readonly<Record<ChildPlace, () => string>> = {
  VIDEO: m.report_setting_VIDEO,
  GAME: m.report_setting_GAME,
  MESSAGES: m.report_setting_MESSAGES,
  AT_SCHOOL: m.report_setting_AT_SCHOOL,
  AT_HOME: m.report_setting_AT_HOME,
};
export const doers: Readonly<Record<ChildNames, () => string>> = {
  STRANGER: m.report_doer_STRANGER,
  FRIEND: m.report_doer_FRIEND,
  GROWN_UP: m.report_doer_GROWN_UP,
  NOBODY: m.report_doer_NOBODY,
};

/** `2026-11-24` as it is written in Viet Nam. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-');
  return year && month && date ? `${date}/${month}/${year}` : day;
}
