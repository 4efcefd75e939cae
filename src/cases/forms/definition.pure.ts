import { cleanText } from '../../kernel/text-input.pure.ts';
import type { Answer, Answers, FieldDefinition, FormDefinition, SectionDefinition, When } from './definition-schema.ts';

export type { Answer, Answers, FieldDefinition, FormDefinition, SectionDefinition };
export type FieldKind = FieldDefinition['kind'];
export type FormFieldClass = FieldDefinition['fieldClass'];
export type Rating = 'HIGH' | 'MEDIUM' | 'LOW';

export const ratings: readonly Rating[] = ['HIGH', 'MEDIUM', 'LOW'];
const limits = { text: 300, 'long-text': 8000 } as const;

export function fieldsOf(definition: FormDefinition): readonly FieldDefinition[] {
  return definition.sections.flatMap((section) => section.fields);
}

function holds(when: When, answers: Answers, fields: ReadonlyMap<string, FieldDefinition>): boolean {
  const field = fields.get(when.field);
  if (!field || !isShown(field, answers, fields)) return false;
  const answer = answers[when.field];
  return Array.isArray(answer)
    ? answer.some((one) => when.is.includes(one))
    : when.is.includes(answer as string | boolean);
}

function isShown(field: FieldDefinition, answers: Answers, fields: ReadonlyMap<string, FieldDefinition>): boolean {
  return field.shownWhen === undefined || holds(field.shownWhen, answers, fields);
}

/** The fields that the form shows with these answers. */
export function shownFields(definition: FormDefinition, answers: Answers): ReadonlySet<string> {
  const fields = new Map(fieldsOf(definition).map((field) => [field.code, field]));
  return new Set([...fields.values()].filter((field) => isShown(field, answers, fields)).map((field) => field.code));
}

/** Whether the form asks for the field with these answers. */
export function isRequired(definition: FormDefinition, field: FieldDefinition, answers: Answers): boolean {
  if (field.required === undefined || field.required === true) return field.required === true;
  return holds(field.required, answers, new Map(fieldsOf(definition).map((one) => [one.code, one])));
}

export interface CheckedAnswers {
  /** What is kept. */
  readonly answers: Answers;
  /** Fields whose answers were dropped, since the form hides them with these answers. */
  readonly dropped: readonly string[];
  /** Required fields without an answer. */
  readonly missing: readonly string[];
  /** Answers of a wrong kind, too long, not an option, or to a field that is not in the form. */
  readonly invalid: readonly string[];
  /** Ratings counted per section, as `A.HIGH`. They inform; nothing is concluded from them. */
  readonly totals: Readonly<Record<string, number>>;
}

/** Judges answers by the definition, as the server sees it: what the page hid or showed does not count. */
export function checkAnswers(definition: FormDefinition, given: Answers): CheckedAnswers {
  const fields = new Map(fieldsOf(definition).map((field) => [field.code, field]));
  const invalid = Object.keys(given).filter((code) => !fields.has(code));
  const answers: Record<string, Answer> = {};
  const dropped: string[] = [];
  const missing: string[] = [];
  for (const [code, field] of fields) {
    const value = given[code];
    const empty =
      value === undefined ||
      (typeof value === 'string' && value.trim() === '') ||
      (Array.isArray(value) && value.length === 0);
    if (!isShown(field, given, fields)) {
      if (!empty) dropped.push(code);
      continue;
    }
    if (empty) {
      if (field.required === true || (field.required !== undefined && holds(field.required, given, fields)))
        missing.push(code);
    } else if (fits(field, value)) answers[code] = kept(field, value) ?? value;
    else invalid.push(code);
  }
  return { answers, dropped, missing, invalid, totals: totalsOf(definition, answers) };
}

/** The answer of a field for words as it is kept; undefined where it cannot be one, or the field is of another kind. */
function kept({ kind }: FieldDefinition, value: Answer): string | undefined {
  if ((kind !== 'text' && kind !== 'long-text') || typeof value !== 'string') return undefined;
  const read = cleanText(value, { most: limits[kind], lines: kind === 'long-text' });
  return read.ok ? read.text : undefined;
}

