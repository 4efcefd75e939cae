import type { FieldDefinition } from '../../../../src/cases/index.ts';
import { m } from '../paraglide/messages.js';

export type FormFieldClass = FieldDefinition['fieldClass'];

/** The name of a class, what is done to it, and who may read it in the owning agency. */
export function classWords(fieldClass: FormFieldClass): { name: string; what: string; who: string } {
  switch (fieldClass) {
    case 'triage':
      return { name: m.class_triage(), what: m.form_class_triage_what(), who: m.form_class_triage_who() };
    case 'narrative':
      return { name: m.form_class_narrative(), what: m.form_class_narrative_what(), who: m.form_class_narrative_who() };
    case 'identity':
      return { name: m.class_identity(), what: m.form_class_identity_what(), who: m.form_class_identity_who() };
    case 'internal':
      return { name: m.class_internal(), what: m.form_class_internal_what(), who: m.form_class_internal_who() };
  }
}
