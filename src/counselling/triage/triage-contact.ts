import { randomInt } from 'node:crypto';
import type { Tx } from '../../kernel/index.ts';
import { type Triage, triageFirstMessage, typedWithoutMarks } from './triage.ts';
import { triageVersion } from './triage-model.ts';
import { stateNow } from './triage-setting.ts';
import { insertScore, lastSetting } from './triage-store.ts';

export interface TriageContact {
  readonly contact: string;
  readonly desk: string;
  readonly text: string;
  readonly urgent: boolean;
}

/** One contact in so many is not moved by its score. */
const PLAIN_ORDER_ONE_IN = 20;

/**
 * Triage of a contact's first message under what the desk has decided, in the transaction that the message is written in; the score is
 * kept, the message is not. Rules of words count unless triage is off; a score counts when it is LIVE, and never for the one in twenty
 * that are kept in plain order as labels. What a rule found or the child said moves those too. The band that is given is the answer's.
 * @param draw a number of 0..most-1; by chance
 */
export async function triageContact(
  tx: Tx,
  { contact, desk, text, urgent }: TriageContact,
  draw: (most: number) => number = randomInt,
): Promise<Pick<Triage, 'band' | 'reasons'>> {
  const state = stateNow(await lastSetting(tx, desk), triageVersion());
  if (state === 'OFF') return urgent ? { band: 2, reasons: ['CHILD_SAYS_URGENT'] } : { band: 1, reasons: [] };
  const plainOrder = draw(PLAIN_ORDER_ONE_IN) === 0;
  const found = triageFirstMessage(text, { urgent });
  const given = triageFirstMessage(text, { urgent }, { rules: true, model: state === 'LIVE' && !plainOrder });
  await insertScore(tx, {
    contact_id: contact,
    desk_code: desk,
    at: tx.now,
    version: found.version,
    score: found.score,
    reasons: [...found.reasons],
    state,
    found_band: found.band,
    given_band: given.band,
    plain_order: plainOrder,
    unmarked: typedWithoutMarks(text),
  });
  return { band: given.band, reasons: given.band === 1 ? [] : given.reasons };
}
