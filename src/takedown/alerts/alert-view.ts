import type { HowFar } from '../deliveries/how-far.ts';
import type { AlertReceiptRow, AlertRow } from './alert-tables.ts';

/** An alert in the list of who writes them. */
export interface AlertLine {
  readonly id: string;
  readonly reference: string;
  readonly number: number;
  readonly message: AlertRow['message'];
  readonly nature: AlertRow['nature'];
  readonly event: string;
  readonly headline: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly tlp: AlertRow['tlp'];
  readonly pap: AlertRow['pap'];
  readonly areas: readonly string[];
  readonly audiences: readonly string[];
  readonly functions: readonly string[];
  readonly named: readonly string[];
  readonly state: AlertRow['state'];
  /** Its time is over. */
  readonly expired: boolean;
  readonly version: number;
  readonly agency: string;
  readonly writtenAt: string;
  readonly issuedAt: string | null;
  readonly effectiveAt: string;
  readonly expiresAt: string;
  readonly recallReason: string | null;
  readonly demonstration: boolean;
}

export const alertLine = (row: AlertRow, now: Date): AlertLine => ({
  id: row.id,
  reference: row.reference,
  number: row.number,
  message: row.message,
  nature: row.nature,
  event: row.event,
  headline: row.headline,
  urgency: row.urgency,
  severity: row.severity,
  certainty: row.certainty,
  tlp: row.tlp,
  pap: row.pap,
  areas: row.areas,
  audiences: row.audiences,
  functions: row.functions,
  named: row.named,
  state: row.state,
  expired: now >= row.expires_at,
  version: row.version,
  agency: row.agency,
  writtenAt: row.written_at.toISOString(),
  issuedAt: row.issued_at?.toISOString() ?? null,
  effectiveAt: row.effective_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  recallReason: row.recall_reason,
  demonstration: row.is_demonstration,
});

/** Where a recipient stands. */
export interface ReceiptLine {
  readonly id: string;
  readonly agency: string;
  readonly number: number;
  readonly recall: boolean;
  readonly sentAt: string;
  readonly seenAt: string | null;
  readonly fetchedAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedHow: AlertReceiptRow['acknowledged_how'];
  readonly outcome: string | null;
  readonly escalatedAt: string | null;
  /** By which ways it was sent, and how far it has come. */
  readonly pushed: readonly HowFar[];
}

export const receiptLine = (row: AlertReceiptRow, number: number, pushed: readonly HowFar[]): ReceiptLine => ({
  id: row.id,
  agency: row.agency,
  number,
  recall: row.recall,
  sentAt: row.sent_at.toISOString(),
  seenAt: row.seen_at?.toISOString() ?? null,
  fetchedAt: row.fetched_at?.toISOString() ?? null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  acknowledgedHow: row.acknowledged_how,
  outcome: row.outcome,
  escalatedAt: row.escalated_at?.toISOString() ?? null,
  pushed: pushed.map(({ channel, state }) => ({ channel, state })),
});
