import { normalise } from '../../text/index.ts';
import { IMMINENT, scoreOf, triageModel, triageVersion } from './triage-model.ts';
import { findTriageRules, type TriageRule } from './triage-rules.ts';

/** How soon a waiting contact is to be taken: 1 as everybody, 2 said or held to be urgent, 3 words of an act in progress. */
export const triageBands = [1, 2, 3] as const;
export type TriageBand = (typeof triageBands)[number];

/** Why a band was raised. */
export type TriageReason = TriageRule | 'CHILD_SAYS_URGENT' | 'MODEL_HIGH';

export interface Triage {
  readonly band: TriageBand;
  /** Why it is above 1; also what was found and may not move anybody now. */
  readonly reasons: readonly TriageReason[];
  /** Calibrated probability that the message tells of a danger that is here or about to be, 0..1. */
  readonly score: number;
  /** The model, with its version. */
  readonly version: string;
}

/** What may raise a band now. The child's own word always may. */
export interface TriageUse {
  readonly model: boolean;
  readonly rules: boolean;
}

const EVERYTHING: TriageUse = { model: true, rules: true };
/** Code units that are looked at. What a first message says is said by then; marks without number fall away. */
const READ_MOST = 16_384;
/** As many letters with diacritics a message may have, of a hundred, that counts as typed without any. */
const FEW_MARKED = 0.03;

/**
 * How soon a contact is to be taken, from the child's first message. Pure, and bounded in time whatever the text. It never lowers
 * and never answers; a person takes every contact.
 */
export function triageFirstMessage(
  text: string,
  said: { readonly urgent?: boolean } = {},
  use: TriageUse = EVERYTHING,
): Triage {
  const model = triageModel();
  const read = normalise(text.slice(0, READ_MOST));
  const score = scoreOf(model, read);
  const rules = findTriageRules(read.text, { unmarked: typedWithoutMarks(text) });
  const high = score >= (model.thresholds[IMMINENT] as number);
  const urgent = said.urgent === true;
  const band = use.rules && rules.length > 0 ? 3 : urgent || (use.model && high) ? 2 : 1;
  return {
    band,
    reasons: [...rules, ...(urgent ? ['CHILD_SAYS_URGENT' as const] : []), ...(high ? ['MODEL_HIGH' as const] : [])],
    score,
    version: triageVersion(),
  };
}

/** The band a contact has after triage: never a lower one. */
export function raisedBand(band: number, triage: Pick<Triage, 'band'>): number {
  return Math.max(band, triage.band);
}

/** Whether a message was typed without diacritics, as on an old phone or in haste. */
export function typedWithoutMarks(text: string): boolean {
  const letters = text.slice(0, READ_MOST).normalize('NFC').match(/\p{L}/gu) ?? [];
  const marked = letters.filter((letter) => MARKED.test(letter)).length;
  return letters.length > 0 && marked <= letters.length * FEW_MARKED;
}

/** A letter of the Vietnamese alphabet beyond the plain Latin ones. */
const MARKED = /[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]/iu;
