import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { eventsOf } from './report-store.ts';
import type { OpenedReport } from './report-view.ts';

/** Everything that happened to a report, in codes, for the desk; oldest first. */
export async function reportTimeline(ctx: Ctx, input: OnReport): Promise<Result<OpenedReport['events']>> {
  return deskAct(ctx, 'report.read', { report: input.report, readOnly: true }, async (tx, report) => {
    tx.audit({ ...auditOf(report), action: 'report.read', fieldClasses: ['triage'] });
    const events = await eventsOf(tx, report.id);
    return ok(
      events.map((event) => ({
        code: event.code,
        at: event.at.toISOString(),
        actorKind: event.actor_kind,
        person: event.actor,
        codes: event.codes,
      })),
    );
  });
}
