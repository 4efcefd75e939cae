import { setImmediate } from 'node:timers/promises';
import { type Ctx, type Kernel, ok, systemActor } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { contactMixOf } from '../staffing/staffing.ts';
import { ruleValues } from '../staffing/staffing-act.ts';
import { playedWaits, type WaitBand, waitBandOf } from './wait-band.pure.ts';
import { deskNow } from './wait-store.ts';

/** What a child that waits is told: round minutes, or that nobody is at the desk now. */
export type WaitTold = { readonly nobodyHere: true } | ({ readonly nobodyHere: false } & WaitBand);

/** The desk is played anew so often. Milliseconds. Whether somebody is there is told within ten seconds. */
const FRESH = 10_000;
/** For one who came since, a new game is played at most so often. Milliseconds. */
const NEXT = 1_000;
/** With fewer contacts than this in the memory of the desk, the figures of staffing say how long one takes. */
const ENOUGH = 20;

interface Game {
  readonly helpers: number;
  readonly waits: ReadonlyMap<string, readonly number[]>;
  /** Who waited when it was played. */
  readonly waiting: ReadonlySet<string>;
}
interface Played {
  readonly at: number;
  readonly game: Promise<Game>;
}
const played = new WeakMap<Kernel, Played>();

/** The time that this contact is likely to wait from now on; the same for all who ask in the same ten seconds. */
export async function waitForChild(ctx: Ctx, contact: string): Promise<WaitTold> {
  const last = await gameNow(ctx, FRESH);
  // Whoever came since is in the next game.
  const { helpers, waits } = last.waiting.has(contact) ? last : await gameNow(ctx, NEXT);
  if (helpers === 0) return { nobodyHere: true };
  const played = waits.get(contact);
  return { nobodyHere: false, ...(played ? waitBandOf(played) : { from: 0, to: null }) };
}

/** The game that was played last, or a new one where it is older than that. */
function gameNow(ctx: Ctx, age: number): Promise<Game> {
  const now = ctx.now.getTime();
  const last = played.get(ctx.kernel);
  if (last && Math.abs(now - last.at) < age) return last.game;
  const game = play(ctx);
  const next = { at: now, game };
  played.set(ctx.kernel, next);
  game.catch(() => played.get(ctx.kernel) === next && played.delete(ctx.kernel));
  return game;
}

async function play(ctx: Ctx): Promise<Game> {
  const looked = await ctx.as(systemActor('counselling.wait')).transaction(async (tx) => {
    const desk = await deskNow(tx, HELPLINE.desk);
    return ok({ desk, mix: contactMixOf(await ruleValues(tx)) });
  });
  if (!looked.ok) return { helpers: 0, waits: new Map(), waiting: new Set() };
  const { desk, mix } = looked.value;
  const services = desk.services.length >= ENOUGH ? desk.services : usualServices(mix);
  return {
    helpers: desk.helpers.length,
    // A play takes milliseconds; whoever else has something to do comes between them.
    waits: await playedWaits({ ...desk, services }, 1, setImmediate),
    waiting: new Set(desk.waiting.map(({ id }) => id)),
  };
}

/** A hundred contacts as staffing expects them: short ones, and those that go on to counselling. Seconds. */
function usualServices(mix: ReturnType<typeof contactMixOf>): number[] {
  return Array.from({ length: 100 }, (_, at) => {
    const short = at < mix.shortPart * 100;
    const mean = (short ? mix.shortMinutes : mix.counsellingMinutes) * 60;
    // The middle of each hundredth of the exponential distribution, spread over the two kinds by a fixed stride.
    const quantile = ((at * 37) % 100) + 0.5;
    return -Math.log(1 - quantile / 100) * mean;
  });
}
