import type { Answer, FieldDefinition } from '../../../../src/cases/index.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatTime } from '../parts/format.ts';

interface Named {
  readonly vi: string;
  readonly en: string;
}

export function nameOf(named: Named): string {
  return getLocale() === 'vi' ? named.vi : named.en;
}

export function ratingName(code: string): string {
  return code === 'HIGH' ? m.form_high() : code === 'MEDIUM' ? m.form_medium() : m.form_low();
}

/** The choices of a field, those of a rating and a yes-or-no too. */
export function choicesOf(field: FieldDefinition): { value: string; label: string }[] {
  if (field.kind === 'rating') return ['HIGH', 'MEDIUM', 'LOW'].map((value) => ({ value, label: ratingName(value) }));
  if (field.kind === 'yes-no')
    return [
      { value: 'co', label: m.form_yes() },
      { value: 'khong', label: m.form_no() },
    ];
  return (field.options ?? []).map((option) => ({ value: option.code, label: nameOf(option) }));
}

/** An answer as a sentence reads it; empty where there is none. */
export function answerText(field: FieldDefinition, answer: Answer | null | undefined): string {
  if (answer === null || answer === undefined) return '';
  if (typeof answer === 'boolean') return answer ? m.form_yes() : m.form_no();
  const option = (code: string) => field.options?.find((one) => one.code === code);
  const named = (code: string) => {
    const found = option(code);
    return found ? nameOf(found) : code;
  };
  if (Array.isArray(answer)) return answer.map(named).join('; ');
  if (field.kind === 'rating') return ratingName(String(answer));
  if (field.kind === 'choice') return named(String(answer));
  if (field.kind === 'date') return String(answer).split('-').reverse().join('/');
  if (field.kind === 'date-time') return formatTime(String(answer));
  return String(answer);
}
