import { ok, type PersonActor } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type Duty, type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { listReports } from './list-reports.ts';
import { reportPolicy } from './report-policy.ts';
import type { Triage } from './report-view.ts';

const EACH = 100;
const PASS_ON = new Set(['DL-FWD', 'DL-EMERG-12H']);

/** Open reports of the desk that nobody has taken, and those of the reader; a colleague's are in the desk's queue. */
export const reportDuties: DutySource = {
  kind: 'report',
  topics: ['report.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !reportPolicy.couldEver(actor, 'report.list', ctx.now)) return ok(noDuties);
    const [own, free] = [
      await listReports(ctx, { assigned: 'me', limit: EACH }),
      await listReports(ctx, { assigned: 'nobody', limit: EACH }),
    ];
    if (!own.ok) return own;
    if (!free.ok) return free;
    const law = lawOf(ctx.kernel);
    return ok({
      duties: [...own.value.reports, ...free.value.reports].map((report) => reportDuty(report, actor)),
      more: own.value.next !== undefined || free.value.next !== undefined,
    });

    function reportDuty(report: Triage, { person }: PersonActor): Duty {
      const act = nextActOf(report);
      const needs = act === 'screen' ? 'report.screen' : act === 'answer' ? 'report.reply' : 'report.take';
      const { clock } = report;
      return dutyOf({
        object: { kind: 'report', id: report.id },
        reference: report.reference,
        act,
        facts: {
          age: report.ageBand,
          ...(report.portalBand ? { band: report.portalBand } : {}),
          sex: report.sex,
          informant: report.informantType,
          ...(report.incidentCodes[0] === undefined ? {} : { incident: report.incidentCodes[0] }),
          ...(report.stillGoingOn ? { stillGoingOn: true } : {}),
        },
        urgency: report.urgency,
        danger: report.screenedAt === null ? report.dangerNow === 'yes' : act === 'pass-on' && report.urgency === 'U1',
        clock: ruledClock(
          law,
          clock && { rule: clock.rule, startedAt: new Date(clock.startedAt), dueAt: new Date(clock.dueAt) },
        ),
        turn: report.assignedTo === person ? { person } : { roles: ['111_counsellor'] },
        mine: reportPolicy.couldEver(actor, needs, ctx.now),
        assigned: report.assignedTo === person,
        since: new Date(report.lastMessageAt ?? report.receivedAt),
      });
    }
  },
};

/** What a report needs next. A reporter who waits for an answer comes before what the desk decides by itself. */
export function nextActOf(report: Pick<Triage, 'screenedAt' | 'status' | 'clock' | 'unanswered'>): string {
  if (report.screenedAt === null || report.status === 'RECEIVED') return 'screen';
  if (report.clock && PASS_ON.has(report.clock.rule)) return 'pass-on';
  if (report.unanswered || report.clock?.rule === 'DL-FEEDBACK') return 'answer';
  if (report.status === 'CONFIRMED') return 'pass-on';
  if (report.status === 'ROUTED') return 'answer';
  return ['EMERGENCY', 'NORMAL', 'REOPENED', 'VERIFYING'].includes(report.status) ? 'verify' : 'close';
}
