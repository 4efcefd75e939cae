import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { openAlerts } from '../concerns/concern-store.ts';
import type { Tier } from '../contacts/contact.ts';
import { openContacts } from '../contacts/contact-store.ts';
import { type ContactCard, contactCard } from '../contacts/contact-view.ts';
import { loadsOf, openDiversions } from '../contacts/queue-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { type ShiftView, shiftView } from '../helpers/helper.ts';
import { openShifts } from '../helpers/shift-store.ts';
import { helperShiftPolicy } from '../policies.ts';
import type { ContactRow } from '../tables.ts';
import { isUnownedDanger, type Waits, waitsOf } from './board.ts';
import type { HandoverView } from './handover.ts';
import { readHandovers } from './leave-handover.ts';

/** Somebody on shift, as the supervisor sees them: what they carry, and that they must rest; never why. */
export interface BoardPerson extends ShiftView {
  /** Of 100. */
  readonly load: number;
  /** How many contacts they have, those being written down included. */
  readonly contacts: number;
  readonly lastSignAt: string;
  readonly needsRest: boolean;
}

export interface Board {
  readonly people: readonly BoardPerson[];
  readonly contacts: readonly ContactCard[];
  readonly waits: readonly Waits[];
  readonly danger: readonly ContactCard[];
  readonly diversions: readonly {
    readonly from: Tier;
    readonly to: Tier;
    readonly reason: string;
    readonly until: string;
  }[];
  /** The newest note from one shift to the next, and those before it that nobody has confirmed. */
  readonly handovers: readonly HandoverView[];
  /** What the house noticed of helpers and nobody has looked into; none that is about the reader. */
  readonly alerts: number;
  /** There are more contacts than are listed; the figures count all that are. */
  readonly more: boolean;
}

/** So many contacts are on a board; the figures are of these, which wait longest. */
const ON_BOARD = 500;

/** Whether somebody waits, who is there for it, and what nobody has: for the supervisor of a shift, without a word of what was said. */
export async function showBoard(ctx: Ctx): Promise<Result<Board>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'person' ||
    !helperShiftPolicy.can(actor, 'shift.steer', { desk_code: HELPLINE.desk, person: actor.person }, ctx.now)
  )
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const desk = HELPLINE.desk;
    const found = await openContacts(tx, desk, ON_BOARD + 1);
    const rows = found.slice(0, ON_BOARD);
    const shifts = await openShifts(tx, desk);
    const loads = await loadsOf(
      tx,
      shifts.map(({ person }) => person),
    );
    const has = Map.groupBy(rows, ({ helper }) => helper);
    return ok({
      people: shifts.map((shift) => ({
        ...shiftView(shift),
        load: loads.get(shift.person)?.load ?? 0,
        contacts: (has.get(shift.person) ?? []).filter(({ state }) => state !== 'returned' && state !== 'offered')
          .length,
        lastSignAt: shift.last_sign_at.toISOString(),
        needsRest: shift.rest_until !== null && shift.rest_until > tx.now,
      })),
      contacts: rows.map(contactCard),
      waits: waitsOf(rows.map(waitingOf)),
      danger: rows.filter((row) => isUnownedDanger(waitingOf(row))).map(contactCard),
      diversions: (await openDiversions(tx, desk)).map(({ from_tier, to_tier, reason, until }) => ({
        from: from_tier,
        to: to_tier,
        reason,
        until: until.toISOString(),
      })),
      handovers: await readHandovers(ctx, tx),
      alerts: await openAlerts(tx),
      more: found.length > ON_BOARD,
    });
  });
}

const waitingOf = (row: ContactRow) => ({
  state: row.state,
  tier: row.tier,
  band: row.band,
  waitingSince: row.waiting_since.toISOString(),
  helperLostSince: row.helper_lost_since?.toISOString() ?? null,
  placeKept: row.place_until !== null,
});
