import {
  type ClockKind,
  lapseClocks as lapse,
  meetClocks as meet,
  type PlannedClock,
  planClocks,
  startClocks,
} from '../../clocks/index.ts';
import { type Ctx, type Tx, vietnamDate } from '../../kernel/index.ts';
import { type Law, lawOf, type Urgency } from '../../vocabulary/index.ts';
import { insertEvent, refreshNextDue, reportsAtDesks } from '../reports/report-store.ts';
import type { ReportRow } from '../tables.ts';

/**
 * The clocks of a report. `DL-SCREEN` runs until somebody has screened it; `DL-FWD` from when it is found to be an emergency,
 * or confirmed, until another body has taken it over; `DL-EMERG-12H` from its arrival until an emergency has been passed
 * on; `DL-FEEDBACK` from the desk's decision, or from a message of the reporter, until the desk answers.
 */
export type ReportClock = 'DL-SCREEN' | 'DL-FWD' | 'DL-EMERG-12H' | 'DL-FEEDBACK';

const ofReport = (id: string) => ({ kind: 'report', id }) as const;

interface Start {
  readonly code: ReportClock;
  readonly startedAt: Date;
  /** Names the start: the same one again starts nothing. */
  readonly occurrence: string;
  readonly urgency?: Urgency | undefined;
}

/** The clock of a report as it starts by the law; it belongs to the agency that holds the report, and to no province. @throws when no rule of the code is in force: then nothing could be promised */
export function planReportClock(
  law: Law,
  report: { readonly id: string; readonly organisation: string },
  { code, ...start }: Start,
  now: Date,
): PlannedClock {
  const [clock] = planClocks(
    { ...start, law, object: ofReport(report.id), codes: [code], ownerAgency: report.organisation },
    now,
  );
  if (!clock) throw new Error(`no deadline rule ${code} is in force on ${vietnamDate(start.startedAt)}`);
  return clock;
}

/** Starts a clock of a report by an act on it; an act happens once in a version. @throws as `planReportClock` */
export async function startReportClock(
  ctx: Ctx,
  tx: Tx,
  report: Pick<ReportRow, 'id' | 'organisation' | 'version'>,
  code: ReportClock,
  { from = tx.now, urgency }: { from?: Date; urgency?: Urgency | undefined } = {},
): Promise<void> {
  const started = await startClocks(tx, {
    law: lawOf(ctx.kernel),
    object: ofReport(report.id),
    codes: [code],
    startedAt: from,
    occurrence: `version:${report.version}`,
    urgency,
    ownerAgency: report.organisation,
  });
  if (started.length === 0) throw new Error(`no deadline rule ${code} is in force on ${vietnamDate(from)}`);
}

/** Ends the running clocks of these codes: what they ask for was done. */
export function meetClocks(tx: Tx, report: string, codes: readonly ReportClock[]): Promise<void> {
  return meet(tx, ofReport(report), { codes });
}

/** Ends the running clocks of these codes, or all of them: what they ask for is not to be done any more. */
export function lapseClocks(tx: Tx, report: string, codes?: readonly ReportClock[]): Promise<void> {
  return lapse(tx, ofReport(report), { codes });
}

/** Reports, for the engine of clocks. */
export const reportClocks: ClockKind = {
  kind: 'report',
  words: { vi: 'Tin báo', en: 'Report' },
  supervisedBy: 'SUPERVISE_CASES',
  told: {
    dueSoon: ['111_supervisor'],
    breached: ['111_supervisor', '111_counsellor'],
    PROVINCE: [],
    CENTRAL: ['ministry_child_officer'],
  },
  page: (id) => `/bao-cao/${id}`,
  moved: async (tx, clocks) => {
    const reports = clocks.map((one) => one.object);
    await refreshNextDue(tx, reports);
    for (const { id, desk } of await reportsAtDesks(tx, reports)) tx.notify({ topic: 'report.clock-moved', id, desk });
  },
  breached: async (tx, clocks) => {
    const desks = new Map(
      (
        await reportsAtDesks(
          tx,
          clocks.map((one) => one.object),
        )
      ).map(({ id, desk }) => [id, desk]),
    );
    for (const { object, rule } of clocks) {
      await insertEvent(tx, object, 'clock-breached', { rule });
      const desk = desks.get(object);
      if (desk !== undefined) tx.notify({ topic: 'report.clock-breached', id: object, desk });
    }
  },
};
