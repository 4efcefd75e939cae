import { z } from '@hono/zod-openapi';
import { ok, type Result, readOptionalText, refuseRequest, type TextRule, textInput } from '../../kernel/index.ts';
import {
  ageBand,
  chiSubcategory,
  contactReason,
  informantType,
  maxReasonsPerContact,
  onlineIncident,
  onlinePlace,
  sex,
} from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { callType, contactAction, correctionReason } from './record-list.ts';
import { SUGGESTED_MOST } from './suggest-reasons.ts';

/** What a helper says of a contact in words: for colleagues, sealed. Characters of the normal form. */
export const RECORD_WORDS: TextRule = { most: 2_000, lines: true };

/** The record of a contact as it is written. */
export const recordInput = z.strictObject({
  callType: callType.zod,
  informant: informantType.zod.nullable(),
  ageBand: ageBand.zod,
  sex: sex.zod,
  province: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  reasons: z.array(contactReason.zod).max(20),
  /** One of the reasons; null where there is none. */
  main: contactReason.zod.nullable(),
  chi: z.array(chiSubcategory.zod).max(20),
  places: z.array(onlinePlace.zod).max(5),
  incidents: z.array(onlineIncident.zod).max(5),
  actions: z.array(contactAction.zod).min(1).max(10),
  /** What the rule suggested while it was written. */
  suggested: z.array(contactReason.zod).max(SUGGESTED_MOST),
  words: textInput(RECORD_WORDS).optional(),
  /** Why an earlier version is corrected; absent in the first. */
  correction: correctionReason.zod.optional(),
});
export type RecordInput = z.output<typeof recordInput>;

/** A version of the record, as those read it who may read the contact. */
export interface RecordView extends Omit<RecordInput, 'words' | 'correction'> {
  readonly version: number;
  readonly at: string;
  readonly author: string;
  readonly lists: string;
  readonly correction: string | null;
  readonly words: string;
}

const TWICE = ['reasons', 'chi', 'places', 'incidents', 'actions', 'suggested'] as const;

/**
 * A record in its normal form, checked as a whole.
 * @returns refusals `contact-record.too-many-reasons`, `contact-record.reason-needed`, `contact-record.main-reason-needed`, `request.invalid`, `text.*`
 */
export function readRecord(written: unknown): Result<RecordInput> {
  const parsed = recordInput.safeParse(written);
  if (!parsed.success) return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const record = { ...parsed.data };
  for (const field of TWICE)
    if (new Set<string>(record[field]).size !== record[field].length)
      return refuseRequest('request.invalid', { field });
  if (record.reasons.length > maxReasonsPerContact || record.chi.length > maxReasonsPerContact)
    return refuse('contact-record.too-many-reasons', {
      field: record.chi.length > maxReasonsPerContact ? 'chi' : 'reasons',
    });
  if (callType.get(record.callType).needsReason && record.reasons.length === 0)
    return refuse('contact-record.reason-needed', { field: 'reasons' });
  if (record.reasons.length > 0 && (record.main === null || !record.reasons.includes(record.main)))
    return refuse('contact-record.main-reason-needed', { field: 'main' });
  if (record.reasons.length === 0) record.main = null;
  const words = readOptionalText(record.words, 'words', RECORD_WORDS);
  if (!words.ok) return words;
  return ok({ ...record, words: words.value });
}
