import { Ajv2020 } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { atomForm } from './atom-form.ts';
import { capForm } from './cap-form.ts';
import type { LeavingAlert, LeavingPart } from './leaving-alert.ts';
import { mispForm } from './misp-form.ts';
import { stixForm, stixTypes } from './stix-form.ts';

/*
 * The judge is ajv on schemas of our own, written after STIX 2.1 and the core format of MISP for the objects that are written, and closed:
 * a field that they do not name is wrong.
 */
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const id = (type: string) => ({ type: 'string', pattern: `^${type}--${uuid}$` });
const text = { type: 'string', minLength: 1 };
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' };
const list = (items: object) => ({ type: 'array', minItems: 1, items, uniqueItems: true });
const marks = { object_marking_refs: list(id('marking-definition')) };
const version = { spec_version: { const: '2.1' } };
const dated = { ...version, created: time, modified: time };
const made = { ...dated, created_by_ref: id('identity'), ...marks };
const object = (type: string, properties: object, optional: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties: { type: { const: type }, id: id(type), ...properties },
  required: ['type', 'id', ...Object.keys(properties).filter((name) => !optional.includes(name))],
});
const objects: Readonly<Record<(typeof stixTypes)[number], object>> = {
  identity: object('identity', { ...dated, name: text, identity_class: { const: 'organization' } }),
  'marking-definition': object(
    'marking-definition',
    {
      ...version,
      created: time,
      name: text,
      definition_type: { const: 'statement' },
      definition: { type: 'object', required: ['statement'] },
      extensions: { type: 'object', minProperties: 1 },
    },
    ['definition_type', 'definition', 'extensions'],
  ),
  report: object(
    'report',
    {
      ...made,
      name: text,
      description: text,
      report_types: list(text),
      published: time,
      labels: list(text),
      object_refs: list(text),
      confidence: { type: 'integer', minimum: 0, maximum: 100 },
      revoked: { const: true },
    },
    ['confidence', 'revoked'],
  ),
  indicator: object(
    'indicator',
    {
      ...made,
      indicator_types: list(text),
      pattern: text,
      pattern_type: { const: 'stix' },
      valid_from: time,
      valid_until: time,
      labels: list(text),
    },
    ['labels'],
  ),
  url: object('url', { ...version, ...marks, value: { ...text, pattern: '^https?://' } }),
  'domain-name': object('domain-name', { ...version, ...marks, value: text }),
  'user-account': object('user-account', { ...version, ...marks, user_id: text }),
  file: object('file', {
    ...version,
    ...marks,
    hashes: { type: 'object', additionalProperties: false, properties: { 'SHA-256': { pattern: '^[0-9a-f]{64}$' } } },
  }),
  note: object('note', { ...made, abstract: text, content: text, object_refs: list(text) }),
};
const misp = {
  type: 'object',
  additionalProperties: false,
  required: ['Event'],
  properties: {
    Event: {
      type: 'object',
      additionalProperties: false,
      required: [
        'uuid',
        'info',
        'date',
        'threat_level_id',
        'analysis',
        'distribution',
        'timestamp',
        'Orgc',
        'Attribute',
      ],
      properties: {
        uuid: { pattern: `^${uuid}$` },
        info: text,
        date: { pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
        threat_level_id: { enum: ['1', '2', '3', '4'] },
        analysis: { enum: ['0', '1', '2'] },
        distribution: { enum: ['0', '1', '2', '3'] },
        published: { type: 'boolean' },
        timestamp: { pattern: '^\\d{10}$' },
        publish_timestamp: { pattern: '^\\d{10}$' },
        Orgc: { type: 'object', required: ['name', 'uuid'] },
        Tag: { type: 'array', items: { required: ['name'] } },
        Attribute: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['uuid', 'type', 'category', 'value', 'to_ids', 'distribution', 'timestamp', 'Tag'],
            properties: {
              uuid: { pattern: `^${uuid}$` },
              type: { enum: ['url', 'domain', 'text', 'sha256', 'comment'] },
              category: {
                enum: ['Network activity', 'Social network', 'Payload delivery', 'Financial fraud', 'Other'],
              },
              value: text,
              to_ids: { type: 'boolean' },
              distribution: { enum: ['0', '1', '3'] },
              timestamp: { pattern: '^\\d{10}$' },
              comment: text,
              disable_correlation: { type: 'boolean' },
              Tag: list({ type: 'object', required: ['name'] }),
            },
          },
        },
      },
    },
  },
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
const judges = Object.fromEntries(Object.entries(objects).map(([type, schema]) => [type, ajv.compile(schema)]));
const mispJudge = ajv.compile(misp);

