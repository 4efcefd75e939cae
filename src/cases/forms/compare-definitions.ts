import { type FieldDefinition, type FormDefinition, fieldsOf } from './definition.pure.ts';

export type DefinitionChange =
  | {
      readonly kind: 'section-added' | 'section-removed';
      readonly code: string;
      readonly vi: string;
      readonly en: string;
    }
  | { readonly kind: 'field-added' | 'field-removed'; readonly code: string; readonly vi: string; readonly en: string }
  | {
      readonly kind: 'field-changed';
      readonly code: string;
      readonly vi: string;
      readonly en: string;
      /** The properties that differ, with what stood and what stands, as text. */
      readonly parts: readonly { readonly part: FieldPart; readonly before: string; readonly after: string }[];
    };

const parts = [
  'vi',
  'en',
  'kind',
  'fieldClass',
  'options',
  'required',
  'shownWhen',
  'hintVi',
  'hintEn',
  'section',
] as const;
export type FieldPart = (typeof parts)[number];

/** What a new version of a form changes: sections and fields that come, go, or read otherwise. Order is not compared. */
export function compareDefinitions(before: FormDefinition, after: FormDefinition): DefinitionChange[] {
  const name = ({ code, vi, en }: { code: string; vi: string; en: string }) => ({ code, vi, en });
  const changes: DefinitionChange[] = [];
  const sectionsOf = (one: FormDefinition) => new Map(one.sections.map((section) => [section.code, section]));
  const [oldSections, newSections] = [sectionsOf(before), sectionsOf(after)];
  for (const [code, section] of newSections)
    if (!oldSections.has(code)) changes.push({ kind: 'section-added', ...name(section) });
  for (const [code, section] of oldSections)
    if (!newSections.has(code)) changes.push({ kind: 'section-removed', ...name(section) });
  const fieldMap = (one: FormDefinition) => new Map(fieldsOf(one).map((field) => [field.code, field]));
  const [oldFields, newFields] = [fieldMap(before), fieldMap(after)];
  for (const [code, field] of newFields) {
    const was = oldFields.get(code);
    if (!was) {
      changes.push({ kind: 'field-added', ...name(field) });
      continue;
    }
    const differing = parts.flatMap((part) => {
      const [old, now] = [textOf(was, part, before), textOf(field, part, after)];
      return old === now ? [] : [{ part, before: old, after: now }];
    });
    if (differing.length > 0) changes.push({ kind: 'field-changed', ...name(field), parts: differing });
  }
  for (const [code, field] of oldFields)
    if (!newFields.has(code)) changes.push({ kind: 'field-removed', ...name(field) });
  return changes;
}

function textOf(field: FieldDefinition, part: FieldPart, whole: FormDefinition): string {
  if (part === 'section') return whole.sections.find((section) => section.fields.includes(field))?.code ?? '';
  if (part === 'options')
    return (field.options ?? []).map((option) => `${option.code} ${option.vi} / ${option.en}`).join('; ');
  const value = field[part];
  if (value === undefined) return '';
  return typeof value === 'object' ? `${value.field} = ${value.is.join(' | ')}` : String(value);
}
