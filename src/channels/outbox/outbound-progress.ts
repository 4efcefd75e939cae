import { actAs, systemActor, type Tx } from '../../kernel/index.ts';
import type { OutboundState } from './outbound.ts';
import { outboundOfKeys, triedKeys, undeliveredOf } from './outbox-store.ts';

/** How far a message has come; of several parts, the one that is least far. */
export interface OutboundProgress {
  readonly key: string;
  readonly state: OutboundState;
  /** Why it waits or was given up, in a code. */
  readonly reason: string | null;
  /** It was given up, and its words are still there to be sent once more. */
  readonly retries: boolean;
  readonly tries: number;
  /** Of what waits or is asked after. */
  readonly nextAt: Date | null;
  readonly triedAt: Date | null;
  readonly sentAt: Date | null;
  /** Milliseconds that the last try took. */
  readonly answerMs: number | null;
}

const ORDER: readonly OutboundState[] = [
  'dead',
  'cancelled',
  'unsure',
  'waiting',
  'sending',
  'sent',
  'delivered',
  'read',
];

/** For whoever may read the words themselves: the caller has asked that. What was never queued is not in the answer. */
export async function outboundProgress(tx: Tx, keys: readonly string[]): Promise<OutboundProgress[]> {
  if (keys.length === 0) return [];
  const parts = await actAs(tx, systemActor('channels.outbox'), (system) => outboundOfKeys(system, keys));
  const worst = new Map<string, OutboundProgress>();
  for (const { idempotency_key: key, state, reason, held, kept, ...of } of parts) {
    const known = worst.get(key);
    if (known && ORDER.indexOf(known.state) <= ORDER.indexOf(state)) continue;
    worst.set(key, {
      key,
      state,
      reason: reason ?? held,
      retries: state === 'dead' && kept,
      tries: of.tries,
      nextAt: state === 'waiting' || state === 'unsure' ? of.next_at : null,
      triedAt: of.tried_at,
      sentAt: of.sent_at,
      answerMs: of.answer_ms,
    });
  }
  return [...worst.values()];
}

/** How many messages of some conversations were given up, of each record that their words stand in, by its id; for whoever may see the record. */
export async function outboundUndelivered(
  tx: Tx,
  conversations: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (conversations.length === 0) return new Map();
  return actAs(tx, systemActor('channels.outbox'), (system) => undeliveredOf(system, conversations));
}

/** Those of some messages that may have reached their receivers, whatever became of them; for whoever may read the words themselves. */
export const outboundTried = (tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> =>
  actAs(tx, systemActor('channels.outbox'), (system) => triedKeys(system, keys));
