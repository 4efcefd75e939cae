import {
  type Actor,
  type Ctx,
  type Kernel,
  MINUTE,
  ok,
  type Result,
  refuseRequest,
  startOf,
  systemActor,
} from '../../kernel/index.ts';
import { DISPLAY_SCOPE } from '../../members/index.ts';
import { type Cell, shownNumber } from '../../vocabulary/index.ts';
import { isCarried, isQueued, type Tier, tiers } from '../contacts/contact.ts';
import { openContacts } from '../contacts/contact-store.ts';
import { CAPACITY, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import { loadsOf } from '../contacts/queue-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openShifts } from '../helpers/shift-store.ts';
import { contactPolicy } from '../policies.ts';
import { isUnownedDanger } from './board.ts';
import { begunSince } from './wall-store.ts';

/** What hangs on a wall where visitors pass: numbers of the desk, of no child and of no helper. */
export interface WallFigures {
  readonly at: string;
  readonly waiting: number;
  /** Whole minutes, rounded up; null where nobody waits. */
  readonly oldestMinutes: number | null;
  readonly talking: number;
  readonly tiers: readonly {
    readonly tier: Tier;
    readonly waiting: number;
    /** On shift and taking contacts. */
    readonly onShift: number;
    /** Of those, with room for another chat. */
    readonly free: number;
  }[];
  /** That danger waits for somebody, never how many: so few might be recognised. */
  readonly danger: boolean;
  /** Of the contacts that began today; null where they are too few to be told. */
  readonly today: { readonly answered: Cell; readonly abandoned: Cell; readonly words: Cell };
}

const COUNTED_MOST = 2_000;

/**
 * The figures of a wallboard. How many wait and how many work is told as it is, since it says nothing of anybody; what tells the days
 * of children apart goes through the small-number rule.
 */
export async function showWall(ctx: Ctx): Promise<Result<WallFigures>> {
  if (isOwnScreen(ctx.actor)) return figuresForScreens(ctx);
  if (ctx.actor.kind !== 'person' || !contactPolicy.couldEver(ctx.actor, 'contact.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return count(ctx);
}

/** A machine that the agency of the desk let see the wall. */
const isOwnScreen = (actor: Actor) =>
  actor.kind === 'machine' && actor.agency === HELPLINE.agency && actor.scopes.includes(DISPLAY_SCOPE);

/** However often screens ask, the desk is counted once in so many milliseconds. */
const FRESH = 3_000;
const counted = new WeakMap<Kernel, { readonly at: number; readonly figures: Promise<Result<WallFigures>> }>();

/** A screen sees no row of a contact: the platform counts for it. */
function figuresForScreens(ctx: Ctx): Promise<Result<WallFigures>> {
  const now = ctx.now.getTime();
  const last = counted.get(ctx.kernel);
  if (last && Math.abs(now - last.at) < FRESH) return last.figures;
  const figures = count(ctx.as(systemActor('counselling.wall')));
  const next = { at: now, figures };
  counted.set(ctx.kernel, next);
  figures.catch(() => counted.get(ctx.kernel) === next && counted.delete(ctx.kernel));
  return figures;
}

function count(ctx: Ctx): Promise<Result<WallFigures>> {
  return ctx.transaction(async (tx) => {
    const desk = HELPLINE.desk;
    const open = await openContacts(tx, desk, COUNTED_MOST);
    const waiting = open.filter(
      ({ state, place_until }) => (isQueued(state) || state === 'offered') && place_until === null,
    );
    const oldest = waiting[0]?.waiting_since;
    const shifts = (await openShifts(tx, desk)).filter(
      ({ state }) => state === 'available' || state === 'winding-down',
    );
    const loads = await loadsOf(
      tx,
      shifts.map(({ person }) => person),
    );
    const today = await begunSince(tx, desk, startOf('day', tx.now));
    return ok({
      at: tx.now.toISOString(),
      waiting: waiting.length,
      oldestMinutes: oldest === undefined ? null : Math.ceil((tx.now.getTime() - oldest.getTime()) / MINUTE),
      talking: open.filter(({ state }) => isCarried(state) && state !== 'wrapping').length,
      tiers: tiers.map((tier) => {
        const there = shifts.filter((shift) => shift.tier === tier);
        const rests = (until: Date | null) => until !== null && until > tx.now;
        const room = ({ person }: { person: string }) => (loads.get(person)?.load ?? 0) + WEIGHTS.CHAT <= CAPACITY;
        return {
          tier,
          waiting: waiting.filter((one) => one.tier === tier).length,
          onShift: there.length,
          free: there.filter((shift) => shift.state === 'available' && !rests(shift.rest_until) && room(shift)).length,
        };
      }),
      danger: open.some((row) =>
        isUnownedDanger({ ...row, helperLostSince: row.helper_lost_since?.toISOString() ?? null }),
      ),
      today: {
        answered: shownNumber(today.answered),
        abandoned: shownNumber(today.abandoned),
        words: shownNumber(today.words),
      },
    });
  });
}
