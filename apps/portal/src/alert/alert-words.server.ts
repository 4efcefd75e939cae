import type { publicAlerts } from '../../../../src/takedown/index.ts';
import type { App } from '../../../server/app.ts';
import { dayOf } from '../appeal/appeal.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

type LeavingAlert = Extract<Awaited<ReturnType<typeof publicAlerts>>, { ok: true }>['value']['alerts'][number];

/** What the pages say of a public alert. Its own words are in the language in which they were written. */
export function alertWords({ modules: { takedown, vocabulary } }: App, alert: LeavingAlert) {
  const locale = getLocale();
  const { alertEvent, alertSeverity } = takedown;
  const before = alert.references.at(-1);
  return {
    reference: alert.reference,
    headline: alert.headline,
    event: alertEvent.has(alert.event) ? alertEvent.label(alert.event, locale) : '',
    severity:
      alertSeverity.has(alert.severity) && alert.severity !== 'UNKNOWN'
        ? alertSeverity.label(alert.severity, locale)
        : null,
    signal: alert.notProof,
    areas:
      alert.areas.length === 0
        ? m.public_alert_everywhere()
        : alert.areas.map((code) => vocabulary.provinceOf(code)?.nameVi ?? code).join(', '),
    valid: m.public_alert_valid({
      from: dayOf(alert.effectiveAt),
      until: dayOf(new Date(alert.expiresAt.getTime() - 1)),
    }),
    updated:
      before === undefined ? null : m.public_alert_updated({ day: dayOf(alert.sentAt), before: dayOf(before.sentAt) }),
    invented: alert.demonstration,
  };
}
