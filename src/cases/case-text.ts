import type { TextRule } from '../kernel/index.ts';
import { refuse } from './refusals.ts';

const needsReason = refuse('case.needs-reason');

/** A reason, minutes or a note that is sealed with the case. */
export const CASE_TEXT: TextRule = { most: 8_000, lines: true, refusals: { empty: needsReason } };
export const MINUTES: TextRule = { most: 20_000, lines: true };
/** What names a document or an authority, as in `Quyết định số 12/QĐ-UBND`. */
export const DOCUMENT_NAME: TextRule = { most: 300 };
/** A few words; sealed with the case. */
export const SHORT_REASON: TextRule = { most: 60, refusals: { empty: needsReason } };
