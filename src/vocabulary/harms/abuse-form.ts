/** Forms of child abuse in the law, and the legal sub-forms of sexual abuse. */

import { type CodeOf, readList } from '../term.ts';
import lists from './abuse-form.json' with { type: 'json' };

export const abuseForm = readList(lists.abuseForm);
export type AbuseForm = CodeOf<typeof abuseForm>;

export const abuseSubForm = readList(lists.abuseSubForm, { form: abuseForm.zod });
export type AbuseSubForm = CodeOf<typeof abuseSubForm>;
