import type { Answer, Answers, FieldDefinition } from '../../../../src/cases/index.ts';
import { atVietnamTime, vietnamTime } from '../../../../src/kernel/time.pure.ts';

/** An answer as the fields of a page hold it: a text, or the options that are ticked. */
export type FieldValue = string | readonly string[];
export type FormValues = Readonly<Record<string, FieldValue>>;

const YES = 'co';
const NO = 'khong';

/** An answer as its field shows it; `date-time` in the time of Viet Nam. */
export function toFieldValue(field: FieldDefinition, answer: Answer | null | undefined): FieldValue {
  if (field.kind === 'choices') return Array.isArray(answer) ? answer : [];
  if (answer === undefined || answer === null) return '';
  if (field.kind === 'yes-no') return answer === true ? YES : NO;
  if (field.kind === 'date-time') {
    const at = Date.parse(String(answer));
    return Number.isNaN(at) ? String(answer) : vietnamTime(new Date(at));
  }
  return String(answer);
}

/** What a field says, as the form keeps it; null where it is empty. What is no answer of its kind is passed on as it is: the verb says so. */
export function toAnswer(field: FieldDefinition, shown: FieldValue): Answer | null {
  if (Array.isArray(shown)) return shown.length === 0 ? null : shown;
  const text = (shown as string).replaceAll('\r\n', '\n');
  if (text.trim() === '') return null;
  switch (field.kind) {
    case 'yes-no':
      return text === YES ? true : text === NO ? false : text;
    case 'number': {
      const number = Number(text.replace(',', '.'));
      return Number.isNaN(number) ? text : number;
    }
    case 'date-time': {
      const at = atVietnamTime(text);
      return Number.isNaN(at.getTime()) ? text : at.toISOString();
    }
    default:
      return text;
  }
}

export function sameFieldValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  const flat = (one: FieldValue | undefined) =>
    Array.isArray(one) ? JSON.stringify([...one].sort()) : ((one as string | undefined) ?? '').replaceAll('\r\n', '\n');
  return (Array.isArray(a) && a.length === 0 ? '' : flat(a)) === (Array.isArray(b) && b.length === 0 ? '' : flat(b));
}

/** The fields whose entry is another than the one that was seen. */
export function changedFields(
  fields: readonly FieldDefinition[],
  entered: FormValues,
  seen: FormValues,
): FieldDefinition[] {
  return fields.filter(
    (field) => entered[field.code] !== undefined && !sameFieldValue(entered[field.code], seen[field.code]),
  );
}

export function toFormValues(fields: readonly FieldDefinition[], answers: Answers): FormValues {
  return Object.fromEntries(fields.map((field) => [field.code, toFieldValue(field, answers[field.code])]));
}

/** All that is entered, as answers; for what the page shows and hides, and for the totals. */
export function toAnswers(fields: readonly FieldDefinition[], entered: FormValues): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const answer = toAnswer(field, entered[field.code] ?? '');
      return answer === null ? [] : [[field.code, answer]];
    }),
  );
}

/** Name under which a field is sent. */
export function inputName(code: string): string {
  return `m.${code}`;
}

/** What a form without script sent, for the fields that its page showed (`muc`). */
export function readFormValues(form: FormData, fields: readonly FieldDefinition[]): FormValues {
  const there = new Set(String(form.get('muc') ?? '').split(','));
  return Object.fromEntries(
    fields
      .filter((field) => there.has(field.code))
      .map((field) => {
        const sent = form.getAll(inputName(field.code)).filter((one) => typeof one === 'string');
        return [field.code, field.kind === 'choices' ? sent : (sent[0] ?? '')];
      }),
  );
}
