import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { orderReason } from './order-lists.ts';
import { type XarfOf, xarfOf } from './xarf.ts';
import base from './xarf-schema/content-base.json' with { type: 'json' };
import csam from './xarf-schema/content-csam.json' with { type: 'json' };
import csem from './xarf-schema/content-csem.json' with { type: 'json' };
import core from './xarf-schema/xarf-core.json' with { type: 'json' };

/** The judge is ajv on the schemas of xarf/xarf-spec, with the formats that they name. */
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  schemas: [core, base],
  formats: {
    uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
    uri: (text: string) => URL.canParse(text),
    email: /^[^\s@]+@[^\s@]+$/,
    hostname: /^[a-z0-9.-]+$/,
    ipv4: /^\d+(\.\d+){3}$/,
    ipv6: /^[0-9a-f:]+$/,
  },
});
const judges = { csam: ajv.compile(csam), csem: ajv.compile(csem) };

const order: XarfOf = {
  ...{ order: '01a2', contact: '01b3', reference: 'LD-1BTY-403S', reasons: ['CSAM'], urgent: false, test: false },
  ...{ at: new Date('2026-11-24T02:00:00Z'), url: 'https://noi-mau.example/bai/1', platform: null },
  ...{ hostAddress: null, industry: null },
  reporter: { org: 'Đơn vị mẫu', contact: 'lenh@co-quan.example', domain: 'co-quan.example' },
};

describe('an order as XARF 4.2', () => {
  it.each([
    ['csam', {}],
    ['csam', { industry: 'A1', hostAddress: '203.0.113.7' }],
    ['csam', { industry: 'C9', urgent: true, test: true }],
    ['csam', { reasons: ['GROOMING', 'CSAM'] }],
    ['csem', { reasons: ['GROOMING'], platform: 'ZALO' }],
    ['csem', { reasons: ['EXTORTION', 'PRIVACY'] }],
    ['csem', { reasons: ['EXPLOITATION'], url: 'https://xn--trng-5na.example/a?b=c' }],
    ['csem', { reasons: ['EXPLOITATION'], url: 'https://203.0.113.9/a' }],
  ] as const)('is a report of %s by its schema: %j', (type, more) => {
    const report = xarfOf({ ...order, ...more });
    expect(report?.type).toBe(type);
    const judge = judges[type];
    expect([judge(report), judge.errors]).toEqual([true, null]);
  });

  it('that lacks a field or has a false one is refused by the same judge', () => {
    const report = xarfOf(order) as unknown as Record<string, unknown>;
    for (const field of ['report_id', 'reporter', 'source_identifier', 'classification', 'detection_method'])
      expect([field, judges.csam({ ...report, [field]: undefined })]).toEqual([field, false]);
    expect(judges.csam({ ...report, classification: 'Z9' })).toBe(false);
    expect(judges.csem(report)).toBe(false);
  });

  it('has no evidence of any kind, nothing internal, and keeps its identifier', () => {
    for (const reason of Object.keys(orderReason.terms ?? { CSAM: 1, GROOMING: 1, HARMFUL: 1 })) {
      const text = JSON.stringify(xarfOf({ ...order, reasons: [reason] }) ?? {});
      expect([reason, /evidence|payload|_internal|hash_values|victim|perpetrator/.test(text)]).toEqual([reason, false]);
    }
    expect(xarfOf(order)?.report_id).toBe(xarfOf({ ...order, at: new Date() })?.report_id);
    expect(xarfOf({ ...order, contact: 'other' })?.report_id).not.toBe(xarfOf(order)?.report_id);
  });

  it('is none of what XARF has no word for', () => {
    expect(xarfOf({ ...order, reasons: ['BULLYING', 'PRIVACY'] })).toBeUndefined();
    expect(xarfOf({ ...order, url: 'tai.khoan.mau' })).toBeUndefined();
  });
});
