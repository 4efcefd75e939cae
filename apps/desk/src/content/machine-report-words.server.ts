import type { ReportLine } from '../../../../src/takedown/index.ts';
import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';
import { label, words } from '../server/codes.server.ts';

const TONES = { OPEN: 'open', FINISHED: 'done', RETRACTED: 'stopped', EXPIRED: 'stopped' } as const;

/** A machine report as a list and a page show it: codes in words. */
export function reportWords(app: App, line: ReportLine, agency: (code: string) => string) {
  const { takedown } = app.modules;
  return {
    id: line.id,
    reference: line.reference,
    agency: agency(line.agency),
    form: line.form,
    status: { text: words('machine_report_state', line.state), tone: TONES[line.state] },
    test: line.test,
    type: label(takedown.incidentType, line.type),
    urgent: line.urgent,
    files: line.files,
    unviewed: line.unviewed,
    items: line.items,
    percent: line.quality.percent,
    missing: line.quality.missing.map((code) => takedown.fieldLabel(code, getLocale())),
    outcome: line.outcome === null ? null : label(takedown.reportOutcome, line.outcome),
    incidentAt: line.incidentAt.toISOString(),
    openedAt: line.openedAt.toISOString(),
    finishedAt: line.finishedAt?.toISOString() ?? null,
    retractedAt: line.retractedAt?.toISOString() ?? null,
    demonstration: line.demonstration,
  };
}
