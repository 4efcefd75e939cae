import { agencyOf, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type Cursor, openCursor, sealCursor } from '../cursor.ts';
import { type RegisterHead, registerHead } from '../entries/register-head-store.ts';
import { refuse } from '../refusals.ts';
import { type EntryView, myEntries, myListChanges, myListEntries, myLists } from './exchange-store.ts';

export interface ReadChanges {
  /** Code of the list. */
  readonly list: string;
  /** Absent: from the start. */
  readonly cursor?: string | undefined;
  /** 1 to 5,000. */
  readonly limit: number;
}

export type ChangeItem =
  | { readonly kind: 'entry'; readonly id: string; readonly at: Date; readonly view: EntryView }
  | { readonly kind: 'tombstone'; readonly id: string; readonly at: Date };

export interface ChangesPage {
  readonly list: string;
  /** In `snapshot` the pages up to the first `changes` are the whole list: what was not in them is not on it. */
  readonly mode: 'snapshot' | 'changes';
  readonly items: readonly ChangeItem[];
  readonly cursor: string;
  /** Whether there is more to read now. */
  readonly more: boolean;
}

export const NO_ENTRY = '00000000-0000-0000-0000-000000000000';

/**
 * A page of one list of the acting member: first the whole list, then what changes. In commit order, so nothing is missed;
 * each entry in its latest state. Refusals: `list.not-found`, `cursor.invalid`, `cursor.expired`
 */
export async function readChanges(ctx: Ctx, input: ReadChanges): Promise<Result<ChangesPage>> {
  const agency = agencyOf(ctx.actor);
  return ctx.transaction<ChangesPage>(async (tx) => {
    const list = (await myLists(tx)).find((one) => one.code === input.list);
    if (!list) return refuse('list.not-found', { field: 'list' });
    const head = await registerHead(tx);
    let at: Cursor = { list: list.id, mode: 'snapshot', seq: head.seq, entry: NO_ENTRY };
    if (input.cursor !== undefined) {
      const opened = await openCursor(ctx.kernel, agency, head.register, input.cursor);
      if (!opened || opened.list !== list.id) return refuse('cursor.invalid', { field: 'cursor' });
      if (tooOld(opened, head)) return refuse('cursor.expired', { field: 'cursor' });
      at = opened;
    }
    const seal = (cursor: Cursor) => sealCursor(ctx.kernel, agency, head.register, cursor);
    if (at.mode === 'snapshot') {
      const ids = await myListEntries(tx, list.id, at.entry, input.limit);
      const views = await myEntries(tx, ids, list.id);
      const items = ids.flatMap((id): ChangeItem[] => {
        const view = views.get(id);
        return view ? [{ kind: 'entry', id, at: head.at, view }] : [];
      });
      const whole = ids.length < input.limit;
      const next: Cursor = whole
        ? { list: list.id, mode: 'changes', seq: at.seq }
        : { ...at, entry: ids.at(-1) as string };
      if (items.length > 0) tx.audit({ action: 'hash.read', codes: { list: list.code, entries: items.length } });
      return ok({
        list: list.code,
        mode: 'snapshot',
        items,
        cursor: await seal(next),
        more: !whole || head.seq > at.seq,
      });
    }
    const lines = await myListChanges(tx, list.id, at.seq, head.seq, input.limit);
    const views = await myEntries(
      tx,
      lines.map((line) => line.entry),
      list.id,
    );
    const items = lines.map((line): ChangeItem => {
      const view = views.get(line.entry);
      return view
        ? { kind: 'entry', id: line.entry, at: line.at, view }
        : { kind: 'tombstone', id: line.entry, at: line.at };
    });
    const more = lines.length === input.limit;
    const next: Cursor = { list: list.id, mode: 'changes', seq: more ? (lines.at(-1)?.seq ?? at.seq) : head.seq };
    if (items.length > 0) tx.audit({ action: 'hash.read', codes: { list: list.code, entries: items.length } });
    return ok({ list: list.code, mode: 'changes', items, cursor: await seal(next), more });
  });
}

/** Behind the tombstones that are kept, or ahead of a register that was put back from a backup. */
function tooOld(cursor: Cursor, head: RegisterHead): boolean {
  return cursor.seq < head.prunedSeq || cursor.seq > head.seq;
}
