/**
 * How posts come from where they are taken to where they are processed. PostgreSQL is the default and the truth: an
 * observation is processed where `processed_at` is null and by the transaction that sets it. A broker only spreads the
 * work; whatever it loses `listening.find-lost` finds, and whatever it brings twice has no second effect.
 */
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { type Batch, processBatch, processBrought } from './process-batch.ts';
import { drop, FIRST, type QueueItem, waitingItems } from './queue-store.ts';

export interface Bus {
  readonly name: 'postgresql' | 'nats-jetstream';
  /** Hands on what was taken and waits in the queue; asked again it hands nothing on twice. How many. */
  publish(ctx: Ctx): Promise<Result<number>>;
  /** Claims up to so many posts, processes them in one transaction, and acknowledges after its commit. */
  work(ctx: Ctx, most: number): Promise<Result<Batch>>;
  close(): Promise<void>;
}

/** The queue itself: nothing to hand on, since what waits there is claimed there. */
export const postgresBus: Bus = {
  name: 'postgresql',
  publish: async () => ok(0),
  work: (ctx, most) => processBatch(ctx, { most }),
  close: async () => undefined,
};

/** Items of one publication. */
const PUBLISHED = 1_000;

/** What a broker must do for the bus. */
export interface Broker {
  readonly name: Bus['name'];
  /** Stores the messages durably; one with a key that was there lately is not stored again. */
  send(messages: readonly { readonly key: string; readonly body: string }[]): Promise<void>;
  /** Up to so many messages, given to nobody else for a while. */
  take(most: number): Promise<readonly { readonly body: string; ack(): void; again(): void }[]>;
  /** How many it holds that are not acknowledged. */
  pending(): Promise<number>;
  close(): Promise<void>;
}

/** Messages that a broker holds at most; more stay in the queue, by whose length what comes in is throttled. */
const HELD = 20_000;

/** A bus over a broker: ids and codes go over it, never a text. */
export function brokerBus(broker: Broker): Bus {
  return {
    name: broker.name,
    publish: async (ctx) => {
      const system = ctx.as(systemActor('listening.publish'));
      for (let total = 0; ; ) {
        if ((await broker.pending()) >= HELD) return ok(total);
        const waiting = await system.transaction(async (tx) => ok(await waitingItems(tx, PUBLISHED)));
        if (!waiting.ok) return waiting;
        if (waiting.value.length === 0) return ok(total);
        // Sent first and taken from the queue after: a crash in between sends again, and the second has no effect.
        await broker.send(waiting.value.map((item) => ({ key: keyOf(item), body: JSON.stringify(item) })));
        const gone = await system.transaction(async (tx) => ok(await drop(tx, waiting.value)));
        if (!gone.ok) return gone;
        total += waiting.value.length;
      }
    },
    work: async (ctx, most) => {
      const messages = await broker.take(most);
      const items = messages.map(({ body }) => JSON.parse(body) as QueueItem);
      const nothing: Batch = { claimed: 0, processed: 0, alerts: 0, failed: 0 };
      if (items.length === 0) return ok(nothing);
      try {
        const done = await processBrought(ctx, items);
        for (const message of messages) done.ok ? message.ack() : message.again();
        return done;
      } catch (error) {
        for (const message of messages) message.again();
        throw error;
      }
    },
    close: () => broker.close(),
  };
}

function keyOf(item: QueueItem): string {
  return `${item.observation}:${item.replay === FIRST ? 'first' : item.replay}:${item.attempts}`;
}
