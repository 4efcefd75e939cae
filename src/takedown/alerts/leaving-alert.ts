import type { Kernel } from '../../kernel/index.ts';
import { openJson } from '../sealed-json.ts';
import {
  type AlertAudience,
  type AlertNature,
  type AlertPartType,
  type AlertRecallReason,
  alertPublicRecallReason,
  alertRecallReason,
  type Pap,
  type Tlp,
} from './alert-lists.ts';
import type { AlertRow, PartRow } from './alert-tables.ts';
import {
  EVERYBODY,
  headLeaves,
  leaves,
  type MarkedAlert,
  type Recipient,
  stricterPap,
  stricterTlp,
  type Way,
} from './marking.ts';
import type { PartValue } from './write-alert.ts';

export interface LeavingPart {
  readonly id: string;
  readonly type: AlertPartType;
  readonly tlp: Tlp;
  readonly pap: Pap;
  readonly value: string;
  /** Whether the recipient's systems may act by it. */
  readonly acts: boolean;
}

/** An alert as it leaves to one recipient by one way. Forms are made of this and of nothing else. */
export interface LeavingAlert {
  readonly id: string;
  readonly chain: string;
  readonly reference: string;
  readonly number: number;
  readonly message: AlertRow['message'];
  readonly sender: string;
  readonly sentAt: Date;
  readonly nature: AlertNature;
  /** A clue, not proof. */
  readonly notProof: boolean;
  readonly event: string;
  readonly headline: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly tlp: Tlp;
  readonly pap: Pap;
  readonly areas: readonly string[];
  readonly audiences: readonly AlertAudience[];
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
  /** In a code; for everybody the class of it that they are told. */
  readonly recallReason: string | null;
  readonly recallWords: { readonly vi: string; readonly en: string } | null;
  readonly demonstration: boolean;
  /** The messages that it follows, the oldest first: what a recall or a new version takes the place of. */
  readonly references: readonly { readonly number: number; readonly sentAt: Date }[];
  readonly parts: readonly LeavingPart[];
}

export const markedAlert = (row: AlertRow): MarkedAlert => ({
  state: row.state,
  tlp: row.tlp,
  pap: row.pap,
  audiences: row.audiences,
  effectiveAt: row.effective_at,
  expiresAt: row.expires_at,
});

/**
 * What leaves of an alert, part by part; undefined where nothing of it does. Of a recall that it was taken back and why, to whoever was
 * given it, a member or not.
 * @param chain the versions of the alert
 */
export async function leavingAlert(
  kernel: Kernel,
  row: AlertRow,
  parts: readonly PartRow[],
  chain: readonly AlertRow[],
  to: Recipient | typeof EVERYBODY,
  way: Way,
  now: Date,
): Promise<LeavingAlert | undefined> {
  if (row.issued_at === null) return undefined;
  const recall = row.message === 'CANCEL';
  if (recall ? !wasGiven(row, to) : headLeaves(markedAlert(row), to, way, now) !== undefined) return undefined;
  const left: LeavingPart[] = [];
  for (const part of recall ? [] : parts) {
    const verdict = leaves(markedAlert(row), part, to, way, now);
    if (!verdict.leaves) continue;
    const { value } = await openJson<PartValue>(kernel, 'alert_part', part);
    left.push({
      id: part.id,
      type: part.type,
      value,
      acts: verdict.acts,
      tlp: stricterTlp(part.tlp, row.tlp),
      pap: stricterPap(part.pap, row.pap),
    });
  }
  // Of what was taken back everybody learns that it was, and nothing of what it said.
  const closed = recall && to === EVERYBODY;
  const reason = row.recall_reason === null ? undefined : toldReason(row.recall_reason, to === EVERYBODY);
  return {
    id: row.id,
    chain: row.chain,
    reference: row.reference,
    number: row.number,
    message: row.message,
    sender: row.agency,
    sentAt: row.issued_at,
    nature: row.nature,
    notProof: row.nature === 'SIGNAL' && !closed,
    event: closed ? 'OTHER' : row.event,
    headline: recall ? '' : row.headline,
    urgency: recall ? 'PAST' : row.urgency,
    severity: closed ? 'UNKNOWN' : row.severity,
    certainty: closed ? 'UNKNOWN' : row.certainty,
    tlp: row.tlp,
    pap: row.pap,
    areas: closed ? [] : row.areas,
    audiences: row.audiences,
    effectiveAt: row.effective_at,
    expiresAt: row.expires_at,
    recallReason: reason?.code ?? null,
    recallWords: reason === undefined ? null : { vi: reason.vi, en: reason.en },
    demonstration: row.is_demonstration,
    parts: left,
    references: chain
      .filter((one) => one.number < row.number && one.issued_at !== null)
      .map((one) => ({ number: one.number, sentAt: one.issued_at as Date })),
  };
}

const toldReason = (reason: AlertRecallReason, everybody: boolean) => {
  const told = alertRecallReason.get(reason);
  return everybody ? alertPublicRecallReason.get(told.public) : told;
};

const wasGiven = (row: AlertRow, to: Recipient | typeof EVERYBODY) =>
  to === EVERYBODY ? row.audiences.includes('PUBLIC') : to.addressed;
