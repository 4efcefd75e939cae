import { type AlertPartType, alertEvent, type Pap, pap, type Tlp, tlp } from './alert-lists.ts';
import { identifierOf } from './cap-form.ts';
import type { LeavingAlert, LeavingPart } from './leaving-alert.ts';
import { namedUuid } from './named-uuid.ts';

/** The only kinds of objects that are ever written. */
export const stixTypes = [
  'identity',
  'marking-definition',
  'report',
  'indicator',
  'url',
  'domain-name',
  'user-account',
  'file',
  'note',
] as const;
type StixObject = { readonly type: (typeof stixTypes)[number]; readonly id: string } & Readonly<
  Record<string, unknown>
>;

/** TLP 2.0 is an extension of STIX 2.1 with identifiers of its own. Source: oasis-open/cti-stix-common-objects, tlp-2.0 */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_CREATED = '2022-10-01T00:00:00.000Z';
const TLP_IDS: Readonly<Record<Tlp, string>> = {
  CLEAR: '94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  AMBER_STRICT: '939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'e828b379-4e03-4974-9ac4-e53a884c97c1',
};
const idOf = (type: StixObject['type'], name: string) => `${type}--${namedUuid(`lachan ${type} ${name}`)}`;
const tlpId = (code: Tlp) => `marking-definition--${TLP_IDS[code]}`;
const papId = (code: Pap) => idOf('marking-definition', `pap ${code}`);

/** How sure, of 100, for the words of CAP. */
const CONFIDENCE: Readonly<Record<string, number>> = { OBSERVED: 90, LIKELY: 70, POSSIBLE: 40, UNLIKELY: 15 };

/**
 * STIX 2.1 as plain JSON: a report with what belongs to it. A new version is the same report modified, a recall the same report revoked,
 * so that whoever imports it has it taken back by the rule of the format.
 */
export function stixForm(alert: LeavingAlert) {
  const created = (alert.references[0]?.sentAt ?? alert.sentAt).toISOString();
  const modified = alert.sentAt.toISOString();
  const sender: StixObject = {
    type: 'identity',
    spec_version: '2.1',
    id: idOf('identity', alert.sender),
    created,
    modified: created,
    name: alert.sender,
    identity_class: 'organization',
  };
  const marks = (part: Pick<LeavingPart, 'tlp' | 'pap'>) => ({
    object_marking_refs: [tlpId(part.tlp), papId(part.pap)],
  });
  const common = { spec_version: '2.1', created_by_ref: sender.id, created, modified, ...marks(alert) };
  const report = idOf('report', alert.chain);
  const content = alert.parts.flatMap((part) => objectsOf(alert, part, { report, sender: sender.id, modified, marks }));
  const used = {
    tlps: [...new Set([alert.tlp, ...alert.parts.map((part) => part.tlp)])],
    paps: [...new Set([alert.pap, ...alert.parts.map((part) => part.pap)])],
  };
  const head: StixObject = {
    type: 'report',
    id: report,
    ...common,
    name: alert.headline === '' ? identifierOf(alert, alert.number) : alert.headline,
    description: identifierOf(alert, alert.number),
    report_types: ['observed-data'],
    published: created,
    object_refs: content.length === 0 ? [sender.id] : content.filter(({ type }) => type !== 'note').map(({ id }) => id),
    labels: labelsOf(alert),
    ...(CONFIDENCE[alert.certainty] === undefined ? {} : { confidence: CONFIDENCE[alert.certainty] }),
    ...(alert.message === 'CANCEL' ? { revoked: true } : {}),
  };
  const refs = head.object_refs as string[];
  return {
    type: 'bundle' as const,
    id: `bundle--${namedUuid(`lachan bundle ${alert.id}`)}`,
    objects: [
      sender,
      ...used.tlps.map(tlpMarking),
      ...used.paps.map((code) => papMarking(code)),
      { ...head, object_refs: refs.length === 0 ? [sender.id] : refs },
      ...content,
    ],
  };
}

const labelsOf = (alert: LeavingAlert) => [
  `lachan:${alert.nature.toLowerCase()}`,
  `lachan:event-${(alertEvent.has(alert.event) ? alert.event : 'OTHER').toLowerCase().replaceAll('_', '-')}`,
  ...(alert.notProof ? ['lachan:not-proof'] : []),
  ...(alert.recallReason === null ? [] : ['lachan:recalled']),
];

const tlpMarking = (code: Tlp): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: tlpId(code),
  created: TLP_CREATED,
  name: tlp.get(code).tag.toUpperCase(),
  extensions: {
    [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp.get(code).tag.replace('tlp:', '') },
  },
});
const papMarking = (code: Pap): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: papId(code),
  created: TLP_CREATED,
  name: pap.get(code).tag,
  definition_type: 'statement',
  definition: { statement: `${pap.get(code).tag}: ${pap.get(code).en}` },
});

interface Around {
  readonly report: string;
  readonly sender: string;
  readonly modified: string;
  readonly marks: (part: LeavingPart) => object;
}

/** A value in a pattern of STIX stands in quotes; quotes and backslashes in it are escaped. */
const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const OBSERVED: Partial<
  Readonly<
    Record<
      AlertPartType,
      (value: string) => { readonly type: StixObject['type']; readonly properties: object; readonly pattern: string }
    >
  >
> = {
  URL: (value) => ({ type: 'url', properties: { value }, pattern: `[url:value = ${quoted(value)}]` }),
  DOMAIN: (value) => ({
    type: 'domain-name',
    properties: { value },
    pattern: `[domain-name:value = ${quoted(value)}]`,
  }),
  ACCOUNT: (value) => ({
    type: 'user-account',
    properties: { user_id: value },
    pattern: `[user-account:user_id = ${quoted(value)}]`,
  }),
  HASH: (value) => ({
    type: 'file',
    properties: { hashes: { 'SHA-256': value } },
    pattern: `[file:hashes.'SHA-256' = ${quoted(value)}]`,
  }),
};

function objectsOf(alert: LeavingAlert, part: LeavingPart, around: Around): StixObject[] {
  const common = {
    spec_version: '2.1',
    created_by_ref: around.sender,
    created: around.modified,
    modified: around.modified,
  };
  const observed = OBSERVED[part.type]?.(part.value);
  if (!observed)
    return [
      {
        type: 'note',
        id: idOf('note', part.id),
        ...common,
        ...around.marks(part),
        abstract: part.type,
        content: part.value,
        object_refs: [around.report],
      },
    ];
  const seen: StixObject = {
    type: observed.type,
    spec_version: '2.1',
    id: `${observed.type}--${namedUuid(JSON.stringify(observed.properties))}`,
    ...observed.properties,
    ...around.marks(part),
  };
  if (!part.acts) return [seen];
  // Only where systems may act by it is there a pattern to act by.
  return [
    seen,
    {
      type: 'indicator',
      id: idOf('indicator', part.id),
      ...common,
      ...around.marks(part),
      indicator_types: ['unknown'],
      pattern: observed.pattern,
      pattern_type: 'stix',
      valid_from: alert.effectiveAt.toISOString(),
      valid_until: alert.expiresAt.toISOString(),
      ...(alert.notProof ? { labels: ['lachan:not-proof'] } : {}),
    },
  ];
}
