import { type Ctx, extensionPoint, type Result, type Tx } from '../../kernel/index.ts';
import type { InboundEvent } from '../inbound-event.ts';
import type { AccountRow, ConversationRow, StoredKind } from '../tables.ts';

/** An account as those who take events know it. */
export type AccountFacts = Pick<AccountRow, 'id' | 'agency' | 'adapter' | 'name' | 'address' | 'is_demonstration'>;

export interface Inbound<Event extends InboundEvent = InboundEvent> {
  /** Of the stored event: the same however often it is worked on. */
  readonly id: string;
  readonly account: AccountFacts;
  readonly event: Event;
  /** Who wrote it to which account of ours; null for what is no private message. */
  readonly conversation: Pick<ConversationRow, 'id' | 'began_at' | 'inbound_count'> | null;
  readonly receivedAt: Date;
}

/** What a module does with what networks tell. Each event is taken once by every receiver of its kind, in one transaction for all. */
export interface InboundReceiver {
  /** As in `counselling.messages`. */
  readonly name: string;
  readonly kinds: readonly StoredKind[];
  /** Whether it takes what this account hears; all of them where absent. */
  takes?(account: AccountFacts): boolean;
  /**
   * Whether an event is this receiver's alone: no other is given it, as a program's letter that is a report. In the transaction of the take.
   */
  alone?(ctx: Ctx, tx: Tx, inbound: Inbound): Promise<boolean>;
  /**
   * As the platform, in order within a conversation, a post or a call. A refusal or a throw undoes everything and is tried again with
   * growing pauses; after the last the event is set aside, where a person sees it, and those behind it go on.
   */
  take(ctx: Ctx, tx: Tx, inbound: Inbound): Promise<Result<void>>;
}

export const inboundReceivers = extensionPoint<InboundReceiver>('channels.inbound-receiver', ({ name }) => name);
