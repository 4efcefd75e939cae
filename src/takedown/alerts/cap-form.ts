import { vietnamInstant } from '../../kernel/time.pure.ts';
import { adminUnit } from '../../vocabulary/index.ts';
import { alertAudience, alertCertainty, alertEvent, alertSeverity, alertUrgency, pap, tlp } from './alert-lists.ts';
import type { LeavingAlert } from './leaving-alert.ts';

/**
 * XML of OASIS Common Alerting Protocol 1.2, with an `info` in Vietnamese and one in English. Elements stand in the order of its schema.
 * Source: CAP 1.2, section 3.2 and appendix A
 */
export function capForm(alert: LeavingAlert): string {
  const isPublic = alert.audiences.includes('PUBLIC');
  const references = alert.references.map(
    ({ number, sentAt }) => `${senderOf(alert)},${identifierOf(alert, number)},${vietnamInstant(sentAt)}`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    element('identifier', identifierOf(alert, alert.number)),
    element('sender', senderOf(alert)),
    element('sent', vietnamInstant(alert.sentAt)),
    element('status', alert.demonstration ? 'Exercise' : 'Actual'),
    element('msgType', { ALERT: 'Alert', UPDATE: 'Update', CANCEL: 'Cancel' }[alert.message]),
    element('scope', isPublic ? 'Public' : 'Restricted'),
    ...(isPublic ? [] : [element('restriction', `${tlp.get(alert.tlp).tag} ${pap.get(alert.pap).tag}`)]),
    ...(references.length === 0 ? [] : [element('references', references.join(' '))]),
    info(alert, 'vi'),
    info(alert, 'en'),
    '</alert>',
  ].join('\n');
}

export const identifierOf = (alert: Pick<LeavingAlert, 'reference'>, number: number) => `${alert.reference}.${number}`;
const senderOf = (alert: LeavingAlert) => `lachan:${alert.sender}`;

function info(alert: LeavingAlert, lang: 'vi' | 'en'): string {
  const event = alertEvent.has(alert.event) ? alertEvent.get(alert.event) : alertEvent.get('OTHER');
  const texts = (type: string) =>
    alert.parts
      .filter((part) => part.type === type)
      .map(({ value }) => value)
      .join('\n\n');
  const description = alert.recallWords?.[lang] ?? texts('TEXT');
  const instruction = texts('ADVICE');
  const cap = (list: typeof alertUrgency | typeof alertSeverity | typeof alertCertainty, code: string) =>
    list.terms.find((one) => one.code === code)?.cap ?? 'Unknown';
  const parameters = [
    ['lachan:tlp', tlp.get(alert.tlp).tag],
    ['lachan:pap', pap.get(alert.pap).tag],
    ['lachan:nature', alert.nature],
    ...(alert.notProof ? [['lachan:not-proof', 'true']] : []),
    ...alert.parts
      .filter(({ type }) => type !== 'TEXT' && type !== 'ADVICE')
      .map(({ type, value }) => [`lachan:${type.toLowerCase()}`, value]),
  ] as const;
  return [
    '  <info>',
    element('language', lang === 'vi' ? 'vi-VN' : 'en-US', 4),
    element('category', event.category, 4),
    element('event', event[lang], 4),
    ...(alert.message === 'CANCEL' ? [] : [element('responseType', 'Monitor', 4)]),
    element('urgency', cap(alertUrgency, alert.urgency), 4),
    element('severity', cap(alertSeverity, alert.severity), 4),
    element('certainty', cap(alertCertainty, alert.certainty), 4),
    element('audience', alert.audiences.map((code) => alertAudience.label(code, lang)).join('; '), 4),
    pair('eventCode', 'lachan:event', alert.event),
    element('effective', vietnamInstant(alert.effectiveAt), 4),
    element('expires', vietnamInstant(alert.expiresAt), 4),
    element('senderName', alert.sender, 4),
    ...(alert.headline === '' ? [] : [element('headline', alert.headline, 4)]),
    ...(description === '' ? [] : [element('description', description, 4)]),
    ...(instruction === '' ? [] : [element('instruction', instruction, 4)]),
    ...parameters.map(([name, value]) => pair('parameter', name as string, value as string)),
    ...(alert.areas.length === 0
      ? [area(lang === 'vi' ? 'Việt Nam' : 'Viet Nam', 'ISO3166-1', 'VN')]
      : alert.areas.map((code) => area(adminUnit(code)?.fullNameVi ?? code, 'VN-GSO', code))),
    '  </info>',
  ].join('\n');
}

const area = (name: string, kind: string, code: string) =>
  ['    <area>', element('areaDesc', name, 6), pair('geocode', kind, code, 6), '    </area>'].join('\n');
const pair = (name: string, valueName: string, value: string, indent = 4) =>
  `${' '.repeat(indent)}<${name}><valueName>${xmlText(valueName)}</valueName><value>${xmlText(value)}</value></${name}>`;
const element = (name: string, text: string, indent = 2) => `${' '.repeat(indent)}<${name}>${xmlText(text)}</${name}>`;

/** Text of an element or of an attribute in quotes. Control characters do not come so far: texts are read by `readTextInput`. */
export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