function fits(field: FieldDefinition, value: Answer): boolean {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return kept(field, value) !== undefined;
    case 'choice':
      return typeof value === 'string' && (field.options ?? []).some((option) => option.code === value);
    case 'choices':
      return (
        Array.isArray(value) &&
        new Set(value).size === value.length &&
        value.every((one) => (field.options ?? []).some((option) => option.code === one))
      );
    case 'date':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\d$/.test(value) &&
        !Number.isNaN(Date.parse(value)) &&
        new Date(value).toISOString().slice(0, 10) === value
      );
    case 'date-time':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
        !Number.isNaN(Date.parse(value))
      );
    case 'yes-no':
      return typeof value === 'boolean';
    case 'rating':
      return typeof value === 'string' && (ratings as readonly string[]).includes(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e9;
  }
}

function totalsOf(definition: FormDefinition, answers: Answers): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const section of definition.sections) {
    const rated = section.fields.filter((field) => field.kind === 'rating');
    if (rated.length === 0) continue;
    for (const rating of ratings)
      totals[`${section.code}.${rating}`] = rated.filter((field) => answers[field.code] === rating).length;
  }
  return totals;
}

/** A fault of a definition: at which field (or of the whole), and what, for whoever made the file. */
export interface DefinitionFault {
  /** Code of a field, or a path in the file; empty for the whole. */
  readonly where: string;
  readonly vi: string;
  readonly en: string;
}

/** What makes a definition unusable; empty for a sound one. */
export function definitionFaults(definition: FormDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const fault = (where: string, vi: string, en: string) => faults.push({ where, vi, en });
  const seen = new Set<string>();
  for (const field of fieldsOf(definition)) {
    if (seen.has(field.code)) fault(field.code, 'mã ô bị dùng hai lần', 'used twice');
    if (field.fieldClass === 'triage' && (field.kind === 'text' || field.kind === 'long-text'))
      fault(
        field.code,
        'ô chữ tự do không được thuộc lớp triage (mã, mốc, đánh giá)',
        'a text cannot be of the class triage',
      );
    if ((field.kind === 'choice' || field.kind === 'choices') && !field.options?.length)
      fault(field.code, 'chưa có lựa chọn nào', 'has no options');
    for (const when of [field.shownWhen, field.required === true ? undefined : field.required]) {
      if (when && !seen.has(when.field))
        fault(
          field.code,
          `phụ thuộc vào ô ${when.field}, ô này không đứng trước`,
          `depends on ${when.field}, which does not stand before it`,
        );
    }
    if (field.vi.trim() === '' || field.en.trim() === '') fault(field.code, 'thiếu một tên ô', 'a label is missing');
    seen.add(field.code);
  }
  if (definition.source.trim() === '') fault('source', 'chưa nêu căn cứ', 'names no source');
  if (definition.validTo !== undefined && definition.validTo < definition.validFrom)
    fault('validTo', 'ngày hết hiệu lực đứng trước ngày có hiệu lực', 'ends before it begins');
  return faults;
}

/** Builders, so that a form reads as its paper does. */
type Extra = Partial<Pick<FieldDefinition, 'required' | 'shownWhen' | 'options' | 'hintVi' | 'hintEn'>>;
const make =
  (kind: FieldKind) =>
  (code: string, vi: string, en: string, fieldClass: FormFieldClass, extra: Extra = {}): FieldDefinition => ({
    code,
    vi,
    en,
    kind,
    fieldClass,
    ...extra,
  });
export const field = {
  text: make('text'),
  longText: make('long-text'),
  choice: make('choice'),
  choices: make('choices'),
  date: make('date'),
  dateTime: make('date-time'),
  yesNo: make('yes-no'),
  number: make('number'),
  rating: (
    code: string,
    vi: string,
    en: string,
    hints: { high: [string, string]; medium: [string, string]; low: [string, string] },
  ): FieldDefinition => ({
    code,
    vi,
    en,
    kind: 'rating',
    fieldClass: 'triage',
    required: true,
    hintVi: `Cao: ${hints.high[0]}. Trung bình: ${hints.medium[0]}. Thấp: ${hints.low[0]}.`,
    hintEn: `High: ${hints.high[1]}. Medium: ${hints.medium[1]}. Low: ${hints.low[1]}.`,
  }),
} as const;
