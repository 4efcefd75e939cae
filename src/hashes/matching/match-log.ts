import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { actorName, agencyOf, type Ctx, newId, ok, systemActor, vietnamDate } from '../../kernel/index.ts';
import type { MemberRight } from '../banks/bank-view.ts';
import { rightRows } from '../entries/register-store.ts';
import { insertEvents, type MatchEvent, type MatchHit, usedOn } from './match-store.ts';

/** Bytes kept of a question's keyed HMAC. */
export const MARK_BYTES = 16;
/** How long rights and use of a member are believed before they are read again, milliseconds. */
const BELIEVED = 2_000;

interface Standing {
  readonly day: string;
  readonly readAt: number;
  readonly right: MemberRight | undefined;
  used: number;
}

interface Waiting {
  readonly ctx: Ctx;
  readonly event: MatchEvent;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** What a question leaves behind: it can be recognised by whoever has the key, and read by nobody. */
export function questionMark(key: KeyObject, type: string, value: Uint8Array): Buffer {
  return createHmac('sha256', key).update(type).update(value).digest().subarray(0, MARK_BYTES);
}

/** The digest that the audit chain pins: whoever changes the event or a hit later is found out. */
export function eventDigest(event: Omit<MatchEvent, 'digest'>): Buffer {
  const hits = event.hits.toSorted((a, b) => a.question - b.question || (a.entry < b.entry ? -1 : 1));
  const fields = [
    event.id,
    event.at.toISOString(),
    event.agency,
    event.actor,
    event.purpose,
    event.questions,
    event.refused,
    event.indexSeq,
    event.marks.toString('hex'),
  ];
  const lines = hits.map((hit) => [
    hit.question,
    hit.signalType,
    hit.asked.toString('hex'),
    hit.entry,
    hit.bank,
    hit.distance,
    hit.threshold,
    hit.variant,
    hit.decision,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([fields, lines]))
    .digest();
}

/**
 * Writes who asked what, before the answer goes out. Requests that come while a write is under way are written together,
 * since each write holds the agency's audit chain to its commit.
 */
export class MatchLog {
  readonly #standings = new Map<string, Standing>();
  readonly #reading = new Map<string, Promise<Standing | undefined>>();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #writing = new Map<string, Promise<void>>();

  /** The member's rights, and whether that many more questions fit into the day. Counts them where they do. */
  async admit(ctx: Ctx, questions: number): Promise<'admitted' | 'no-rights' | 'used-up'> {
    const standing = await this.#standingOf(ctx);
    if (!standing) return 'no-rights';
    if (ctx.actor.kind === 'machine') {
      if (!standing.right?.enabled || !standing.right.scopes.includes('hash.match')) return 'no-rights';
      if (standing.used + questions > standing.right.dailyMatches) return 'used-up';
    }
    standing.used += questions;
    return 'admitted';
  }

  /** Believed for a while; looked up once for all who ask, and from half of that time on without their waiting. */
  async #standingOf(ctx: Ctx): Promise<Standing | undefined> {
    const agency = agencyOf(ctx.actor);
    const day = vietnamDate(ctx.now);
    const held = this.#standings.get(agency);
    const age = held?.day === day ? ctx.kernel.clock.now().getTime() - held.readAt : Number.POSITIVE_INFINITY;
    if (held && age < BELIEVED / 2) return held;
    let reading = this.#reading.get(agency);
    if (!reading) {
      reading = this.#readStanding(ctx, agency, day).finally(() => this.#reading.delete(agency));
      this.#reading.set(agency, reading);
    }
    if (!held || age > BELIEVED) return reading;
    reading.catch(() => undefined);
    return held;
  }

  async #readStanding(ctx: Ctx, agency: string, day: string): Promise<Standing | undefined> {
    const readAt = ctx.kernel.clock.now().getTime();
    const read = await ctx
      .as(systemActor('hashes.match-log'))
      .transaction(async (tx) => ok({ right: (await rightRows(tx, agency))[0], used: await usedOn(tx, agency, day) }));
    if (!read.ok) return undefined;
    // What was admitted and is not written yet counts too.
    const before = this.#standings.get(agency);
    const used = Math.max(read.value.used, before?.day === day ? before.used : 0);
    const standing = { day, readAt, right: read.value.right, used };
    this.#standings.set(agency, standing);
    return standing;
  }

  /** Resolves when the event is durable. */
  write(
    ctx: Ctx,
    given: {
      purpose: string;
      questions: number;
      refused: number;
      indexSeq: number;
      marks: Buffer;
      hits: readonly MatchHit[];
    },
  ): Promise<void> {
    const event = {
      id: newId<'hash-match'>(),
      at: ctx.now,
      agency: agencyOf(ctx.actor),
      actor: actorName(ctx.actor),
      ...given,
    };
    const key = `${ctx.actor.kind} ${event.actor} ${event.agency}`;
    return new Promise((done, failed) => {
      const list = this.#waiting.get(key) ?? [];
      this.#waiting.set(key, list);
      list.push({ ctx, event: { ...event, digest: eventDigest(event) }, done, failed });
      if (!this.#writing.has(key)) this.#writing.set(key, this.#drain(key));
    });
  }

  async #drain(key: string): Promise<void> {
    for (let batch = this.#take(key); batch.length > 0; batch = this.#take(key)) {
      const { ctx } = batch[0] as Waiting;
      try {
        await ctx.transaction(async (tx) => {
          const events = batch.map((one) => one.event);
          await insertEvents(tx, events, agencyOf(tx.actor), vietnamDate(tx.now));
          for (const { ctx: asked, event } of batch) {
            tx.audit({
              action: 'hash.match',
              object: { kind: 'hash-match', id: event.id },
              codes: {
                purpose: event.purpose,
                questions: event.questions,
                hits: event.hits.length,
                digest: event.digest.toString('hex'),
                request: asked.requestId,
              },
            });
          }
          return ok();
        });
        for (const one of batch) one.done();
      } catch (error) {
        for (const one of batch) one.failed(error);
      }
    }
    this.#writing.delete(key);
  }

  #take(key: string): Waiting[] {
    const list = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return list;
  }
}
