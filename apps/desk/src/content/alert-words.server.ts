import { adminUnit } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { functionName, label, localName, words } from '../server/codes.server.ts';

type Line =
  Awaited<ReturnType<App['modules']['takedown']['listAlerts']>> extends infer Listed
    ? Extract<Listed, { ok: true }> extends { value: { rows: readonly (infer Row)[] } }
      ? Row
      : never
    : never;

const TONES = {
  WAITING: 'waiting',
  REFUSED: 'stopped',
  ISSUED: 'open',
  SUPERSEDED: 'done',
  RECALLED: 'stopped',
} as const;

/** An alert as a list and a page show it: codes in words. */
export function alertWords(app: App, line: Line, agency: (code: string) => string) {
  const { takedown } = app.modules;
  const over = line.state === 'ISSUED' && line.expired;
  return {
    id: line.id,
    reference: line.reference,
    number: line.number,
    version: line.version,
    message: words('alert_message', line.message),
    nature: label(takedown.alertNature, line.nature),
    signal: line.nature === 'SIGNAL',
    event: label(takedown.alertEvent, line.event),
    headline: line.headline,
    urgency: label(takedown.alertUrgency, line.urgency),
    severity: label(takedown.alertSeverity, line.severity),
    certainty: label(takedown.alertCertainty, line.certainty),
    tlp: label(takedown.tlp, line.tlp),
    pap: label(takedown.pap, line.pap),
    status: {
      text: over ? m.alert_state_expired() : words('alert_state', line.state),
      tone: over ? ('done' as const) : TONES[line.state],
    },
    to: [
      ...line.audiences.map((code) => label(takedown.alertAudience, code)),
      ...line.functions.map((code) => functionName(code)),
      ...line.named.map(agency),
    ].join('; '),
    areas: areaNames(line.areas),
    agency: agency(line.agency),
    writtenAt: line.writtenAt,
    issuedAt: line.issuedAt,
    effectiveAt: line.effectiveAt,
    expiresAt: line.expiresAt,
    demonstration: line.demonstration,
  };
}

export const areaNames = (codes: readonly string[]): string =>
  codes.length === 0
    ? m.alert_whole_country()
    : codes
        .flatMap((code) => {
          const unit = adminUnit(code);
          return unit ? localName(unit) : [];
        })
        .join(', ');

/** A part with its marking in words. */
export const partWords = (
  app: App,
  part: {
    readonly id: string;
    readonly type: string;
    readonly tlp: string;
    readonly pap: string;
    readonly value: string;
  },
) => ({
  id: part.id,
  value: part.value,
  type: label(app.modules.takedown.alertPart, part.type),
  tlp: label(app.modules.takedown.tlp, part.tlp),
  pap: label(app.modules.takedown.pap, part.pap),
});
