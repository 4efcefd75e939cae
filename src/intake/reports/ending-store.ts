import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { BeforeAct, EndingRow, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export async function insertEnding(tx: Tx, ending: EndingRow): Promise<void> {
  await table.insertRow(tx, 'intake.ending', ending);
}

/** The end that waits for a second person. */
export async function waitingEnding(tx: Tx, report: string): Promise<EndingRow | undefined> {
  return table.findRow(tx, 'intake.ending', { report_id: report, state: 'waiting' });
}

export async function setEndingState(tx: Tx, id: string, state: EndingRow['state']): Promise<void> {
  await table.updateRows(tx, 'intake.ending', { id }, { state });
}

/** The last act on a report that may still be taken back. */
export interface UndoableAct {
  readonly act: string;
  readonly person: string;
  readonly at: Date;
  readonly until: Date;
  /** The version that the act left. */
  readonly version: number;
  readonly before: BeforeAct;
  readonly events: readonly string[];
  readonly message: string | null;
  readonly ending: string | null;
}

/** Keeps what the act can be taken back by; only the last act of a report can be. */
export async function keepUndoable(tx: Tx, report: string, act: UndoableAct): Promise<void> {
  await table.deleteRows(tx, 'intake.undoable_act', { report_id: report });
  await table.insertRow(tx, 'intake.undoable_act', {
    report_id: report,
    act: act.act,
    person: act.person,
    at: act.at,
    until: act.until,
    version: act.version,
    before: JSON.stringify(act.before),
    events: [...act.events],
    message_id: act.message,
    ending_id: act.ending,
  });
}

export async function findUndoable(tx: Tx, report: string): Promise<UndoableAct | undefined> {
  const row = await table.findRow(tx, 'intake.undoable_act', { report_id: report });
  return (
    row && {
      act: row.act,
      person: row.person,
      at: row.at,
      until: row.until,
      version: row.version,
      before: row.before,
      events: row.events,
      message: row.message_id,
      ending: row.ending_id,
    }
  );
}

export async function dropUndoable(tx: Tx, report: string): Promise<void> {
  await table.deleteRows(tx, 'intake.undoable_act', { report_id: report });
}
