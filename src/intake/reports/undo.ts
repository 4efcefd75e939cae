import type { Tx } from '../../kernel/index.ts';
import type { BeforeAct, ReportRow } from '../tables.ts';
import { keepUndoable, type UndoableAct } from './ending-store.ts';

/** How long an act can be taken back by whoever did it; the reporter sees nothing of it before. Milliseconds. */
export const UNDO_FOR = 10_000;

/** From when on the reporter sees what is done now. */
export function shownFrom(now: Date): Date {
  return new Date(now.getTime() + UNDO_FOR);
}

function beforeAct(report: ReportRow): BeforeAct {
  return {
    status: report.status,
    unanswered: report.unanswered,
    duplicate_of: report.duplicate_of,
    first_reply_at: report.first_reply_at?.toISOString() ?? null,
    last_message_at: report.last_message_at?.toISOString() ?? null,
    closed_at: report.closed_at?.toISOString() ?? null,
  };
}

/** Keeps what a person's act of this moment can be taken back by. @param changed the report as the act left it */
export async function letUndo(
  tx: Tx,
  report: ReportRow,
  changed: ReportRow,
  act: Pick<UndoableAct, 'act' | 'events'> & { readonly message?: string | undefined; readonly ending?: string },
): Promise<void> {
  if (tx.actor.kind !== 'person') throw new Error('only a person takes an act back');
  await keepUndoable(tx, report.id, {
    act: act.act,
    events: act.events,
    message: act.message ?? null,
    ending: act.ending ?? null,
    person: tx.actor.person,
    at: tx.now,
    until: shownFrom(tx.now),
    version: changed.version,
    before: beforeAct(report),
  });
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

/** The columns of the report as they stood before the act. */
export function asBefore(before: BeforeAct) {
  return {
    status: before.status,
    unanswered: before.unanswered,
    duplicate_of: before.duplicate_of,
    first_reply_at: instant(before.first_reply_at),
    last_message_at: instant(before.last_message_at),
    closed_at: instant(before.closed_at),
  };
}
