import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { alertPolicy } from '../listening-policy.ts';
import { listAlerts } from './list-alerts.ts';

/** The severity of what is going on now, against a child who can still be reached. */
const DANGER = 4;

/** Alerts that nobody has confirmed or dismissed. */
export const alertDuties: DutySource = {
  kind: 'listening-alert',
  topics: ['listening'],
  async list(ctx) {
    if (!alertPolicy.couldEver(ctx.actor, 'listening-alert.decide', ctx.now)) return ok(noDuties);
    const alerts = await listAlerts(ctx, { state: 'RAISED' });
    if (!alerts.ok) return alerts;
    return ok({
      duties: alerts.value.rows.map((alert) =>
        dutyOf({
          object: { kind: 'listening-alert', id: alert.id },
          reference: alert.reference,
          act: 'judge-alert',
          facts: { label: alert.label, severity: alert.severity, posts: alert.posts },
          danger: alert.severity >= DANGER,
          clock: ruledClock(
            lawOf(ctx.kernel),
            alert.dueAt === null
              ? null
              : {
                  rule: `DL-ALERT-S${alert.severity}`,
                  startedAt: new Date(alert.raisedAt),
                  dueAt: new Date(alert.dueAt),
                },
          ),
          turn: { roles: ['listening_reviewer'] },
          since: new Date(alert.raisedAt),
        }),
      ),
      more: alerts.value.more,
    });
  },
};
