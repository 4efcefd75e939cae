import { describe, expect, it } from 'vitest';
import { orderReason } from './order-lists.ts';
import { type XarfOf, xarfOf } from './xarf.ts';
import { xarfReport } from './xarf-report.testing.ts';

const order: XarfOf = {
  order: '01a2',
  contact: '01b3',
  reference: 'LD-1BTY-403S',
  reasons: ['CSAM'],
  urgent: false,
  test: false,
  at: new Date('2026-11-24T02:00:00Z'),
  url: 'https://noi-mau.example/bai/1',
  platform: null,
  hostAddress: null,
  industry: null,
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
    expect(xarfReport[type].safeParse(report).error?.issues).toBeUndefined();
  });

  it('that lacks a field, has a false one or one too many is refused by the same schema', () => {
    const report = xarfOf(order) as unknown as Record<string, unknown>;
    for (const field of ['report_id', 'reporter', 'source_identifier', 'classification', 'detection_method'])
      expect([field, xarfReport.csam.safeParse({ ...report, [field]: undefined }).success]).toEqual([field, false]);
    for (const more of [{ classification: 'Z9' }, { evidence: [] }, { source_identifier: '' }])
      expect([more, xarfReport.csam.safeParse({ ...report, ...more }).success]).toEqual([more, false]);
    expect(xarfReport.csem.safeParse(report).success).toBe(false);
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
