import type { LeavingAlert } from './leaving-alert.ts';

/** Plain JSON, with the codes of our own lists. */
export function plainForm(alert: LeavingAlert) {
  return {
    id: alert.id,
    alert: alert.chain,
    reference: alert.reference,
    number: alert.number,
    message: alert.message,
    sender: alert.sender,
    sentAt: alert.sentAt.toISOString(),
    nature: alert.nature,
    notProof: alert.notProof,
    event: alert.event,
    headline: alert.headline,
    urgency: alert.urgency,
    severity: alert.severity,
    certainty: alert.certainty,
    tlp: alert.tlp,
    pap: alert.pap,
    areas: [...alert.areas],
    effectiveAt: alert.effectiveAt.toISOString(),
    expiresAt: alert.expiresAt.toISOString(),
    recallReason: alert.recallReason,
    recallWords: alert.recallWords,
    demonstration: alert.demonstration,
    parts: alert.parts.map(({ id, type, tlp, pap, value, acts }) => ({ id, type, tlp, pap, value, acts })),
  };
}
