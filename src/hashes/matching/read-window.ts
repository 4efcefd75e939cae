import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import {
  type ChangeLine,
  closeWindow,
  countMyChanges,
  type EntryView,
  type MemberName,
  memberNames,
  myChanges,
  myEntries,
  windowBounds,
} from '../exchange/exchange-store.ts';
import { refuse } from '../refusals.ts';

export interface WindowPage {
  readonly from: Date;
  readonly to: Date;
  /** Where an earlier page of the same window ended; absent for the first. */
  readonly continued?: { readonly snapshot: number; readonly after: number; readonly max: number } | undefined;
  readonly size: number;
}

export interface WindowItem {
  readonly line: ChangeLine;
  /** Absent: gone, for this member. */
  readonly view: EntryView | undefined;
}

export interface WindowAnswer {
  readonly items: readonly WindowItem[];
  readonly members: readonly MemberName[];
  /** For the next page; absent at the end. */
  readonly next: { readonly snapshot: number; readonly after: number; readonly max: number } | undefined;
}

/** A reader whose clock is this far ahead of ours would step over what is to come; milliseconds. */
export const AHEAD_MOST = 60_000;

/**
 * A page of what changed for the acting member in a window of time, each entry once and in its latest state. The first
 * page closes the window: what is written later is stamped after it, so a reader that goes on from `to` misses nothing.
 * Refusals: `window.in-future`, `window.invalid`
 */
export async function readWindow(ctx: Ctx, input: WindowPage): Promise<Result<WindowAnswer>> {
  if (input.to.getTime() > ctx.now.getTime() + AHEAD_MOST) {
    return refuse('window.in-future', {
      field: 'to',
      facts: { hoursAhead: Math.round((input.to.getTime() - ctx.now.getTime()) / 360_000) / 10 },
    });
  }
  if (input.from > input.to) return refuse('window.invalid', { field: 'from' });
  let { continued } = input;
  if (!continued) {
    // In a transaction of its own: the lock is held for an instant, not for the page.
    const closed = await ctx.transaction(async (tx) => {
      const complete = await closeWindow(tx, input.to);
      const bounds = await windowBounds(tx, input.from, input.to);
      return ok({ after: bounds.after, snapshot: Math.min(complete, bounds.upto) });
    });
    if (!closed.ok) return closed;
    continued = { ...closed.value, max: -1 };
  }
  const { snapshot, after } = continued;
  return ctx.transaction(async (tx) => {
    const lines = snapshot > after ? await myChanges(tx, after, snapshot, input.size + 1) : [];
    const page = lines.slice(0, input.size);
    const views =
      page.length > 0
        ? await myEntries(
            tx,
            page.map((line) => line.entry),
            null,
          )
        : new Map<string, EntryView>();
    const members = await memberNames(tx);
    const more = lines.length > input.size;
    const max = continued.max >= 0 ? continued.max : more ? await countMyChanges(tx, after, snapshot) : page.length;
    if (page.length > 0)
      tx.audit({ action: 'hash.read', codes: { entries: page.length, upto: page.at(-1)?.seq ?? 0 } });
    return ok({
      items: page.map((line) => ({ line, view: views.get(line.entry) })),
      members,
      next: more ? { snapshot, after: (page.at(-1) as ChangeLine).seq, max } : undefined,
    });
  });
}