let at = 0;
const part = (type: LeavingPart['type'], value: string, more: Partial<LeavingPart> = {}): LeavingPart => ({
  id: `01936000-0000-7000-8000-0000000000${10 + at++}`,
  type,
  tlp: 'GREEN',
  pap: 'GREEN',
  value,
  acts: true,
  ...more,
});
const alert: LeavingAlert = {
  id: '01936000-0000-7000-8000-000000000001',
  chain: '01936000-0000-7000-8000-000000000000',
  reference: 'CB-AAAA-AAAA',
  number: 1,
  message: 'ALERT',
  sender: 'MPS-A05',
  nature: 'SIGNAL',
  notProof: true,
  sentAt: new Date('2026-11-24T02:00:00Z'),
  event: 'GROOMING',
  headline: 'Cảnh báo <mẫu> & thử',
  urgency: 'IMMEDIATE',
  severity: 'SEVERE',
  certainty: 'LIKELY',
  tlp: 'GREEN',
  pap: 'GREEN',
  areas: ['01'],
  audiences: ['PLATFORM'],
  effectiveAt: new Date('2026-11-24T02:00:00Z'),
  expiresAt: new Date('2026-12-24T02:00:00Z'),
  recallReason: null,
  recallWords: null,
  demonstration: false,
  references: [],
  parts: [
    part('TEXT', 'Mô tả'),
    part('ADVICE', 'Gọi 111'),
    part('URL', "https://a.example/x'y\\z"),
    part('DOMAIN', 'a.example'),
    part('ACCOUNT', 'doi.tuong.mau', { tlp: 'AMBER_STRICT', pap: 'AMBER', acts: false }),
    part('HASH', 'ab'.repeat(32)),
    part('KEYWORD', 'tiếng lóng'),
    part('PAYMENT', '0000'),
  ],
};
const recall: LeavingAlert = {
  ...alert,
  id: '01936000-0000-7000-8000-000000000002',
  number: 2,
  message: 'CANCEL',
  headline: '',
  parts: [],
  recallReason: 'WRONG',
  recallWords: { vi: 'Thông tin sai', en: 'The information is wrong' },
  sentAt: new Date('2026-11-24T03:00:00Z'),
  references: [{ number: 1, sentAt: alert.sentAt }],
};

/** Names of elements in their order; throws where it is no XML. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return names;
}

describe('forms for machines', () => {
  it('STIX 2.1: objects of the allow-list alone, each as its schema has it; a recall revokes the same report', () => {
    for (const one of [alert, recall])
      for (const found of stixForm(one).objects) {
        expect(stixTypes).toContain(found.type);
        const judge = judges[found.type];
        expect(judge?.(found), JSON.stringify([found, judge?.errors])).toBe(true);
      }
    const [first, second] = [stixForm(alert), stixForm(recall)].map(({ objects: all }) =>
      all.find(({ type }) => type === 'report'),
    );
    expect(second).toMatchObject({ id: first?.id, revoked: true, created: first?.created });
    expect(second).not.toHaveProperty('modified', first?.modified);
    const patterns = stixForm(alert).objects.flatMap((one) => ('pattern' in one ? [one.pattern] : []));
    expect(patterns).toContain("[url:value = 'https://a.example/x\\'y\\\\z']");
    // What may only be compared is there to compare, without a pattern to act by.
    expect(JSON.stringify(patterns)).not.toContain('doi.tuong.mau');
    const refs = new Set(stixForm(alert).objects.map((one) => one.id));
    for (const one of stixForm(alert).objects)
      for (const ref of 'object_refs' in one ? (one.object_refs as string[]) : []) expect(refs).toContain(ref);
  });

  it('MISP: an event as its format has it, with nothing to detect by in a signal; a recall is the same event, empty', () => {
    for (const one of [alert, recall, { ...alert, notProof: false }])
      expect(mispJudge(mispForm(one)), JSON.stringify(mispJudge.errors)).toBe(true);
    expect(mispForm(alert).Event.Attribute.some(({ to_ids }) => to_ids)).toBe(false);
    const detects = mispForm({ ...alert, notProof: false }).Event.Attribute.filter(({ to_ids }) => to_ids);
    expect(detects.map(({ type }) => type)).toEqual(['url', 'domain', 'sha256']);
    expect(mispForm(recall).Event).toMatchObject({ uuid: mispForm(alert).Event.uuid, Attribute: [] });
    expect(mispForm(recall).Event.Tag).toContainEqual({ name: 'lachan:recalled' });
  });

  it('CAP 1.2: well-formed, its elements in the order of the schema, in both languages', () => {
    const order = [
      ...['identifier', 'sender', 'sent', 'status', 'msgType', 'source', 'scope', 'restriction', 'addresses', 'code'],
      ...['note', 'references', 'incidents', 'info'],
    ];
    const inInfo = [
      ...['language', 'category', 'event', 'responseType', 'urgency', 'severity', 'certainty', 'audience', 'eventCode'],
      ...['effective', 'onset', 'expires', 'senderName', 'headline', 'description', 'instruction', 'web', 'contact'],
      ...['parameter', 'resource', 'area'],
    ];
    for (const one of [alert, recall]) {
      const names = elementsOf(capForm(one));
      const top = names.filter((name) => order.includes(name)).map((name) => order.indexOf(name));
      expect(top).toEqual([...top].sort((a, b) => a - b));
      for (const info of names.join(' ').split(' info ').slice(1)) {
        const own = info
          .split(' ')
          .filter((name) => inInfo.includes(name))
          .map((name) => inInfo.indexOf(name));
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }
      expect(names.filter((name) => name === 'info')).toHaveLength(2);
    }
    expect(capForm(alert)).toContain('Cảnh báo &lt;mẫu&gt; &amp; thử');
    expect(capForm(recall)).toContain(
      '<references>lachan:MPS-A05,CB-AAAA-AAAA.1,2026-11-24T09:00:00+07:00</references>',
    );
    const feed = { base: 'https://portal.example', updated: recall.sentAt, title: 'Cảnh báo', recalled: 'Thu hồi' };
    expect(elementsOf(atomForm([alert, recall], feed)).filter((name) => name === 'entry')).toHaveLength(2);
  });
});
