import { addDays, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Assignment, type OnCall, shiftTimes } from './roster.pure.ts';
import { openSwaps, publishedBetween, publishedWork, type Swap } from './roster-store.ts';
import { atOwnDesk } from './staffing-act.ts';
import { type Leave, leaveBetween, type NamedShift, onCallRegions, shiftKinds, wishesOf } from './staffing-store.ts';

/** How far ahead somebody's own shifts are told. */
const DAYS_AHEAD = 45;

export interface OwnShift {
  readonly day: string;
  readonly shift: NamedShift;
  readonly from: Date;
  readonly to: Date;
  readonly roster: string;
}

/** What concerns one person: their shifts, nights on which they can be called, swaps, leave, and what they wish. */
export interface OwnShifts {
  readonly shifts: readonly OwnShift[];
  readonly onCall: readonly OnCall[];
  /** Shifts of colleagues in the same days, for whom one may ask to swap with. */
  readonly colleagues: readonly Assignment[];
  readonly swaps: readonly Swap[];
  readonly leave: readonly Leave[];
  readonly kinds: readonly NamedShift[];
  readonly regions: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  readonly wish: { readonly region: string | null; readonly dislikes: Readonly<Record<string, number>> };
}

/** The actor's own work from today on. Refusals: `staffing.no-desk` */
export function ownShifts(ctx: Ctx): Promise<Result<OwnShifts>> {
  return atOwnDesk(ctx, async (tx, { actor, desk }) => {
    const from = vietnamDate(tx.now);
    const to = addDays(from, DAYS_AHEAD);
    const kinds = await shiftKinds(tx);
    const rosters = await publishedBetween(tx, desk, from, to);
    const work = await publishedWork(tx, desk, from, to, null);
    const mine = work.assignments.filter(({ person }) => person === actor.person);
    const wish = (await wishesOf(tx, desk)).find(({ person }) => person === actor.person);
    return ok({
      shifts: mine.flatMap(({ day, shift: code }): OwnShift[] => {
        const shift = kinds.find((kind) => kind.code === code);
        const roster = rosters.find((one) => one.from <= day && day < addDays(one.from, one.days));
        return shift && roster ? [{ day, shift, roster: roster.id, ...shiftTimes(day, shift) }] : [];
      }),
      onCall: work.onCall.filter(({ person }) => person === actor.person),
      colleagues: work.assignments.filter(({ person }) => person !== actor.person),
      swaps: (await openSwaps(tx, desk)).filter(({ asker, asked }) => asker === actor.person || asked === actor.person),
      leave: (await leaveBetween(tx, desk, from, addDays(from, 365))).filter(({ person }) => person === actor.person),
      kinds,
      regions: await onCallRegions(tx),
      wish: { region: wish?.region ?? null, dislikes: wish?.dislikes ?? {} },
    });
  });
}
