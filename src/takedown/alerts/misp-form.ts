import { vietnamDate } from '../../kernel/index.ts';
import { type AlertPartType, pap, type Tlp, tlp } from './alert-lists.ts';
import { identifierOf } from './cap-form.ts';
import type { LeavingAlert } from './leaving-alert.ts';
import { namedUuid } from './named-uuid.ts';

/** How far MISP may spread it by itself: its own organisation, its community, everybody. */
const DISTRIBUTION: Readonly<Record<Tlp, string>> = { CLEAR: '3', GREEN: '1', AMBER: '0', AMBER_STRICT: '0', RED: '0' };
const THREAT: Readonly<Record<string, string>> = { EXTREME: '1', SEVERE: '1', MODERATE: '2', MINOR: '3' };
/** Kinds and categories of attributes in MISP's core format. */
const ATTRIBUTE: Readonly<Record<AlertPartType, readonly [type: string, category: string]>> = {
  URL: ['url', 'Network activity'],
  DOMAIN: ['domain', 'Network activity'],
  ACCOUNT: ['text', 'Social network'],
  HASH: ['sha256', 'Payload delivery'],
  PAYMENT: ['text', 'Financial fraud'],
  KEYWORD: ['text', 'Other'],
  TEXT: ['comment', 'Other'],
  ADVICE: ['comment', 'Other'],
  INTERNAL_NOTE: ['comment', 'Internal reference'],
};

/**
 * An event of MISP as plain JSON. A new version is the same event with a later time stamp; a recall is that event without attributes and
 * with the tag `lachan:recalled`: MISP itself deletes at nobody else's, which is why recalls are acknowledged here.
 */
export function mispForm(alert: LeavingAlert) {
  const seconds = (at: Date) => String(Math.floor(at.getTime() / 1_000));
  const tags = (part: { readonly tlp: Tlp; readonly pap: LeavingAlert['pap'] }) => [
    { name: tlp.get(part.tlp).tag },
    { name: pap.get(part.pap).tag },
  ];
  return {
    Event: {
      uuid: namedUuid(`lachan misp ${alert.chain}`),
      info: [identifierOf(alert, alert.number), alert.headline].filter((text) => text !== '').join(' '),
      date: vietnamDate(alert.references[0]?.sentAt ?? alert.sentAt),
      threat_level_id: THREAT[alert.severity] ?? '4',
      analysis: '2',
      distribution: DISTRIBUTION[alert.tlp],
      published: true,
      timestamp: seconds(alert.sentAt),
      publish_timestamp: seconds(alert.sentAt),
      Orgc: { name: alert.sender, uuid: namedUuid(`lachan organisation ${alert.sender}`) },
      Tag: [
        ...tags(alert),
        { name: `lachan:event="${alert.event}"` },
        ...(alert.notProof ? [{ name: 'lachan:not-proof' }] : []),
        ...(alert.recallReason === null ? [] : [{ name: 'lachan:recalled' }]),
      ],
      Attribute: alert.parts.map((part) => {
        const [type, category] = ATTRIBUTE[part.type];
        const detects = part.acts && ['URL', 'DOMAIN', 'HASH'].includes(part.type) && !alert.notProof;
        return {
          uuid: namedUuid(`lachan misp ${part.id}`),
          type,
          category,
          value: part.value,
          to_ids: detects,
          distribution: DISTRIBUTION[part.tlp],
          timestamp: seconds(alert.sentAt),
          comment: part.type,
          disable_correlation: type === 'text' || type === 'comment',
          Tag: tags(part),
        };
      }),
    },
  };
}
