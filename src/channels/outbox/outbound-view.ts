import type { OutboundPurpose, OutboundState } from './outbound.ts';

/** A message on its way, without a word of what it says and without whom it goes to. */
export interface OutboundInList {
  readonly id: string;
  readonly purpose: OutboundPurpose;
  readonly channel: string;
  readonly account: { readonly id: string; readonly name: string; readonly state: string };
  readonly state: OutboundState;
  readonly held: string | null;
  readonly reason: string | null;
  readonly part: number;
  readonly parts: number;
  readonly tries: number;
  readonly nextAt: Date | null;
  /** The record that the words stand in. */
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly provider: string | null;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
  readonly endedAt: Date | null;
  /** Whether its words are still there to be sent once more. */
  readonly kept: boolean;
}

export interface OutboxFigures {
  readonly waiting: number;
  readonly unsure: number;
  readonly dead: number;
  /** In the last 24 hours. */
  readonly sentToday: number;
  /** Of what waits for its turn, in seconds; null where nothing does. */
  readonly oldestSeconds: number | null;
}
